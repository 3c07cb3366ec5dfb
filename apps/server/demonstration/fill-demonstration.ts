import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { loadDivisions } from "#contexts/territory/server";
import type { Database } from "#platform/database";
import { demonstrationPattern, demonstrationRecords, divisionChanges, divisions, type Outline } from "#regions/yantai";
import type { Platform } from "../platform.ts";
import { DEMONSTRATION_ACCOUNTS_FILE, makeDemonstrationAccounts } from "./demonstration-accounts.ts";
import { fillPlanReports } from "./fill-plan-reports.ts";
import { fillPlanShares } from "./fill-plan-shares.ts";

interface ZoneFeatures {
  readonly features: readonly {
    readonly properties: { readonly code: string };
    readonly geometry: { readonly coordinates: Outline };
  }[];
}

/** Makes the accounts at the first start with them, and shows their passwords this once. */
export async function addDemonstrationAccounts(
  { database, access }: Platform,
  dataDirectory: string,
  onLine: (line: string) => void,
): Promise<void> {
  const accounts = await makeDemonstrationAccounts(access, await organisationIdsOf(database), dataDirectory);
  if (accounts.length === 0) return;
  onLine(`演示账号（只显示这一次，另存于 ${join(dataDirectory, DEMONSTRATION_ACCOUNTS_FILE)}）：`);
  for (const { name, roleZh, password } of accounts) onLine(`  ${name.padEnd(14)} ${password}   ${roleZh}`);
}

/**
 * Fills the database with a year that looks like one (演示): records of every register, reports of the departments. What an earlier
 * start has made is left as it is.
 * @param dataDirectory holds the demonstration region, whose units give the outlines
 */
export async function fillDemonstration(platform: Platform, dataDirectory: string): Promise<void> {
  const { database } = platform;
  const text = await readFile(join(dataDirectory, "demonstration", "zones.geojson"), "utf8");
  const { features } = JSON.parse(text) as ZoneFeatures;
  const outlines = new Map(features.map(({ properties, geometry }) => [properties.code, geometry.coordinates]));
  const geometries = new Map(features.map(({ properties, geometry }) => [properties.code, geometry]));
  await loadDivisions(database, divisions, divisionChanges, geometries);
  await fillRegisters(database, outlines);
  const organisationIds = await organisationIdsOf(database);
  await fillPlanReports(platform, organisationIds);
  await fillPlanShares(platform, organisationIds);
}

async function organisationIdsOf(database: Database): Promise<ReadonlyMap<string, string>> {
  const rows = await database.execute("select code, id from access.organisation");
  return new Map(rows.map(({ code, id }) => [String(code), String(id)]));
}

/** Tables of the registers, each in one statement: one line of history a record. */
async function fillRegisters(database: Database, outlines: ReadonlyMap<string, Outline>): Promise<void> {
  const byTable = Map.groupBy([...demonstrationRecords(outlines), ...demonstrationPattern()], ({ table }) => table);
  await database.asService("demonstration", async (transaction) => {
    for (const [table, records] of byTable) {
      const columns = [...new Set(records.flatMap(({ values }) => Object.keys(values)))];
      const rows = records.map(({ values, geometry }) => ({ ...values, outline: geometry }));
      const target = sql.table(`territory.${table}`);
      const names = sql.join(columns.map((column) => sql.ref(column)));
      await sql`insert into ${target} (${names}, geometry)
        select ${sql.join(columns.map((column) => sql`(typed).${sql.ref(column)}`))},
          ST_Multi(ST_SetSRID(ST_GeomFromGeoJSON(nullif(line -> 'outline', 'null'::jsonb)), 4490))
        from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) as line,
          lateral jsonb_populate_record(null::territory.${sql.raw(table)}, line - 'outline') as typed
        on conflict (code) do nothing`.execute(transaction);
    }
  });
}
