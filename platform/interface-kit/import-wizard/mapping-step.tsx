import { Input, InputNumber, Select } from "antd";
import { type ReactNode, useState } from "react";
import { dash } from "../figure-format.ts";
import tableStyles from "../figures-table.module.css";
import type { AreaUnit, ImportSession, ImportTargetField } from "./import-session.ts";
import { useImportTexts } from "./import-texts.ts";
import styles from "./import-wizard.module.css";
import type { StepProps } from "./step-props.ts";
import type { DecisionMaker } from "./use-decisions.ts";

/** Which field of the file fills which field here; what the file lacks may get one value for all rows. */
export function MappingStep({ session, decisions }: StepProps): ReactNode {
  const { text } = useImportTexts();
  const { preview, targetView, mapping } = session;
  if (preview.layer === null) return <p>{text("place.layerFirst")}</p>;
  const used = new Set(mapping.map(({ sourceField }) => sourceField));
  const unused = preview.fields.filter(({ name }) => !used.has(name)).map(({ name }) => name);
  return (
    <div className={styles.stack}>
      <p className={styles.quiet}>
        {text(session.sender ? "mapping.remembered" : "mapping.hint", { sender: session.sender ?? "" })}
      </p>
      <table className={`${tableStyles.table} ${styles.mapping}`}>
        <caption className="visually-hidden">{text("step.fields")}</caption>
        <thead>
          <tr>
            <th scope="col">{text("mapping.target")}</th>
            <th scope="col">{text("mapping.source")}</th>
            <th scope="col">{text("mapping.samples")}</th>
            <th scope="col">{text("mapping.constant")}</th>
          </tr>
        </thead>
        <tbody>
          {targetView.fields.map((field) => (
            <MappingRow key={field.name} field={field} session={session} decisions={decisions} />
          ))}
        </tbody>
      </table>
      <p className={styles.quiet}>
        {unused.length === 0
          ? text("mapping.allUsed")
          : text("mapping.unused", { count: unused.length, fields: unused.join(text("comma")) })}
      </p>
      {targetView.geometry === "polygon" ? <StatedArea session={session} decisions={decisions} /> : null}
    </div>
  );
}

function MappingRow(props: {
  readonly field: ImportTargetField;
  readonly session: ImportSession;
  readonly decisions: DecisionMaker;
}): ReactNode {
  const { text, pick } = useImportTexts();
  const { field, session, decisions } = props;
  const proposal = session.mapping.find((candidate) => candidate.field === field.name);
  const source = proposal?.sourceField ?? null;
  const samples = session.preview.fields.find(({ name }) => name === source)?.samples ?? [];
  const refusals = session.outcome?.findings.filter(
    (finding) => finding.field === field.name && finding.severity === "refused",
  );
  const first = refusals?.[0];
  const fault =
    first === undefined
      ? undefined
      : first.row === null || refusals!.length === 1
        ? pick(first.zh, first.en)
        : text("mapping.faults", { first: pick(first.zh, first.en), count: refusals!.length });
  const id = `map-${field.name}`;
  const label = pick(field.labelZh, field.labelEn);
  return (
    <tr>
      <th scope="row">
        <label htmlFor={id}>
          {label}
          {field.isRequired ? <span className={styles.required}> *</span> : null}
        </label>
        <span className={styles.fieldKind}>
          {text(`kind.${field.kind as "text"}`)}
          {field.unit ? ` · ${field.unit}` : ""}
        </span>
      </th>
      <td>
        <Select
          id={id}
          className={styles.source ?? ""}
          allowClear
          showSearch
          value={source}
          disabled={decisions.isPending}
          placeholder={text("mapping.leaveEmpty")}
          {...(fault === undefined
            ? {}
            : { status: "error" as const, "aria-invalid": true, "aria-describedby": `${id}-fault` })}
          options={session.preview.fields.map(({ name }) => ({ value: name, label: name }))}
          onChange={(value: string | undefined) =>
            decisions.decide({ mapping: { ...session.decisions.mapping, [field.name]: value ?? null } })
          }
        />
        {proposal && source !== null ? (
          <span className={styles.ground}>{text(`ground.${proposal.ground}`)}</span>
        ) : null}
        {fault === undefined ? null : (
          <p id={`${id}-fault`} className={styles.fault}>
            {fault}
          </p>
        )}
      </td>
      <td className={styles.samples}>{samples.length === 0 ? dash : samples.slice(0, 3).join(text("comma"))}</td>
      <td>
        {source === null ? (
          <Constant key={field.name} {...props} label={label} />
        ) : (
          <span className={styles.quiet}>{dash}</span>
        )}
      </td>
    </tr>
  );
}

