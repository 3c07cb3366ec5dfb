import { sql } from "kysely";
import type { Transaction } from "#platform/database";
import type { SurveyListItem, SurveyVersion } from "../../model/index.ts";
import { conservationRatePercentOf } from "../summarise-survey.ts";

const SQUARE_CENTIMETRES_PER_KM2 = 1e10;

type VersionRow = Omit<
  SurveyVersion,
  "conservationRatePercent" | "areaKm2" | "soilWaterLossAreaKm2" | "demonstration"
> & {
  readonly isDemonstration: boolean;
  readonly areaCm2: number;
  readonly soilWaterLossCm2: number;
};

const COLUMNS = sql`s.run_id as "runId", s.title, s.year, s.number, s.product, s.is_demonstration as "isDemonstration", s.state,
  s.finished_at as "finishedAt", s.area_cm2 as "areaCm2", s.soil_water_loss_cm2 as "soilWaterLossCm2",
  s.provenance_sha256 as "provenanceSha256", s.job_id as "jobId", s.made_by_name as "madeByName", s.made_at as "madeAt",
  s.state_by_name as "stateByName", s.state_at as "stateAt", s.state_reason as "stateReason", s.version,
  (select min(e.number) from erosion_assessment.survey e
    where e.content_id = s.content_id and e.year = s.year and e.number < s.number) as "sameAs"`;

/** What the session sees, the newest version of the latest year first. */
export async function listVersions(transaction: Transaction): Promise<SurveyVersion[]> {
  const { rows } = await sql<VersionRow>`select ${COLUMNS} from erosion_assessment.survey s
    order by s.year desc, s.number desc`.execute(transaction);
  return rows.map(versionOf);
}

export async function readVersion(transaction: Transaction, runId: string): Promise<SurveyVersion | undefined> {
  const { rows } = await sql<VersionRow>`select ${COLUMNS} from erosion_assessment.survey s
    where s.run_id = ${runId}`.execute(transaction);
  return rows[0] && versionOf(rows[0]);
}

/** What the session sees, that which a screen opens with first: published before others, real before demonstrations, then the latest. */
export async function listSurveys(transaction: Transaction): Promise<SurveyListItem[]> {
  const { rows } = await sql<VersionRow>`select ${COLUMNS} from erosion_assessment.survey s
    order by array_position(array['published', 'draft', 'withdrawn'], s.state), s.is_demonstration, s.year desc, s.number desc`.execute(
    transaction,
  );
  return rows.map((row) => {
    const { runId, title, year, demonstration, product, finishedAt, conservationRatePercent, number, state } =
      versionOf(row);
    const standing = { number, state };
    return { runId, title, year, demonstration, product, finishedAt, conservationRatePercent, standing };
  });
}

/** Where the files of a survey lie and which they must be; undefined where the session sees no such survey. */
export async function readSurveyPlace(
  transaction: Transaction,
  runId: string,
): Promise<{ readonly folder: string; readonly provenanceSha256: string; readonly title: string } | undefined> {
  const { rows } = await sql<{ folder: string; provenanceSha256: string; title: string }>`
    select folder, provenance_sha256 as "provenanceSha256", title from erosion_assessment.survey
    where run_id = ${runId}`.execute(transaction);
  return rows[0];
}

function versionOf({ areaCm2, soilWaterLossCm2, isDemonstration, ...row }: VersionRow): SurveyVersion {
  return {
    ...row,
    demonstration: isDemonstration,
    areaKm2: rounded(areaCm2 / SQUARE_CENTIMETRES_PER_KM2),
    soilWaterLossAreaKm2: rounded(soilWaterLossCm2 / SQUARE_CENTIMETRES_PER_KM2),
    conservationRatePercent: conservationRatePercentOf(areaCm2 - soilWaterLossCm2, areaCm2),
  };
}

function rounded(value: number): number {
  return Number(value.toFixed(2));
}
