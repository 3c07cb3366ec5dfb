import type { ReactNode } from "react";
import { usePageTitle, usePermissions } from "#platform/interface-kit";
import { BoardHead } from "./board-head.tsx";
import { useBoard } from "./board-queries.ts";
import type { SurveyVersion } from "./board-requests.ts";
import styles from "./cockpit.module.css";
import { useCockpitTexts } from "./cockpit-texts.ts";
import { DivisionMap } from "./division-map.tsx";
import { DueCounts } from "./due-counts.tsx";
import { addressOf, largestFirst, smallestFirst, surveyAddress } from "./figure-address.ts";
import { DemonstrationMark } from "./panel.tsx";
import { QuarterTrend } from "./quarter-trend.tsx";
import { type Ranked, Ranking } from "./ranking.tsx";
import { RateTrend } from "./rate-trend.tsx";
import { RecentList } from "./recent-list.tsx";
import { TargetTiles } from "./target-tiles.tsx";

const MOST_RANKED = 5;
const COUNT = { unit: "", decimals: 0 };

/** 大屏: the plan in numbers on one dark screen, each of them a way to what it was counted from. */
export default function CockpitPage(): ReactNode {
  const { text, pick } = useCockpitTexts();
  usePageTitle(text("title"));
  const mayUse = usePermissions();
  const { data, state } = useBoard(mayUse);
  const { plan, rateByDivision, outlines } = data;
  const demonstrations = demonstrationAddresses(data.surveys ?? []);
  const isDemonstration = (lineage: Parameters<typeof addressOf>[0]) => demonstrations.has(addressOf(lineage) ?? "");
  const mark = <DemonstrationMark label={text("demonstration")} title={text("demonstrationNote")} />;
  const rateMark = isDemonstration(rateByDivision?.lineage ?? []) ? mark : null;
  const nameOf = new Map(outlines?.map(({ code, nameZh, nameEn }) => [code, pick(nameZh, nameEn)]));
  const divisions = smallestFirst(rateByDivision?.divisions ?? [])
    .filter(({ division }) => division !== null)
    .slice(0, MOST_RANKED)
    .map(
      (part): Ranked => ({
        ...part,
        key: part.division ?? "",
        name: nameOf.get(part.division ?? "") ?? part.division ?? "",
      }),
    );
  const departments = largestFirst(data.overdueByDepartment ?? [])
    .slice(0, MOST_RANKED)
    .map((part): Ranked => ({ ...part, key: part.group ?? "", name: pick(part.labelZh, part.labelEn) }));
  return (
    <div className={styles.cockpit} data-stale={state.isAway}>
      <BoardHead
        documentNumber={plan?.documentNumber}
        hasDemonstration={data.surveys?.some(isPublishedDemonstration) === true}
        state={state}
      />
      <TargetTiles targets={plan?.targets ?? []} demonstrations={demonstrations} />
      <div className={styles.columns}>
        <div className={styles.column1}>
          <RateTrend
            years={data.rateByYear}
            figure={rateByDivision}
            mark={data.rateByYear?.some(({ lineage }) => isDemonstration(lineage)) === true ? mark : null}
          />
          <QuarterTrend quarters={data.acceptedByQuarter} />
        </div>
        <div className={styles.column2}>
          <DivisionMap figure={rateByDivision} outlines={outlines} mark={rateMark} />
          <RecentList reports={data.acceptedReports} surveys={data.surveys} />
        </div>
        <div className={styles.column3}>
          <DueCounts plan={plan} figures={data.figures} work={data.work} />
          <Ranking
            heading={text("departments.heading")}
            unit={text("departments.unit")}
            ranked={departments}
            figure={COUNT}
            full={Math.max(1, ...departments.map(({ value }) => value ?? 0))}
            empty={text("departments.none")}
          />
          <Ranking
            heading={text("divisions.heading")}
            unit={text("divisions.unit")}
            mark={rateMark}
            ranked={divisions}
            figure={rateByDivision ?? { unit: "%", decimals: 2 }}
            full={1}
            empty={text("rates.empty")}
          />
        </div>
      </div>
    </div>
  );
}

function isPublishedDemonstration({ state, demonstration }: SurveyVersion): boolean {
  return state === "published" && demonstration;
}

/** The addresses of surveys that are none of the real land. */
function demonstrationAddresses(surveys: readonly SurveyVersion[]): ReadonlySet<string> {
  return new Set(surveys.filter(({ demonstration }) => demonstration).map(({ runId }) => surveyAddress(runId)));
}