/** One value for all rows, where the file has no field for it. */
function Constant(props: {
  readonly field: ImportTargetField;
  readonly session: ImportSession;
  readonly decisions: DecisionMaker;
  readonly label: string;
}): ReactNode {
  const { text, pick } = useImportTexts();
  const { field, session, decisions } = props;
  const kept = session.decisions.constants?.[field.name] ?? "";
  const [value, setValue] = useState(kept);
  const send = (next: string) => {
    if (next.trim() === kept) return;
    const { [field.name]: _old, ...others } = session.decisions.constants ?? {};
    decisions.decide({ constants: next.trim() === "" ? others : { ...others, [field.name]: next.trim() } });
  };
  const name = text("mapping.constantOf", { field: props.label });
  const choices =
    field.kind === "boolean"
      ? [
          { value: "是", label: text("yes") },
          { value: "否", label: text("no") },
        ]
      : field.choices.map((choice) => ({ value: choice.value, label: pick(choice.labelZh, choice.labelEn) }));
  if (choices.length > 0) {
    return (
      <Select
        className={styles.source ?? ""}
        aria-label={name}
        allowClear
        showSearch={{ optionFilterProp: "label" }}
        value={kept === "" ? null : kept}
        disabled={decisions.isPending}
        placeholder={text("mapping.noConstant")}
        options={choices}
        onChange={(next: string | undefined) => send(next ?? "")}
      />
    );
  }
  return (
    <Input
      aria-label={name}
      value={value}
      placeholder={text(field.kind === "text" ? "mapping.pattern" : "mapping.noConstant")}
      onChange={(event) => setValue(event.target.value)}
      onBlur={() => send(value)}
      onPressEnter={() => send(value)}
    />
  );
}

const units: readonly AreaUnit[] = ["hm2", "mu", "m2", "km2"];
const unitLabels: Readonly<Record<AreaUnit, string>> = { hm2: "hm²", mu: "亩", m2: "m²", km2: "km²" };

/** The field that states an area, compared with the area on the ellipsoid. */
function StatedArea({ session, decisions }: Pick<StepProps, "session" | "decisions">): ReactNode {
  const { text } = useImportTexts();
  const { statedArea, areaTolerancePercent } = session.decisions;
  const chosen = statedArea === undefined ? "auto" : statedArea === null ? "none" : statedArea.field;
  const unit = statedArea?.unit ?? "hm2";
  return (
    <fieldset className={styles.choices}>
      <legend>{text("area.title")}</legend>
      <p className={styles.quiet}>{text("area.hint")}</p>
      <div className={styles.columns}>
        <Select
          aria-label={text("area.field")}
          value={chosen}
          disabled={decisions.isPending}
          options={[
            { value: "auto", label: text("area.auto") },
            { value: "none", label: text("area.none") },
            ...session.preview.fields.map(({ name }) => ({ value: name, label: name })),
          ]}
          onChange={(field: string) => {
            // The decision "as proposed" is the absence of one; the server takes null for "none" here.
            if (field !== "auto") decisions.decide({ statedArea: field === "none" ? null : { field, unit } });
          }}
        />
        {statedArea ? (
          <Select
            aria-label={text("area.unit")}
            value={unit}
            disabled={decisions.isPending}
            options={units.map((value) => ({ value, label: unitLabels[value] }))}
            onChange={(next: AreaUnit) => decisions.decide({ statedArea: { ...statedArea, unit: next } })}
          />
        ) : null}
        <InputNumber
          aria-label={text("area.tolerance")}
          prefix={text("area.tolerance")}
          suffix="%"
          min={0}
          max={100}
          changeOnWheel={false}
          value={areaTolerancePercent ?? 5}
          disabled={decisions.isPending || statedArea === null}
          onChange={(next) => decisions.decide({ areaTolerancePercent: next ?? null })}
        />
      </div>
    </fieldset>
  );
}
