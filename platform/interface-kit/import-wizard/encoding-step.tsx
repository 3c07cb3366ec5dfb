import { Alert, Radio } from "antd";
import { type ReactNode, useId } from "react";
import { formatFigure } from "../figure-format.ts";
import type { EncodingCandidate } from "./import-session.ts";
import { useImportTexts } from "./import-texts.ts";
import styles from "./import-wizard.module.css";
import { PreviewTable } from "./preview-table.tsx";
import type { StepProps } from "./step-props.ts";

/** Which layer, and in which encoding its text reads as words: the same rows side by side, to be chosen by eye. */
export function EncodingStep({ session, decisions }: StepProps): ReactNode {
  const { text, pick } = useImportTexts();
  const { preview } = session;
  return (
    <div className={styles.stack}>
      {preview.notes.map((note) => (
        <Alert key={note.code + note.zh} type="warning" title={pick(note.zh, note.en)} />
      ))}
      {preview.layers.length > 1 ? (
        <fieldset className={styles.choices}>
          <legend>{text("layer.title")}</legend>
          <Radio.Group
            className={styles.options ?? ""}
            name="layer"
            value={preview.layer}
            disabled={decisions.isPending}
            onChange={(event) =>
              // What was mapped in one layer says nothing about another.
              decisions.decide({
                layer: event.target.value as string,
                encoding: null,
                mapping: null,
                crs: null,
                axes: null,
              })
            }
            options={preview.layers.map(({ name, rowCount }) => ({
              value: name,
              label: rowCount === null ? name : text("layer.option", { name, rows: formatFigure(rowCount, 0) }),
            }))}
          />
        </fieldset>
      ) : null}
      {preview.layer === null ? null : preview.encodings.length === 0 ? (
        <>
          <p>{text("encoding.fixed")}</p>
          <PreviewTable
            caption={text("rows.title", { rows: formatFigure(preview.rowCount, 0) })}
            fields={preview.fields.map(({ name }) => name)}
            rows={preview.rows}
          />
        </>
      ) : (
        <fieldset className={styles.choices}>
          <legend>{text("encoding.title")}</legend>
          <p className={styles.quiet}>{text("encoding.hint")}</p>
          {preview.encodings.map((candidate) => (
            <Candidate
              key={candidate.encoding}
              candidate={candidate}
              isChosen={candidate.encoding === preview.encoding}
              isDisabled={decisions.isPending}
              onChoose={() =>
                // Names of fields read otherwise in another encoding: a mapping by the old names would find nothing.
                decisions.decide({ encoding: candidate.encoding, mapping: null })
              }
            />
          ))}
        </fieldset>
      )}
    </div>
  );
}

function Candidate(props: {
  readonly candidate: EncodingCandidate;
  readonly isChosen: boolean;
  readonly isDisabled: boolean;
  readonly onChoose: () => void;
}): ReactNode {
  const { text, pick } = useImportTexts();
  const id = useId();
  const { candidate, isChosen } = props;
  return (
    <div className={styles.candidate} data-chosen={isChosen}>
      <div className={styles.candidateHead}>
        <Radio
          id={id}
          name="encoding"
          checked={isChosen}
          disabled={props.isDisabled}
          onChange={props.onChoose}
          aria-describedby={`${id}-why`}
        >
          <b>{candidate.label}</b>
        </Radio>
        <span id={`${id}-why`} className={candidate.isReadable ? styles.quiet : styles.fault}>
          {pick(candidate.reason.zh, candidate.reason.en)}
        </span>
        {candidate.isProposed ? <span className={styles.badge}>{text("proposed")}</span> : null}
      </div>
      <PreviewTable
        caption={text("encoding.rows", { encoding: candidate.label })}
        fields={candidate.fields}
        rows={candidate.rows.slice(0, 4)}
      />
    </div>
  );
}
