import { sql } from "kysely";
import type { Transaction } from "#platform/database";
import type { DivisionValue, Figure, FigurePeriod, FigureValue, Lineage, ResultFigure } from "#platform/figures";
import { conservationRatePercentOf } from "../summarise-survey.ts";

const SQUARE_CENTIMETRES_PER_KM2 = 1e10;

interface PublishedSurvey {
  readonly id: string;
  readonly runId: string;
  readonly year: number;
  readonly number: number;
  readonly isDemonstration: boolean;
  readonly areaCm2: number;
  readonly lossCm2: number;
  readonly provenanceSha256: string;
}

interface Areas {
  readonly areaCm2: number;
  readonly lossCm2: number;
}

/** A ratio, of the percent with two decimals that the survey itself prints. */
function rateOf({ areaCm2, lossCm2 }: Areas): number | null {
  const percent = conservationRatePercentOf(areaCm2 - lossCm2, areaCm2);
  return percent === null ? null : percent / 100;
}

/** The figures of the latest published survey. */
export const surveyFigures: readonly Figure[] = [
  surveyFigure({
    id: "conservation-rate",
    nameZh: "水土保持率",
    nameEn: "Conservation rate",
    unit: "%",
    amountOf: rateOf,
  }),
  surveyFigure({
    id: "soil-water-loss-area",
    nameZh: "水土流失面积",
    nameEn: "Area of soil and water loss",
    unit: "km²",
    amountOf: ({ lossCm2 }) => lossCm2 / SQUARE_CENTIMETRES_PER_KM2,
  }),
];

function surveyFigure({
  amountOf,
  ...names
}: Pick<ResultFigure, "id" | "nameZh" | "nameEn" | "unit"> & {
  readonly amountOf: (areas: Areas) => number | null;
}): Figure {
  return {
    ...names,
    kind: "result",
    decimals: 2,
    permission: "survey.view",
    emptyZh: "发布一次水土流失调查后显示。",
    emptyEn: "Shown once a survey of soil loss is published.",
    read: async (transaction, period): Promise<FigureValue> => {
      const survey = await latestPublished(transaction, period);
      const value = survey === undefined ? null : amountOf(survey);
      if (survey === undefined || value === null) return { value: null, lineage: [] };
      return { value, lineage: [lineageOf(survey)] };
    },
    readByDivision: async (transaction, period): Promise<readonly DivisionValue[]> => {
      const survey = await latestPublished(transaction, period);
      if (survey === undefined) return [];
      const zones = await areasByDivision(transaction, survey.id);
      const lineage = [lineageOf(survey)];
      return zones.map(({ division, ...areas }) => ({ division, value: amountOf(areas), lineage }));
    },
  };
}

/**
 * The published survey that the official figures are of: the mean of many years' rain, up to the end of the period. A demonstration
 * stands in only where there is no real one.
 */
async function latestPublished(
  transaction: Transaction,
  period: FigurePeriod | null,
): Promise<PublishedSurvey | undefined> {
  const { rows } = await sql<PublishedSurvey>`
    select id, run_id as "runId", year, number, is_demonstration as "isDemonstration", area_cm2 as "areaCm2",
      soil_water_loss_cm2 as "lossCm2", provenance_sha256 as "provenanceSha256"
    from erosion_assessment.survey
    where state = 'published' and product = 'multi-year-mean'
      and ${period === null ? sql`true` : sql`make_date(year, 12, 31) <= ${period.to}::date`}
    order by is_demonstration, year desc limit 1`.execute(transaction);
  return rows[0];
}

async function areasByDivision(
  transaction: Transaction,
  surveyId: string,
): Promise<readonly (Areas & { readonly division: string | null })[]> {
  const { rows } = await sql<Areas & { division: string | null }>`
    with zone as (
      select division_code, slight_cm2,
        light_cm2 + moderate_cm2 + intense_cm2 + very_intense_cm2 + severe_cm2 as loss_cm2
      from erosion_assessment.survey_zone where survey_id = ${surveyId}
    )
    select division_code as division, (sum(slight_cm2) + sum(loss_cm2))::bigint as "areaCm2", sum(loss_cm2)::bigint as "lossCm2"
    from zone group by division_code order by division_code nulls last`.execute(transaction);
  return rows;
}

function lineageOf({ runId, year, number, isDemonstration, provenanceSha256 }: PublishedSurvey): Lineage {
  return {
    kind: "result",
    titleZh: `${year} 年水土流失调查第 ${number} 版${isDemonstration ? "（演示）" : ""}`,
    titleEn: `Survey of soil loss ${year}, version ${number}${isDemonstration ? " (demonstration)" : ""}`,
    path: `/surveys?run=${encodeURIComponent(runId)}`,
    version: provenanceSha256,
  };
}
