import { Button, Checkbox } from "antd";
import type { ReactNode } from "react";
import type { SurveyDecision, SurveyVersion } from "#contexts/erosion-assessment/model";
import { type FigureColumn, FiguresTable, formatFigure, formatTimestamp, QuietMark } from "#platform/interface-kit";
import { useVersionTexts, versionName } from "./version-texts.ts";
import styles from "./versions.module.css";

/** Every version with its state, figures, who made it and who decided on it. */
export function VersionsTable(props: {
  readonly versions: readonly SurveyVersion[];
  readonly opened: string | undefined;
  readonly picked: readonly string[];
  readonly mayPublish: boolean;
  readonly onPick: (runId: string, isPicked: boolean) => void;
  readonly onOpen: (runId: string) => void;
  readonly onDecide: (decision: SurveyDecision, version: SurveyVersion) => void;
}): ReactNode {
  const texts = useVersionTexts();
  const { text, language } = texts;
  const columns: FigureColumn<SurveyVersion>[] = [
    {
      key: "select",
      title: text("column.select"),
      align: "start",
      cell: ({ runId, ...version }) => (
        <Checkbox
          checked={props.picked.includes(runId)}
          disabled={props.picked.length === 2 && !props.picked.includes(runId)}
          aria-label={text("select", { version: versionName(texts, version) })}
          onChange={({ target }) => props.onPick(runId, target.checked)}
        />
      ),
    },
    {
      key: "version",
      title: text("column.version"),
      isRowHeader: true,
      cell: (version) => <NameCell version={version} isOpened={version.runId === props.opened} />,
    },
    {
      key: "state",
      title: text("column.state"),
      align: "start",
      cell: ({ state }) => (
        <span className={styles.state} data-state={state}>
          {text(`state.${state}`)}
        </span>
      ),
    },
    {
      key: "rate",
      title: text("column.rate"),
      unit: "%",
      cell: ({ conservationRatePercent }) => formatFigure(conservationRatePercent, 2),
    },
    {
      key: "area",
      title: text("column.area"),
      unit: "km²",
      cell: ({ soilWaterLossAreaKm2 }) => formatFigure(soilWaterLossAreaKm2, 2),
    },
    {
      key: "made",
      title: text("column.made"),
      align: "start",
      cell: ({ madeByName, madeAt }) => <WhoWhen who={madeByName} when={madeAt} />,
    },
    {
      key: "decided",
      title: text("column.decided"),
      align: "start",
      cell: ({ stateByName, stateAt, stateReason }) =>
        stateByName === null || stateAt === null ? "—" : <WhoWhen who={stateByName} when={stateAt} why={stateReason} />,
    },
    {
      key: "actions",
      title: text("column.actions"),
      align: "start",
      cell: (version) => (
        <span className={styles.actions}>
          <Button size="small" disabled={version.runId === props.opened} onClick={() => props.onOpen(version.runId)}>
            {text("open")}
          </Button>
          {props.mayPublish ? <DecisionButton version={version} onDecide={props.onDecide} /> : null}
        </span>
      ),
    },
  ];
  return (
    <FiguresTable
      caption={text("table")}
      columns={columns}
      rows={props.versions}
      rowKey={({ runId }) => runId}
      language={language}
    />
  );
}

function NameCell({ version, isOpened }: { readonly version: SurveyVersion; readonly isOpened: boolean }): ReactNode {
  const texts = useVersionTexts();
  const { text } = texts;
  const { title, demonstration, product, sameAs } = version;
  return (
    <span className={styles.name}>
      <b>{versionName(texts, version)}</b>
      {demonstration ? <QuietMark label={text("demonstration")} title={text("demonstration.note")} /> : null}
      {product === "actual-year" ? <QuietMark label={text("actual")} /> : null}
      {sameAs === null ? null : <QuietMark label={text("same", { number: sameAs })} title={text("same.note")} />}
      {isOpened ? <QuietMark label={text("opened")} /> : null}
      <span className={styles.detail}>{title}</span>
    </span>
  );
}

function WhoWhen(props: { readonly who: string; readonly when: string; readonly why?: string | null }): ReactNode {
  return (
    <span className={styles.who}>
      <span>{props.who}</span>
      <span className={styles.detail}>{formatTimestamp(props.when)}</span>
      {props.why ? <span className={styles.why}>{props.why}</span> : null}
    </span>
  );
}

function DecisionButton(props: {
  readonly version: SurveyVersion;
  readonly onDecide: (decision: SurveyDecision, version: SurveyVersion) => void;
}): ReactNode {
  const { text } = useVersionTexts();
  const decision = props.version.state === "published" ? "withdraw" : "publish";
  return (
    <Button size="small" onClick={() => props.onDecide(decision, props.version)}>
      {text(decision)}
    </Button>
  );
}
