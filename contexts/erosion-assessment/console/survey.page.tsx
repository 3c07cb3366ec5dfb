import { type ReactNode, useDeferredValue, useState } from "react";
import { openedRun, readSurveyAddress } from "#contexts/erosion-assessment/first-picture";
import type { SurveyListItem } from "#contexts/erosion-assessment/model";
import { LoadingPanel, StatePanel, useAddressQuery, useSession, writeAddress } from "#platform/interface-kit";
import { ProvenanceDrawer } from "./provenance-drawer.tsx";
import styles from "./survey.page.module.css";
import { useLayers, useSummary, useSurveys } from "./survey-queries.ts";
import { useSurveyLanguage } from "./survey-text.ts";
import { SurveyTools } from "./survey-tools.tsx";
import { SurveyWorkspace } from "./survey-workspace.tsx";
import { TroublePanel } from "./trouble-panel.tsx";

/** 动态监测: a survey on the map with its figures. The frame with the top bar comes from the console. */
export function SurveyPage(props: {
  readonly frame: (parts: { readonly tools: ReactNode; readonly content: ReactNode }) => ReactNode;
}): ReactNode {
  const [isProvenanceOpen, setIsProvenanceOpen] = useState(false);
  const address = readSurveyAddress(useAddressQuery());
  const surveys = useSurveys();
  const list = surveys.data ?? [];
  const run = openedRun(address, list);
  const survey = list.find((candidate) => candidate.runId === run);
  const summary = useSummary(run);

  const hasTools = useDeferredValue(true, false);

  const choose = (chosen: string) => {
    writeAddress({ run: chosen, compare: undefined, at: undefined, view: undefined }, "push");
  };
  return (
    <>
      {props.frame({
        tools: hasTools ? (
          <SurveyTools
            surveys={list}
            survey={survey}
            onChoose={choose}
            onProvenance={() => setIsProvenanceOpen(true)}
          />
        ) : null,
        content: (
          <Content run={run} surveys={surveys} onChoose={choose} onProvenance={() => setIsProvenanceOpen(true)} />
        ),
      })}
      {isProvenanceOpen && summary.data ? (
        <ProvenanceDrawer summary={summary.data} onClose={() => setIsProvenanceOpen(false)} />
      ) : null}
    </>
  );
}

function Content(props: {
  readonly run: string | undefined;
  readonly surveys: ReturnType<typeof useSurveys>;
  readonly onChoose: (run: string) => void;
  readonly onProvenance: () => void;
}): ReactNode {
  const { text } = useSurveyLanguage();
  const { run, surveys } = props;
  const summary = useSummary(run);
  const layers = useLayers(run);
  if (surveys.isError) return <TroublePanel error={surveys.error} onRetry={() => void surveys.refetch()} />;
  if (surveys.data?.length === 0) return <NoSurvey />;
  if (surveys.data && run !== undefined && !surveys.data.some((survey) => survey.runId === run)) {
    return <UnknownSurvey run={run} latest={surveys.data[0]} onChoose={props.onChoose} />;
  }
  const failed = [summary, layers].find((query) => query.isError);
  if (failed?.error) return <TroublePanel error={failed.error} onRetry={() => void failed.refetch()} />;
  if (!summary.data || !layers.data) return <LoadingPanel label={text("survey.loading")} />;
  return (
    <SurveyWorkspace
      key={summary.data.runId}
      surveys={surveys.data ?? []}
      summary={summary.data}
      layers={layers.data}
      onProvenance={props.onProvenance}
    />
  );
}

function NoSurvey(): ReactNode {
  const { text } = useSurveyLanguage();
  const isDemonstrationUnderWay = useSession()?.awaitsSetUp === true;
  if (isDemonstrationUnderWay) return <LoadingPanel label={text("survey.none.underWay")} />;
  return (
    <div className={styles.state}>
      <StatePanel tone="empty" title={text("survey.none.title")}>
        <p>{text("survey.none.text")}</p>
        <p>{text("survey.none.command")}</p>
        <p>
          <code>./terrace survey --config survey.yaml --out DIR</code>
        </p>
      </StatePanel>
    </div>
  );
}

function UnknownSurvey(props: {
  readonly run: string;
  readonly latest: SurveyListItem | undefined;
  readonly onChoose: (run: string) => void;
}): ReactNode {
  const { text } = useSurveyLanguage();
  const { latest } = props;
  const retry = latest && { label: text("survey.unknown.open"), onRetry: () => props.onChoose(latest.runId) };
  return (
    <div className={styles.state}>
      <StatePanel tone="empty" title={text("survey.unknown.title")} {...(retry ? { retry } : {})}>
        <p>{text("survey.unknown.text", { run: props.run })}</p>
      </StatePanel>
    </div>
  );
}
