import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { MultiPolygon } from "#engine/vectorisation";
import { TerraceError } from "#errors";
import type { Session, Transaction } from "#platform/database";
import { type FullRecord, type RecordSet, readRecord } from "#platform/record-sets";
import type { ConditionCard, ConditionLine, ConditionProblem, ConditionYear } from "../../model/index.ts";
import type { ShelvedSurvey, SurveyReader, SurveyShelf, SurveyTitle } from "../survey-shelf.ts";
import type { ConditionCounter } from "./condition-counter.ts";
import { changeSince, conditionLines } from "./condition-lines.ts";
import { asConditionProblem, conditionProblems } from "./condition-problems.ts";
import { readHoldings } from "./read-holdings.query.ts";

export interface ConditionDependencies {
  readonly shelf: SurveyShelf;
  readonly counter: ConditionCounter;
}

/**
 * The condition of an element of the pattern or of a zone, year by year. The city sees the whole element; a district the part of it in
 * its own area, in every figure: one that spans districts is not shown to one of them with the ground of the others.
 * @throws TerraceError `record-unknown`
 */
export async function readConditionCard(
  reader: SurveyReader & { readonly session: Session },
  { shelf, counter }: ConditionDependencies,
  set: RecordSet,
  id: string,
): Promise<ConditionCard> {
  const isWhole = reader.session.scope === "city";
  const record = await reader.transaction((tx) => readRecord(tx, set, id));
  const outline = record.geometry as MultiPolygon | null;
  const scope = isWhole ? "whole" : "own-part";
  const element = elementOf(set, record, outline);
  if (outline === null) {
    const problem = conditionProblems.outlineMissing;
    return { element, scope, partKm2: null, problem, years: [], holdings: [], holdingsProblem: problem };
  }
  const isSeen = isWhole
    ? () => true
    : (division: string | null) => division !== null && reader.session.divisions.includes(division);
  const titles = await shelf.list(reader);
  const years: CountedYear[] = [];
  for (const title of onePerYear(titles)) {
    years.push(await countYear(reader, { shelf, counter }, title, outline, isSeen));
  }
  const { part, ...holdings } = await reader.transaction((tx) => partAndHoldings(tx, set, id, isWhole));
  return {
    element,
    scope,
    partKm2: part?.areaKm2 ?? null,
    problem: years.length === 0 ? conditionProblems.noSurvey : null,
    years: years.map((year, index) => yearOf(year, years[index + 1])),
    ...holdings,
  };
}

function elementOf(set: RecordSet, record: FullRecord, outline: MultiPolygon | null): ConditionCard["element"] {
  const { id, version, updatedAt, values } = record;
  return {
    recordSet: set.id,
    id,
    code: String(values.code ?? ""),
    name: String(values.name ?? ""),
    version,
    updatedAt,
    outlineSha256: outline === null ? null : createHash("sha256").update(JSON.stringify(outline)).digest("hex"),
    outlineKm2: typeof values.areaKm2 === "number" ? Number(values.areaKm2.toFixed(2)) : null,
  };
}

/** A demonstration stands in for a year only where there is no real survey of it. */
function onePerYear(titles: readonly SurveyTitle[]): readonly SurveyTitle[] {
  const byYear = new Map<number, SurveyTitle>();
  for (const title of titles) {
    const other = byYear.get(title.year);
    if (other === undefined || (other.demonstration && !title.demonstration)) byYear.set(title.year, title);
  }
  return [...byYear.values()].sort((a, b) => b.year - a.year);
}

interface CountedYear {
  readonly title: SurveyTitle;
  readonly survey: ShelvedSurvey | null;
  readonly total: ConditionLine | null;
  readonly divisions: readonly ConditionLine[];
  readonly problem: ConditionProblem | null;
}

async function countYear(
  reader: SurveyReader,
  { shelf, counter }: ConditionDependencies,
  title: SurveyTitle,
  outline: MultiPolygon,
  isSeen: (division: string | null) => boolean,
): Promise<CountedYear> {
  const none = { title, survey: null, total: null, divisions: [] };
  try {
    const survey = await shelf.open(reader, title.runId);
    const count = await counter.count(survey, outline);
    if (count.parts.length === 0) return { ...none, survey, problem: conditionProblems.outsideSurvey };
    const lines = conditionLines(survey, count, isSeen);
    if (lines === undefined) return { ...none, survey, problem: conditionProblems.outsideOwnArea };
    return { title, survey, ...lines, problem: null };
  } catch (error) {
    // Files of one year that were moved away do not hide the other years.
    if (!(error instanceof TerraceError)) throw error;
    return { ...none, problem: asConditionProblem(error) };
  }
}

function yearOf(year: CountedYear, before: CountedYear | undefined): ConditionYear {
  const { title, survey, total, divisions, problem } = year;
  const now = survey === null || total === null ? undefined : { survey, total };
  const then = before?.survey && before.total ? { survey: before.survey, total: before.total } : undefined;
  const rasters = Object.entries(survey?.layers ?? {}).flatMap(([layer, kept]) =>
    kept.kind === "raster" ? [{ layer, sha256: kept.sha256 }] : [],
  );
  const { runId, title: name, year: number, number: version, demonstration } = title;
  return {
    survey: {
      runId,
      title: name,
      year: number,
      number: version,
      demonstration,
      path: `/surveys?run=${encodeURIComponent(runId)}`,
      provenanceSha256: survey?.provenanceSha256 ?? null,
      toleranceModulus: survey?.toleranceModulus ?? null,
      cellSize: survey?.grid.cellWidth ?? null,
      rasters,
    },
    total,
    divisions: [...divisions],
    change: now && then ? changeSince(now, then) : null,
    problem,
  };
}

interface Part {
  readonly shape: string | null;
  readonly areaKm2: number;
}

async function partAndHoldings(
  tx: Transaction,
  set: RecordSet,
  id: string,
  isWhole: boolean,
): Promise<{ part: Part | undefined } & Pick<ConditionCard, "holdings" | "holdingsProblem">> {
  const own = sql`(select ST_Union(d.geometry) from territory.division d where d.code = any(access.own_divisions()))`;
  const { rows } = await sql<Part & { isDrawn: boolean }>`
    with part as (
      select case when ${isWhole}::boolean then valid else ST_CollectionExtract(ST_Intersection(valid, ${own}), 3) end as shape
      from (select case when ST_IsValid(geometry) then geometry else ST_MakeValid(geometry) end as valid
        from ${sql.table(set.relation)} where id = ${id}) as element
    )
    select shape is not null as "isDrawn", case when ST_IsEmpty(shape) then null else ST_AsGeoJSON(shape, 9) end as shape,
      ST_Area(shape::geography) / 1e6 as "areaKm2" from part`.execute(tx);
  const part = rows[0];
  if (part === undefined || !part.isDrawn) {
    return { part: undefined, holdings: [], holdingsProblem: conditionProblems.divisionsNotDrawn };
  }
  // As exact as the hectares of what lies in it, so that no share of a small one is above the whole.
  const rounded = { shape: part.shape, areaKm2: Number(part.areaKm2.toFixed(4)) };
  if (part.shape === null) {
    return { part: rounded, holdings: [], holdingsProblem: conditionProblems.outsideOwnArea };
  }
  return { part: rounded, holdings: [...(await readHoldings(tx, JSON.parse(part.shape), id))], holdingsProblem: null };
}
