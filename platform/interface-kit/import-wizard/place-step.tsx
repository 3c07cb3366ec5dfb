import { Alert, Button, Checkbox, Input, Radio, Select } from "antd";
import { type ReactNode, useState } from "react";
import { Field } from "../field.tsx";
import type { AxisOrder, CoordinateFields, CrsCandidate, ImportSession } from "./import-session.ts";
import { useImportTexts } from "./import-texts.ts";
import styles from "./import-wizard.module.css";
import { OutlineMap } from "./outline-map.tsx";
import type { StepProps } from "./step-props.ts";

const kindsOfPlace = new Set([
  "coordinate-fields-missing",
  "crs-not-confirmed",
  "gcj02-converted",
  "gcj02-suspected",
  "outside-region",
]);

/** The reference system and the order of axes, chosen by what the map shows. */
export function PlaceStep({ session, decisions }: StepProps): ReactNode {
  const { text, pick } = useImportTexts();
  const { preview } = session;
  if (session.targetView.geometry === null) return <p>{text("place.notNeeded")}</p>;
  if (preview.layer === null) return <p>{text("place.layerFirst")}</p>;
  const findings = session.outcome?.findings.filter(({ kind, row }) => row === null && kindsOfPlace.has(kind)) ?? [];
  const isOutside = findings.some(({ kind }) => kind === "outside-region");
  const chosen = preview.crsCandidates.find(({ crs, axes }) => crs === preview.crs && axes === preview.axes);
  const isUnconfirmed = findings.some(({ kind }) => kind === "crs-not-confirmed");
  return (
    <div className={styles.placeStep}>
      <div className={styles.stack}>
        {preview.coordinateFields ? (
          <CoordinateColumns
            session={session}
            fields={preview.coordinateFields}
            isDisabled={decisions.isPending}
            onChange={(coordinateFields) => decisions.decide({ coordinateFields, crs: null, axes: null })}
          />
        ) : null}
        <fieldset className={styles.choices}>
          <legend>{text("crs.title")}</legend>
          <p className={styles.quiet}>{text("crs.hint")}</p>
          {preview.crsCandidates.length === 0 && preview.crs === null ? <p>{text("crs.none")}</p> : null}
          {preview.crsCandidates.map((candidate) => (
            <Candidate
              key={`${candidate.crs} ${candidate.axes}`}
              candidate={candidate}
              isChosen={candidate === chosen}
              isDisabled={decisions.isPending}
              onChoose={() => decisions.decide({ crs: candidate.crs, axes: candidate.axes, acceptOutsideRegion: null })}
            />
          ))}
          {preview.crs !== null && chosen === undefined ? (
            <p className={styles.candidate} data-chosen="true">
              <b>{preview.crs}</b> · {text(`axes.${preview.axes}`)} · {text("crs.byHand")}
            </p>
          ) : null}
        </fieldset>
        <OtherSystem
          isDisabled={decisions.isPending}
          axes={preview.axes}
          onChange={(crs, axes) => decisions.decide({ crs, axes, acceptOutsideRegion: null })}
        />
      </div>
      <div className={styles.stack}>
        {findings.map(({ kind, severity, zh, en }) => (
          <Alert
            key={kind}
            type={severity === "refused" ? "error" : "warning"}
            title={pick(zh, en)}
            {...(kind === "crs-not-confirmed" && isUnconfirmed && preview.crs !== null
              ? {
                  action: (
                    <Button
                      type="primary"
                      size="small"
                      disabled={decisions.isPending}
                      onClick={() => decisions.decide({ crs: preview.crs, axes: preview.axes })}
                    >
                      {text("crs.confirm")}
                    </Button>
                  ),
                }
              : {})}
          />
        ))}
        {isOutside || session.decisions.acceptOutsideRegion ? (
          <Checkbox
            checked={session.decisions.acceptOutsideRegion === true}
            disabled={decisions.isPending}
            onChange={(event) => decisions.decide({ acceptOutsideRegion: event.target.checked ? true : null })}
          >
            {text("place.acceptOutside")}
          </Checkbox>
        ) : null}
        <OutlineMap session={session} isTall />
      </div>
    </div>
  );
}

