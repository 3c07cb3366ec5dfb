import type { ReactNode } from "react";
import type {
  Provenance,
  ProvenanceInput,
  ProvenanceParameter,
  SurveySummary,
} from "#contexts/erosion-assessment/model";
import {
  dash,
  type FigureColumn,
  FiguresTable,
  formatFigure,
  formatSignificant,
  UnconfirmedMark,
} from "#platform/interface-kit";
import { HashText } from "./hash-text.tsx";
import styles from "./provenance-record.module.css";
import { type SurveyLanguage, useSurveyLanguage } from "./survey-text.ts";

export function ProvenanceRecord(props: {
  readonly provenance: Provenance;
  readonly summary: SurveySummary;
}): ReactNode {
  const language = useSurveyLanguage();
  const { text, pick } = language;
  const { provenance, summary } = props;
  const notes = [
    ...new Set([...summary.warnings, ...provenance.warnings, ...provenance.repairs].map(({ zh, en }) => pick(zh, en))),
  ];
  return (
    <div className={styles.record}>
      <Section title={text("provenance.unconfirmed")}>
        {summary.unconfirmed.length === 0 ? (
          <p className={styles.text}>{text("provenance.unconfirmedNone")}</p>
        ) : (
          <>
            <p className={styles.text}>{text("provenance.unconfirmedNote")}</p>
            <PlainTable
              caption={text("provenance.unconfirmed")}
              columns={unconfirmedColumns(language)}
              rows={summary.unconfirmed}
            />
          </>
        )}
      </Section>
      <Section title={text("provenance.warnings")}>
        {notes.length === 0 ? (
          <p className={styles.text}>{text("provenance.warningsNone")}</p>
        ) : (
          <ul className={styles.notes}>
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        )}
      </Section>
      <Section title={text("provenance.inputs")}>
        <PlainTable caption={text("provenance.inputs")} columns={inputColumns(language)} rows={provenance.inputs} />
      </Section>
      <Section title={text("provenance.parameters")}>
        <PlainTable
          caption={text("provenance.parameters")}
          columns={parameterColumns(language)}
          rows={provenance.parameters}
        />
      </Section>
      <Section title={text("provenance.outputs")}>
        <PlainTable caption={text("provenance.outputs")} columns={outputColumns(language)} rows={provenance.outputs} />
      </Section>
      <Section title={text("provenance.stages")}>
        <PlainTable
          caption={text("provenance.stages")}
          columns={stageColumns(language)}
          rows={provenance.stages}
          totals={stageTotal(provenance.stages, text("provenance.stageTotal"))}
        />
      </Section>
      <Section title={text("provenance.run")}>
        <RunFacts provenance={provenance} summary={summary} />
      </Section>
    </div>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <section>
      <h3 className={styles.heading}>{title}</h3>
      {children}
    </section>
  );
}

function PlainTable<Row>(props: {
  readonly caption: string;
  readonly columns: readonly FigureColumn<Row>[];
  readonly rows: readonly Row[];
  readonly totals?: Row;
}): ReactNode {
  const { language } = useSurveyLanguage();
  const positions = new Map(props.rows.map((row, index) => [row, String(index)]));
  return (
    <div className={styles.table}>
      <FiguresTable
        caption={props.caption}
        columns={props.columns}
        rows={props.rows}
        rowKey={(row) => positions.get(row) ?? ""}
        language={language}
        {...(props.totals === undefined ? {} : { totals: props.totals })}
      />
    </div>
  );
}

