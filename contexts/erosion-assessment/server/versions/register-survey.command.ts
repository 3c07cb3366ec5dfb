import { sql } from "kysely";
import type { Transaction } from "#platform/database";
import { intensityIds } from "../../model/index.ts";
import type { SurveyRun } from "../survey-library.ts";

/** Who a survey is by. */
export interface SurveyMaker {
  /** Null where the program itself takes the survey in. */
  readonly userId: string | null;
  readonly name: string;
  readonly organisationId: string | null;
  readonly jobId: string | null;
}

/** Any number: versions of a year are numbered one at a time. */
const NUMBERING_LOCK = 6_041_967;

/**
 * Makes a draft version of a finished survey, with the next number of its year.
 * @param folder of its files, relative to the data folder, or absolute
 */
export async function registerSurvey(
  transaction: Transaction,
  { summary, provenance, provenanceSha256 }: SurveyRun,
  folder: string,
  maker: SurveyMaker,
): Promise<{ readonly runId: string; readonly number: number }> {
  await sql`select pg_advisory_xact_lock(${NUMBERING_LOCK}, ${summary.year})`.execute(transaction);
  const { total, zones } = summary;
  const known = await sql<{ number: number; isTaken: boolean }>`
    select coalesce(max(number), 0) + 1 as number, coalesce(bool_or(content_id = ${summary.runId}), false) as "isTaken"
    from erosion_assessment.survey where year = ${summary.year}`.execute(transaction);
  const { number, isTaken } = known.rows[0] ?? { number: 1, isTaken: false };
  const runId = isTaken ? `${summary.runId}-${number}` : summary.runId;
  const loss = total.areaSquareCentimetres - total.classSquareCentimetres.slight;
  const { rows } = await sql<{ id: string }>`
    insert into erosion_assessment.survey (run_id, content_id, title, year, number, product, is_demonstration, folder,
      provenance_sha256, finished_at, area_cm2, soil_water_loss_cm2, job_id, made_by, made_by_name, organisation_id)
    values (${runId}, ${summary.runId}, ${summary.title}, ${summary.year}, ${number}, ${summary.product},
      ${summary.demonstration}, ${folder}, ${provenanceSha256}, ${provenance.finishedAt}, ${total.areaSquareCentimetres},
      ${loss}, ${maker.jobId}, ${maker.userId}, ${maker.name}, ${maker.organisationId})
    returning id`.execute(transaction);
  const lines = zones.map((zone, index) => {
    const areas = intensityIds.map((id) => sql`${zone.classSquareCentimetres[id]}::bigint`);
    return sql`(${rows[0]?.id}::uuid, ${index + 1}::integer, ${zone.name}, ${zone.nameEn}, ${zone.code}, ${sql.join(areas)},
      ${zone.totalSoilLossTonnes}::double precision)`;
  });
  await sql`insert into erosion_assessment.survey_zone (survey_id, position, name, name_en, division_code, slight_cm2, light_cm2,
      moderate_cm2, intense_cm2, very_intense_cm2, severe_cm2, soil_loss_tonnes)
    values ${sql.join(lines)}`.execute(transaction);
  return { runId, number };
}
