import { useQuery } from "@tanstack/react-query";
import { Input, Select } from "antd";
import type { ReactNode } from "react";
import { Field, TroubleNote } from "#platform/interface-kit";
import { InputField, useFileGroups } from "./input-field.tsx";
import {
  type FormFault,
  type FormInput,
  type FormQualifier,
  formInputs,
  inputOfQualifier,
  isFile,
  type SurveyForm,
} from "./survey-form.ts";
import { inputsQuery } from "./version-queries.ts";
import { useVersionTexts } from "./version-texts.ts";
import styles from "./versions.module.css";

const REQUIRED: ReadonlySet<FormInput> = new Set(["dem", "rain", "soil", "landUse"]);
const qualifiersOf: Readonly<Partial<Record<FormInput, readonly FormQualifier[]>>> = {
  soil: ["soilTable"],
  landUse: ["landUseField", "landUseScheme"],
  measures: ["measuresField"],
  zones: ["zonesName", "zonesCode"],
};

/** The inputs of a survey, each with what qualifies its file. */
export function SurveyInputs(props: {
  readonly form: SurveyForm;
  readonly faults: Readonly<Partial<Record<FormInput | "title" | "year", FormFault>>>;
  readonly onChange: (part: Partial<SurveyForm>) => void;
}): ReactNode {
  const { form, onChange } = props;
  const list = useQuery(inputsQuery);
  return (
    <>
      <TroubleNote error={list.error} />
      <div className={styles.inputs}>
        {formInputs.map((input) => (
          <div key={input} className={styles.input}>
            <InputField
              input={input}
              choice={form.inputs[input]}
              files={list.data ?? []}
              fault={props.faults[input]}
              isRequired={REQUIRED.has(input)}
              onChoose={(choice) => onChange({ inputs: { ...form.inputs, [input]: choice } })}
              // What has been uploaded meanwhile.
              onOpen={() => void list.refetch()}
            />
            {isFile(form.inputs[input])
              ? (qualifiersOf[input] ?? []).map((name) => (
                  <QualifierField
                    key={name}
                    name={name}
                    value={form.qualifiers[name]}
                    onChange={(value) => onChange({ qualifiers: { ...form.qualifiers, [name]: value } })}
                  />
                ))
              : null}
          </div>
        ))}
      </div>
    </>
  );
}

function QualifierField(props: {
  readonly name: FormQualifier;
  readonly value: string;
  readonly onChange: (value: string) => void;
}): ReactNode {
  const { text } = useVersionTexts();
  const { name, value, onChange } = props;
  const files = useQuery(inputsQuery).data ?? [];
  const tables = useFileGroups(files, ["table"]);
  const isChoice = name === "soilTable" || name === "landUseScheme";
  const options =
    name === "soilTable"
      ? tables
      : (["monitoring", "gbt21010"] as const).map((scheme) => ({ value: scheme, label: text(`scheme.${scheme}`) }));
  const none = name === "soilTable" ? [{ value: "", label: text("choice.none") }] : [];
  const own = name === "landUseScheme" && value === "" ? "monitoring" : value;
  return (
    <Field label={text(`input.${name}`)}>
      {(control) =>
        isChoice ? (
          <Select<string>
            {...control}
            value={own}
            popupMatchSelectWidth={false}
            options={[...none, ...options]}
            onChange={onChange}
          />
        ) : (
          <Input
            {...control}
            value={value}
            placeholder={inputOfQualifier[name] === "zones" ? text("field.auto") : ""}
            onChange={({ target }) => onChange(target.value)}
          />
        )
      }
    </Field>
  );
}