function RunFacts({
  provenance,
  summary,
}: {
  readonly provenance: Provenance;
  readonly summary: SurveySummary;
}): ReactNode {
  const { text } = useSurveyLanguage();
  const { grid } = summary;
  const facts: readonly (readonly [string, ReactNode])[] = [
    [text("provenance.runId"), provenance.runId],
    [text("provenance.programVersion"), provenance.programVersion],
    [
      text("provenance.kernel"),
      <HashText
        key="kernel"
        hash={provenance.kernelSha256}
        label={text("provenance.copyHash", { file: text("provenance.kernel") })}
      />,
    ],
    [text("provenance.crs"), provenance.crs],
    [
      text("provenance.grid"),
      text("provenance.gridText", {
        columns: formatFigure(grid.columns, 0),
        rows: formatFigure(grid.rows, 0),
        width: formatSignificant(grid.cellWidth),
        height: formatSignificant(grid.cellHeight),
      }),
    ],
    [text("provenance.started"), instant(provenance.startedAt)],
    [text("provenance.finished"), instant(provenance.finishedAt)],
  ];
  return (
    <dl className={styles.facts}>
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function unconfirmedColumns({
  text,
  codeText,
  pick,
}: SurveyLanguage): FigureColumn<SurveySummary["unconfirmed"][number]>[] {
  return [
    { key: "name", title: text("provenance.parameter"), isRowHeader: true, cell: (row) => pick(row.name, row.nameEn) },
    { key: "value", title: text("provenance.value"), cell: (row) => row.value },
    {
      key: "confidence",
      title: text("provenance.confidence"),
      align: "start",
      cell: (row) => codeText("confidence", row.confidence),
    },
    { key: "source", title: text("provenance.source"), align: "start", cell: (row) => <Wrapped>{row.source}</Wrapped> },
  ];
}

function inputColumns({ text, codeText, pick }: SurveyLanguage): FigureColumn<ProvenanceInput>[] {
  return [
    { key: "role", title: text("provenance.input"), isRowHeader: true, cell: (row) => codeText("role", row.role) },
    {
      key: "file",
      title: text("provenance.file"),
      align: "start",
      cell: (row) => (
        <Wrapped>
          {row.file ?? text("provenance.constant", { value: formatSignificant(row.constant) })}
          {row.notes.map(({ zh, en }) => (
            <span key={zh} className={styles.note}>
              {pick(zh, en)}
            </span>
          ))}
        </Wrapped>
      ),
    },
    { key: "crs", title: text("provenance.crs"), align: "start", cell: (row) => row.crs ?? dash },
    {
      key: "alignment",
      title: text("provenance.alignment"),
      align: "start",
      cell: (row) => codeText("alignment", row.alignment),
    },
    { key: "size", title: text("provenance.size"), unit: "kB", cell: (row) => kilobytes(row.bytes) },
    {
      key: "hash",
      title: text("provenance.hash"),
      align: "start",
      cell: (row) =>
        row.sha256 === null ? (
          dash
        ) : (
          <HashText hash={row.sha256} label={text("provenance.copyHash", { file: row.file ?? row.role })} />
        ),
    },
  ];
}

function parameterColumns({ text, codeText, pick }: SurveyLanguage): FigureColumn<ProvenanceParameter>[] {
  return [
    {
      key: "name",
      title: text("provenance.parameter"),
      isRowHeader: true,
      cell: (row) => <Wrapped>{pick(row.name, row.nameEn)}</Wrapped>,
    },
    {
      key: "value",
      title: text("provenance.value"),
      cell: (row) => `${parameterValue(row.value, text)}${row.unit ? ` ${row.unit}` : ""}`,
    },
    {
      key: "confidence",
      title: text("provenance.confidence"),
      align: "start",
      cell: (row) =>
        row.confidence.startsWith("memory") ? (
          <UnconfirmedMark label={codeText("confidence", row.confidence)} />
        ) : (
          codeText("confidence", row.confidence)
        ),
    },
    { key: "source", title: text("provenance.source"), align: "start", cell: (row) => <Wrapped>{row.source}</Wrapped> },
  ];
}

function outputColumns({ text }: SurveyLanguage): FigureColumn<Provenance["outputs"][number]>[] {
  return [
    { key: "file", title: text("provenance.file"), isRowHeader: true, cell: (row) => row.file },
    { key: "size", title: text("provenance.size"), unit: "kB", cell: (row) => kilobytes(row.bytes) },
    {
      key: "hash",
      title: text("provenance.hash"),
      align: "start",
      cell: (row) => <HashText hash={row.sha256} label={text("provenance.copyHash", { file: row.file })} />,
    },
  ];
}

type Stage = Provenance["stages"][number];

function stageColumns({ text, codeText }: SurveyLanguage): FigureColumn<Stage>[] {
  return [
    { key: "name", title: text("provenance.stage"), isRowHeader: true, cell: (row) => codeText("stage", row.name) },
    { key: "wall", title: text("provenance.wall"), unit: "s", cell: (row) => formatFigure(row.wallSeconds, 2) },
    { key: "cpu", title: text("provenance.cpu"), unit: "s", cell: (row) => formatFigure(row.cpuSeconds, 2) },
  ];
}

function stageTotal(stages: readonly Stage[], name: string): Stage {
  return {
    name,
    wallSeconds: stages.reduce((sum, stage) => sum + stage.wallSeconds, 0),
    cpuSeconds: stages.reduce((sum, stage) => sum + stage.cpuSeconds, 0),
  };
}

function Wrapped({ children }: { readonly children: ReactNode }): ReactNode {
  return <div className={styles.wrapped}>{children}</div>;
}

function parameterValue(value: ProvenanceParameter["value"], text: SurveyLanguage["text"]): string {
  if (value === null) return dash;
  if (typeof value === "boolean") return text(value ? "provenance.yes" : "provenance.no");
  return typeof value === "number" ? formatSignificant(value, 6) : value;
}

function kilobytes(bytes: number | null): string {
  return formatFigure(bytes === null ? null : bytes / 1000, 1);
}

/** Local time to the second: 2026-11-23 08:30:05. */
function instant(iso: string): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const pad = (part: number) => String(part).padStart(2, "0");
  const day = `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
  return `${day} ${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`;
}
