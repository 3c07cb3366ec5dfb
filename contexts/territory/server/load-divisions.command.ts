import { sql } from "kysely";
import type { Database } from "#platform/database";
import type { DivisionChangeData, DivisionData } from "../model/index.ts";

/**
 * Brings the reporting units in the database to those of the region's data. The same data again change nothing; a unit that the data no
 * longer have stays, with its records.
 * @param outlines code → GeoJSON polygon or multipolygon in EPSG:4490, where they are known
 */
export async function loadDivisions(
  database: Database,
  divisions: readonly DivisionData[],
  changes: readonly DivisionChangeData[],
  outlines: ReadonlyMap<string, object>,
): Promise<void> {
  const rows = divisions.map((division, position) => ({
    ...division,
    position,
    outline: outlines.get(division.code) ?? null,
  }));
  await database.asService("territory", async (transaction) => {
    await sql`
      insert into territory.division as old (code, code_kind, name_zh, short_name_zh, name_en, within_code, position, valid_from, valid_to,
        source, confidence, note_zh, geometry)
      select code, "codeKind", "nameZh", "shortNameZh", "nameEn", within, position, "validFrom", "validTo", source, confidence, "noteZh",
        ST_Multi(ST_Force2D(ST_SetSRID(ST_GeomFromGeoJSON(outline), 4490)))
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as new (code text, "codeKind" text, "nameZh" text, "shortNameZh" text,
        "nameEn" text, within text, position integer, "validFrom" text, "validTo" text, source text, confidence text, "noteZh" text, outline jsonb)
      on conflict (code) do update set code_kind = excluded.code_kind, name_zh = excluded.name_zh, short_name_zh = excluded.short_name_zh,
        name_en = excluded.name_en, within_code = excluded.within_code, position = excluded.position, valid_from = excluded.valid_from,
        valid_to = excluded.valid_to, source = excluded.source, confidence = excluded.confidence, note_zh = excluded.note_zh,
        geometry = coalesce(excluded.geometry, old.geometry), version = old.version + 1, updated_at = now()
      where (old.code_kind, old.name_zh, old.short_name_zh, old.name_en, old.within_code, old.position, old.valid_from, old.valid_to,
          old.source, old.confidence, old.note_zh)
        is distinct from (excluded.code_kind, excluded.name_zh, excluded.short_name_zh, excluded.name_en, excluded.within_code,
          excluded.position, excluded.valid_from, excluded.valid_to, excluded.source, excluded.confidence, excluded.note_zh)
        or (excluded.geometry is not null and not coalesce(old.geometry ~= excluded.geometry and ST_Equals(old.geometry, excluded.geometry), false))`.execute(
      transaction,
    );
    await sql`
      insert into territory.division_change (effective_from, from_code, from_name_zh, to_code, source, confidence)
      select c."effectiveFrom", f.code, f."nameZh", c."to", c.source, c.confidence
      from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as c ("effectiveFrom" text, "from" jsonb, "to" text, source text, confidence text),
        jsonb_to_recordset(c."from") as f (code text, "nameZh" text)
      on conflict (from_code, to_code) do update set effective_from = excluded.effective_from, source = excluded.source,
        confidence = excluded.confidence`.execute(transaction);
  });
}
