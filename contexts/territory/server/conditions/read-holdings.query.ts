import { type RawBuilder, sql } from "kysely";
import { TerraceError } from "#errors";
import type { Transaction } from "#platform/database";
import { fieldOf, type RecordSet } from "#platform/record-sets";
import type { Holding } from "../../model/index.ts";
import { type DrawnShape, overlapsOf } from "../find-overlaps.query.ts";
import { enclosureSet, protectedZoneSet, vegetationFacilitySet } from "../record-sets.ts";
import { asConditionProblem } from "./condition-problems.ts";

const M2_PER_HM2 = 10_000;

/**
 * Enclosures, vegetation facilities and, kind by kind, the zones in force that lie in a shape, as far as the session sees them.
 * @param besides the record whose shape it is
 */
export async function readHoldings(tx: Transaction, shape: DrawnShape, besides: string): Promise<readonly Holding[]> {
  const kinds = fieldOf(protectedZoneSet, "kind").choices ?? [];
  const holdings = [
    await holdingOf(tx, shape, enclosureSet, null, sql`true`),
    await holdingOf(tx, shape, vegetationFacilitySet, null, sql`true`),
  ];
  for (const { value } of kinds) {
    const inForce = sql`record.kind = ${value} and record.id <> ${besides}
      and coalesce(record.valid_from <= now()::date, true) and coalesce(record.valid_to >= now()::date, true)`;
    const zones = await holdingOf(tx, shape, protectedZoneSet, value, inForce);
    if (zones.count > 0 || zones.problem !== null || value === "red-line") holdings.push(zones);
  }
  return holdings;
}

async function holdingOf(
  tx: Transaction,
  shape: DrawnShape,
  set: RecordSet,
  kind: string | null,
  condition: RawBuilder<unknown>,
): Promise<Holding> {
  const place = { recordSet: set.id, kind };
  try {
    const { count, areaM2, records } = await overlapsOf(tx, shape, set, condition);
    return {
      ...place,
      count,
      insideHm2: hectares(areaM2),
      records: records.map(({ id, code, title, areaM2: inside, shareOfRecord }) => ({
        id,
        code,
        title,
        insideHm2: hectares(inside),
        shareOfRecord,
      })),
      problem: null,
    };
  } catch (error) {
    if (!(error instanceof TerraceError)) throw error;
    return { ...place, count: 0, insideHm2: 0, records: [], problem: asConditionProblem(error) };
  }
}

function hectares(m2: number): number {
  return Number((m2 / M2_PER_HM2).toFixed(2));
}
