import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { ConditionCard } from "#contexts/territory/model";
import {
  apiRequest,
  formatFigure,
  LoadingPanel,
  type RecordPanelProps,
  StatePanel,
  TroublePanel,
} from "#platform/interface-kit";
import styles from "./condition-panel.module.css";
import { useConditionTexts } from "./condition-texts.ts";
import { Headline } from "./headline.tsx";
import { HoldingsTable } from "./holdings-table.tsx";
import { LineageList } from "./lineage-list.tsx";
import { YearsTable } from "./years-table.tsx";

/** 状况卡: what surveys and records say of an element of the pattern or a zone, year by year, each figure with its rows. */
export default function ConditionPanel({ recordSet, recordId }: RecordPanelProps): ReactNode {
  const { text, pick } = useConditionTexts();
  const card = useQuery({
    queryKey: ["condition", recordSet, recordId],
    queryFn: ({ signal }) => apiRequest<ConditionCard>(`/api/conditions/${recordSet}/${recordId}`, { signal }),
  });
  if (card.isError) return <TroublePanel error={card.error} onRetry={() => void card.refetch()} />;
  if (!card.data) return <LoadingPanel label={text("loading")} />;
  const { problem, years, holdings, holdingsProblem } = card.data;
  return (
    <div className={styles.card}>
      <Scope card={card.data} />
      {problem === null ? (
        <>
          <Headline years={years} />
          <YearsTable recordSet={recordSet} years={years} />
        </>
      ) : (
        <StatePanel tone="empty" title={pick(problem.zh, problem.en)} />
      )}
      {holdingsProblem === null ? (
        <HoldingsTable holdings={holdings} partKm2={card.data.partKm2} />
      ) : holdingsProblem.code === problem?.code ? null : (
        <p className={styles.quiet}>{pick(holdingsProblem.zh, holdingsProblem.en)}</p>
      )}
      <LineageList card={card.data} />
    </div>
  );
}

function Scope({ card }: { readonly card: ConditionCard }): ReactNode {
  const { text } = useConditionTexts();
  if (card.partKm2 === null) return null;
  const area = formatFigure(card.partKm2, 2);
  return (
    <p className={styles.quiet}>
      {text("scope.area", { scope: text(`scope.${card.scope}`), area })}
      {card.scope === "own-part" ? ` · ${text("scope.ownHint")}` : null}
    </p>
  );
}
