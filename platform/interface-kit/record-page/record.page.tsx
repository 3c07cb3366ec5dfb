import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { useAddressQuery, writeAddress } from "../address-state.ts";
import { dash } from "../figure-format.ts";
import { Icon } from "../icon.tsx";
import { useKitTexts } from "../kit-texts.ts";
import { usePageTitle } from "../page-tools.tsx";
import { PanelTabs } from "../panel-tabs.tsx";
import { UnknownSet } from "../record-list/record-list.page.tsx";
import { useRecordPlaces } from "../record-list/record-places.ts";
import { type FullRecord, type RecordSetDescription, recordQuery, recordSetsQuery } from "../record-list/record-set.ts";
import { valueText } from "../record-list/value-text.ts";
import { LoadingPanel } from "../state-panel.tsx";
import { formatTimestamp } from "../time-format.ts";
import { TroublePanel } from "../trouble-panel.tsx";
import { ActionButtons } from "./action-buttons.tsx";
import { CommentsPanel } from "./comments-panel.tsx";
import { CoursePanel } from "./course-panel.tsx";
import { FactGroups } from "./fact-groups.tsx";
import { HistoryPanel } from "./history-panel.tsx";
import { RecordEditor } from "./record-editor.tsx";
import { RecordMap } from "./record-map.tsx";
import styles from "./record-page.module.css";
import { type RecordSetPanel, useRecordSlots } from "./record-slots.ts";
import { StageBar, StateLine } from "./stage-bar.tsx";
import { useWorkflow, type WorkflowView } from "./workflow.ts";

/** The page of any record: `/records/{set}/{id}`. */
export default function RecordPage(props: { readonly parameters: Readonly<Record<string, string>> }): ReactNode {
  const { text } = useKitTexts();
  const { set: setId = "", id = "" } = props.parameters;
  const sets = useQuery(recordSetsQuery);
  const record = useQuery(recordQuery(setId, id));
  const workflow = useWorkflow(setId, id);
  if (sets.isError) return <TroublePanel error={sets.error} onRetry={() => void sets.refetch()} />;
  const set = sets.data?.find((candidate) => candidate.id === setId);
  if (sets.data && !set) return <UnknownSet id={setId} />;
  if (record.isError) return <TroublePanel error={record.error} onRetry={() => void record.refetch()} />;
  if (workflow.isError) return <TroublePanel error={workflow.error} onRetry={() => void workflow.refetch()} />;
  if (!set || !record.data || workflow.data === undefined) return <LoadingPanel label={text("record.loading")} />;
  return <RecordContent key={id} set={set} record={record.data} workflow={workflow.data} />;
}

interface ContentProps {
  readonly set: RecordSetDescription;
  readonly record: FullRecord;
  /** Null where records of this kind have no course. */
  readonly workflow: WorkflowView | null;
}

function RecordContent(props: ContentProps): ReactNode {
  const { text } = useKitTexts();
  const { set, record, workflow } = props;
  return (
    <article className={styles.page}>
      <Head {...props} />
      {workflow ? <StageBar workflow={workflow} /> : null}
      <div className={set.geometry === null ? styles.factsAlone : styles.factsAndMap}>
        <section aria-label={text("record.facts")}>
          <FactGroups set={set} record={record} />
          <p className={styles.updated}>{text("record.updated", { time: formatTimestamp(record.updatedAt) })}</p>
        </section>
        {set.geometry === null ? null : <RecordMap set={set} record={record} />}
      </div>
      <Tabs {...props} />
    </article>
  );
}

function Head({ set, record, workflow }: ContentProps): ReactNode {
  const texts = useKitTexts();
  const { text, pick } = texts;
  const places = useRecordPlaces();
  const [isEditing, setIsEditing] = useState(false);
  const shown = (name: string) => {
    const field = set.fields.find((candidate) => candidate.name === name);
    return field ? valueText(field, record.values[name], record.labels, texts) : dash;
  };
  const title = shown(set.titleField);
  const code = shown(set.codeField);
  usePageTitle(title);
  const mayEdit = set.canEdit && workflow?.state.kind !== "closed";
  return (
    <header className={styles.head}>
      <div className={styles.names}>
        <a className={styles.back} href={`/records/${set.id}`}>
          {pick(set.titleZh, set.titleEn)}
        </a>
        <h1 className={styles.title}>
          {title} {set.codeField === set.titleField ? null : <span className={styles.code}>{code}</span>}
        </h1>
        {workflow ? <StateLine workflow={workflow} /> : null}
      </div>
      <div className={styles.actions}>
        {places.map && record.geometry !== null ? (
          <Button icon={<Icon name="map" />} href={places.map(set.id, { id: record.id })}>
            {text("tools.map")}
          </Button>
        ) : null}
        <Button icon={<Icon name="print" />} onClick={() => window.print()}>
          {text("record.print")}
        </Button>
        {mayEdit ? (
          <Button icon={<Icon name="edit" />} onClick={() => setIsEditing(true)}>
            {text("record.edit")}
          </Button>
        ) : null}
        {workflow ? <ActionButtons workflow={workflow} /> : null}
      </div>
      {isEditing ? <RecordEditor set={set} record={record} onClose={() => setIsEditing(false)} /> : null}
    </header>
  );
}

const tabKeys = ["condition", "verdict", "materials", "course", "links", "history", "comments"] as const;
type TabKey = (typeof tabKeys)[number];

function Tabs({ set, record, workflow }: ContentProps): ReactNode {
  const { text } = useKitTexts();
  const { materials: Materials, links: Links, condition, verdict } = useRecordSlots();
  const panelOf = (own: RecordSetPanel | undefined) => (own?.sets.includes(set.id) ? own.panel : undefined);
  const [Condition, Verdict] = [panelOf(condition), panelOf(verdict)];
  const place = { recordSet: set.id, recordId: record.id };
  const canEdit = set.canEdit && workflow?.state.kind !== "closed";
  const panels: Partial<Record<TabKey, () => ReactNode>> = {
    ...(Condition ? { condition: () => <Condition {...place} canEdit={canEdit} /> } : {}),
    ...(Verdict ? { verdict: () => <Verdict {...place} canEdit={canEdit} /> } : {}),
    ...(Materials ? { materials: () => <Materials {...place} canEdit={canEdit} /> } : {}),
    ...(workflow ? { course: () => <CoursePanel workflow={workflow} /> } : {}),
    ...(Links ? { links: () => <Links {...place} canEdit={canEdit} /> } : {}),
    history: () => <HistoryPanel set={set} record={record} />,
    comments: () => <CommentsPanel set={set.id} id={record.id} />,
  };
  const shown = tabKeys.filter((key) => panels[key] !== undefined);
  const asked = new URLSearchParams(useAddressQuery()).get("tab");
  const chosen = shown.find((key) => key === asked) ?? shown[0] ?? "history";
  return (
    <div className={styles.tabs}>
      <PanelTabs<TabKey>
        label={text("record.tabs")}
        tabs={shown.map((key) => ({ key, title: text(`record.tab.${key}`) }))}
        chosen={chosen}
        onChoose={(tab) => writeAddress({ tab }, "replace")}
      >
        <div className={styles.panel} data-wide={chosen === "condition"}>
          {panels[chosen]?.()}
        </div>
      </PanelTabs>
    </div>
  );
}
