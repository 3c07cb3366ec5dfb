import { sql } from "kysely";
import type { Transaction } from "#platform/database";

interface ReportingUnit {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** Geodesic; null where the outline is not known. */
  readonly areaKm2: number | null;
}

/** The reporting units that are in force, in their order. */
export async function readReportingUnits(transaction: Transaction): Promise<readonly ReportingUnit[]> {
  const { rows } = await sql<ReportingUnit>`
    select code, name_zh as "nameZh", name_en as "nameEn", area_km2 as "areaKm2"
    from territory.division where valid_to is null order by position`.execute(transaction);
  return rows;
}
