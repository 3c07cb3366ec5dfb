import { Drawer } from "antd";
import type { ReactNode } from "react";
import type { SurveySummary } from "#contexts/erosion-assessment/model";
import { Icon, LoadingPanel } from "#platform/interface-kit";
import { ProvenanceRecord } from "./provenance-record.tsx";
import { useProvenance } from "./survey-queries.ts";
import { useSurveyLanguage } from "./survey-text.ts";
import { TroublePanel } from "./trouble-panel.tsx";

/** Everything needed to defend the survey, beside the map. */
export function ProvenanceDrawer(props: { readonly summary: SurveySummary; readonly onClose: () => void }): ReactNode {
  const { text } = useSurveyLanguage();
  return (
    <Drawer
      open
      size={860}
      title={text("provenance.title")}
      onClose={props.onClose}
      closable={{ "aria-label": text("provenance.close"), closeIcon: <Icon name="close" /> }}
      styles={{ body: { padding: 0 }, header: { padding: "10px 16px" } }}
    >
      <Content summary={props.summary} />
    </Drawer>
  );
}

function Content({ summary }: { readonly summary: SurveySummary }): ReactNode {
  const { text } = useSurveyLanguage();
  const query = useProvenance(summary.runId);
  if (query.isPending) return <LoadingPanel label={text("provenance.loading")} />;
  if (query.isError) return <TroublePanel error={query.error} onRetry={() => void query.refetch()} />;
  return <ProvenanceRecord provenance={query.data} summary={summary} />;
}
