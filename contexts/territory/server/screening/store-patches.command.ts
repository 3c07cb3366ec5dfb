import { sql } from "kysely";
import type { Transaction } from "#platform/database";
import type { ScreeningResult, ScreeningTopic } from "../../model/index.ts";
import type { NewPatch } from "./new-patches.ts";
import type { PatchRow } from "./patch-rows.ts";
import type { ScreeningSubject } from "./screening-subject.ts";

const ROWS_AT_A_TIME = 500;

const COLUMNS = [
  "key",
  "code",
  "name",
  "topic",
  "class",
  "division_code",
  "survey_run_id",
  "survey_year",
  "survey_number",
  "is_demonstration",
  "baseline_run_id",
  "baseline_year",
  "cells",
  "area_hm2",
  "mean_slope_degrees",
  "land_use",
  "land_use_before",
  "biological_factor",
  "biological_factor_before",
  "rules",
  "has_unconfirmed",
] as const;

/** What a rerun may change of a patch without a verdict; the rest is in its key. */
const CHANGEABLE = [
  "name",
  "cells",
  "area_hm2",
  "mean_slope_degrees",
  "land_use",
  "land_use_before",
  "biological_factor",
  "biological_factor_before",
  "zone_kind",
  "zone_name",
  "rules",
  "has_unconfirmed",
] as const;

/** Where a patch lies in several zones, the strictest is named. */
const ZONES_BY_RANK = [
  "red-line",
  "nature-reserve",
  "water-source",
  "key-prevention",
  "steep-land-ban",
  "key-treatment",
];

/**
 * Brings the patches of a survey to what a screening found. One that is there already is not made again; what has a verdict stays as
 * it was found; what is found no more stays, marked so.
 */
export async function storePatches(
  tx: Transaction,
  { survey, baseline }: ScreeningSubject,
  topics: readonly ScreeningTopic[],
  rows: readonly PatchRow[],
): Promise<Omit<ScreeningResult, "classes"> & { readonly newPatches: readonly NewPatch[] }> {
  const newPatches: NewPatch[] = [];
  let changed = 0;
  for (let start = 0; start < rows.length; start += ROWS_AT_A_TIME) {
    const written = await upsert(tx, rows.slice(start, start + ROWS_AT_A_TIME));
    newPatches.push(...written.filter(({ isNew }) => isNew));
    changed += written.filter(({ isNew }) => !isNew).length;
  }
  const keys = JSON.stringify(rows.map(({ key }) => key));
  const { rows: gone } = await sql`
    update territory.screening_patch set is_current = false, version = version + 1, updated_at = now()
    where survey_run_id = ${survey.runId} and topic in (${sql.join([...topics])}) and is_current
      and (topic <> 'vegetation-loss' or baseline_run_id = ${baseline?.runId ?? null})
      and key not in (select jsonb_array_elements_text(${keys}::jsonb))
    returning id`.execute(tx);
  const added = newPatches.length;
  return { added, changed, unchanged: rows.length - added - changed, outdated: gone.length, newPatches };
}

async function upsert(
  tx: Transaction,
  rows: readonly PatchRow[],
): Promise<readonly (NewPatch & { readonly isNew: boolean })[]> {
  const names = sql.join(COLUMNS.map((column) => sql.ref(column)));
  const values = sql.join(COLUMNS.map((column) => sql`(typed).${sql.ref(column)}`));
  const assignments = CHANGEABLE.map(
    (column) =>
      sql`${sql.ref(column)} = case when old.state = 'pending' then excluded.${sql.ref(column)} else old.${sql.ref(column)} end`,
  );
  const before = sql.join(CHANGEABLE.map((column) => sql`old.${sql.ref(column)}`));
  const after = sql.join(CHANGEABLE.map((column) => sql`excluded.${sql.ref(column)}`));
  const { rows: written } = await sql<NewPatch & { isNew: boolean }>`
    insert into territory.screening_patch as old (${names}, zone_kind, zone_name, geometry)
    select ${values}, zone.kind, zone.name, found.shape
    from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) as line,
      lateral jsonb_populate_record(null::territory.screening_patch, line - 'outline') as typed,
      lateral (select ST_Multi(ST_SetSRID(ST_GeomFromGeoJSON(line -> 'outline'), 4490)) as shape) as found
      left join lateral (
        select z.kind, z.name from territory.protected_zone z
        where z.geometry && found.shape and ST_Intersects(z.geometry, found.shape)
          and coalesce(z.valid_from <= now()::date, true) and coalesce(z.valid_to >= now()::date, true)
        order by array_position(array[${sql.join(ZONES_BY_RANK)}]::text[], z.kind), z.code limit 1
      ) as zone on true
    on conflict (key) do update set ${sql.join(assignments)},
      geometry = case when old.state = 'pending' then excluded.geometry else old.geometry end,
      is_current = true, screened_at = now(), version = old.version + 1, updated_at = now()
    where not old.is_current or (old.state = 'pending' and
      ((${before}) is distinct from (${after}) or ST_AsBinary(old.geometry) <> ST_AsBinary(excluded.geometry)))
    returning (xmax = 0) as "isNew", division_code as division, topic, zone_kind is not null as "isInZone"`.execute(tx);
  return written;
}
