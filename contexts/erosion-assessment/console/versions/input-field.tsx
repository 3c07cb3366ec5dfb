import { Input, Select } from "antd";
import type { ReactNode } from "react";
import type { SurveyInputFile, SurveyInputKind } from "#contexts/erosion-assessment/model";
import { Field } from "#platform/interface-kit";
import { type FormFault, type FormInput, filesInSettings, type InputChoice } from "./survey-form.ts";
import { useVersionTexts, type VersionTextKey } from "./version-texts.ts";
import styles from "./versions.module.css";

/** What an input can be made from, and the unit of its number; none where it cannot be one number. */
const inputKinds: Readonly<
  Record<
    FormInput,
    { readonly kinds: readonly SurveyInputKind[]; readonly unit?: VersionTextKey; readonly hint?: VersionTextKey }
  >
> = {
  dem: { kinds: ["raster"] },
  rain: { kinds: ["table", "raster"], unit: "unit.rain", hint: "input.rain.hint" },
  soil: { kinds: ["raster"], unit: "unit.soil", hint: "input.soil.hint" },
  landUse: { kinds: ["raster", "vector"], unit: "unit.landUse", hint: "input.landUse.hint" },
  cover: { kinds: ["table"], unit: "unit.factor", hint: "input.cover.hint" },
  measures: { kinds: ["vector"], unit: "unit.factor", hint: "input.measures.hint" },
  tillage: { kinds: ["table"], unit: "unit.factor", hint: "input.tillage.hint" },
  zones: { kinds: ["vector"], hint: "input.zones.hint" },
};

/** One input: a file of the list, one number, or what the loaded settings say. */
export function InputField(props: {
  readonly input: FormInput;
  readonly choice: InputChoice;
  readonly files: readonly SurveyInputFile[];
  readonly fault: FormFault | undefined;
  readonly isRequired: boolean;
  readonly onChoose: (choice: InputChoice) => void;
  readonly onOpen: () => void;
}): ReactNode {
  const { text } = useVersionTexts();
  const { input, choice, fault } = props;
  const { kinds, unit, hint } = inputKinds[input];
  const label = text(`input.${input}`);
  const groups = useFileGroups(props.files, kinds);
  return (
    <Field
      label={label}
      isRequired={props.isRequired}
      {...(hint === undefined ? {} : { hint: text(hint) })}
      fault={fault && text(fault)}
    >
      {(control) => (
        <span className={styles.choice}>
          <Select<string>
            {...control}
            className={styles.select ?? ""}
            showSearch
            value={choice.source}
            popupMatchSelectWidth={false}
            onOpenChange={(isOpen) => (isOpen ? props.onOpen() : undefined)}
            onChange={(source) => props.onChoose({ ...choice, source })}
            options={[
              { value: "", label: text("choice.none") },
              ...(unit === undefined ? [] : [{ value: "constant", label: text("choice.constant") }]),
              ...(choice.settings === undefined
                ? []
                : [{ value: "settings", label: text("choice.settings", { count: filesInSettings(choice.settings) }) }]),
              ...groups,
            ]}
          />
          {choice.source === "constant" && unit !== undefined ? (
            <Input
              className={styles.constant ?? ""}
              value={choice.constant}
              inputMode="decimal"
              suffix={text(unit)}
              aria-label={text("choice.constant.label", { input: label })}
              onChange={({ target }) => props.onChoose({ ...choice, constant: target.value })}
            />
          ) : null}
        </span>
      )}
    </Field>
  );
}

/** Files of some kinds as options of a select, by where they come from. */
export function useFileGroups(files: readonly SurveyInputFile[], kinds: readonly SurveyInputKind[]) {
  const { text } = useVersionTexts();
  return (["upload", "folder", "demonstration"] as const)
    .map((origin) => ({
      label: text(`group.${origin}`),
      title: origin,
      options: files
        .filter((file) => file.origin === origin && kinds.includes(file.kind))
        .map(({ name }) => ({ value: name, label: origin === "upload" ? name.split("/").slice(2).join("/") : name })),
    }))
    .filter(({ options }) => options.length > 0);
}