function Candidate(props: {
  readonly candidate: CrsCandidate;
  readonly isChosen: boolean;
  readonly isDisabled: boolean;
  readonly onChoose: () => void;
}): ReactNode {
  const { text, pick } = useImportTexts();
  const { candidate, isChosen } = props;
  const name = pick(candidate.nameZh, candidate.nameEn);
  return (
    <div className={styles.candidate} data-chosen={isChosen}>
      <div className={styles.candidateHead}>
        <Radio name="crs" checked={isChosen} disabled={props.isDisabled} onChange={props.onChoose}>
          <b>{name}</b>
          {name === candidate.crs ? null : <span className={styles.quiet}> {candidate.crs}</span>}
        </Radio>
        {candidate.isStated ? <span className={styles.badge}>{text("crs.stated")}</span> : null}
        {candidate.isProposed ? <span className={styles.badge}>{text("proposed")}</span> : null}
        {candidate.isInsideRegion ? null : <span className={styles.fault}>{text("crs.outside")}</span>}
      </div>
      <p className={styles.candidateWhy}>
        {text(`axes.${candidate.axes}`)} · {pick(candidate.reason.zh, candidate.reason.en)}
      </p>
    </div>
  );
}

/** A system that was not proposed: the sender has said which. */
function OtherSystem(props: {
  readonly isDisabled: boolean;
  readonly axes: AxisOrder;
  readonly onChange: (crs: string, axes: AxisOrder) => void;
}): ReactNode {
  const { text } = useImportTexts();
  const [crs, setCrs] = useState("");
  const [axes, setAxes] = useState<AxisOrder>(props.axes);
  const [fault, setFault] = useState<string>();
  const send = () => {
    const code = /^(?:epsg:)?\s*(\d{4,6})$/i.exec(crs.trim())?.[1];
    const isShifted = /^gcj-?02$/i.test(crs.trim());
    if (code === undefined && !isShifted) return setFault(text("crs.other.fault"));
    setFault(undefined);
    props.onChange(isShifted ? "GCJ-02" : `EPSG:${code}`, axes);
  };
  return (
    <details className={styles.other}>
      <summary>{text("crs.other.title")}</summary>
      <Field label={text("crs.other.label")} hint={text("crs.other.hint")} fault={fault}>
        {(control) => (
          <Input
            {...control}
            value={crs}
            placeholder="EPSG:4528"
            onChange={(event) => setCrs(event.target.value)}
            onPressEnter={send}
          />
        )}
      </Field>
      <Radio.Group
        name="axes"
        aria-label={text("axes.title")}
        value={axes}
        onChange={(event) => setAxes(event.target.value as AxisOrder)}
        options={(["east-north", "north-east"] as const).map((value) => ({ value, label: text(`axes.${value}`) }))}
      />
      <Button disabled={props.isDisabled || crs.trim() === ""} onClick={send}>
        {text("crs.other.apply")}
      </Button>
    </details>
  );
}

function CoordinateColumns(props: {
  readonly session: ImportSession;
  readonly fields: CoordinateFields;
  readonly isDisabled: boolean;
  readonly onChange: (fields: CoordinateFields) => void;
}): ReactNode {
  const { text } = useImportTexts();
  const { fields, session } = props;
  const options = session.preview.fields.map(({ name }) => ({ value: name, label: name }));
  return (
    <fieldset className={styles.choices}>
      <legend>{text("columns.title")}</legend>
      <p className={styles.quiet}>{text("columns.hint")}</p>
      <div className={styles.columns}>
        {(["x", "y", "geometry"] as const).map((name) => (
          <Field key={name} label={text(`columns.${name}`)}>
            {(control) => (
              <Select
                {...control}
                allowClear
                value={fields[name]}
                disabled={props.isDisabled}
                placeholder={text("columns.none")}
                options={options}
                onChange={(value: string | undefined) => props.onChange({ ...fields, [name]: value ?? null })}
              />
            )}
          </Field>
        ))}
      </div>
    </fieldset>
  );
}
