import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import ExcelJS from "exceljs";
import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { describeWithGdal } from "#fixtures/gdal";
import { testDatabases } from "#fixtures/test-database";
import { type Database, type Migration, NOBODY, type Session } from "#platform/database";
import { createErrorHandler, mountRoutes } from "#platform/http-api";
import { createJobs, type Jobs, jobsMigrations } from "#platform/jobs";
import {
  createRecordSets,
  defineRecordSet,
  exportJob,
  exportRoutes,
  recordSetMigrations,
  recordSetRoutes,
} from "../index.ts";

const PLOTS: readonly Migration[] = [
  {
    module: "sample",
    name: "0001-plots",
    sha256: "1",
    text: `
      create schema sample;
      grant usage on schema sample to terrace_user;
      create table sample.plot (
        id uuid primary key default gen_random_uuid(), version integer not null default 1, updated_at timestamptz not null default now(),
        code text not null, name text not null, division_code text, area_hm2 double precision, done_on date, kind text, is_steep boolean,
        geometry geometry(MultiPolygon, 4490));
      alter table sample.plot enable row level security;
      grant select on sample.plot to terrace_user;
      create policy plots on sample.plot to terrace_user using (access.sees_division(division_code));
      insert into sample.plot (code, name, division_code, area_hm2, done_on, kind, is_steep, geometry) values
        ('007', '东坡,"小"果园', '370686', 1.25, '2025-06-01', 'apple', true,
          ST_Multi(ST_SetSRID(ST_GeomFromText('POLYGON((120.8 37.3,120.9 37.3,120.9 37.4,120.8 37.4,120.8 37.3),(120.82 37.32,120.82 37.34,120.84 37.34,120.84 37.32,120.82 37.32))'), 4490))),
        ('=1+1', '只有必填', '370686', null, null, null, null, null),
        ('L1', '外区', '370682', 9, null, null, null, null);
      insert into sample.plot (code, name, division_code) select 'N' || n, '多', '370684' from generate_series(1, 1203) n;`,
  },
];
const plots = defineRecordSet({
  id: "plots",
  titleZh: "地块",
  titleEn: "Plots",
  relation: "sample.plot",
  permission: "plots.view",
  editPermission: null,
  geometry: "polygon",
  codeField: "code",
  titleField: "name",
  divisionField: "division",
  organisationField: null,
  stateField: null,
  defaultSort: [{ field: "code", direction: "ascending" }],
  emptyZh: "无",
  emptyEn: "None",
  fields: [
    { name: "code", column: "code", labelZh: "编号", labelEn: "Code", kind: "text" },
    { name: "name", column: "name", labelZh: "地块详细名称", labelEn: "Name", kind: "text" },
    { name: "alias", column: "name", labelZh: "地块详细名称又", labelEn: "Name again", kind: "text" },
    { name: "division", column: "division_code", labelZh: "区市", labelEn: "Division", kind: "division" },
    {
      name: "area",
      column: "area_hm2",
      labelZh: "面积",
      labelEn: "Area",
      kind: "number",
      unit: "hm²",
      decimals: 2,
      isTotalled: true,
    },
    { name: "doneOn", column: "done_on", labelZh: "完成", labelEn: "Done", kind: "date" },
    {
      name: "kind",
      column: "kind",
      labelZh: "树种",
      labelEn: "Kind",
      kind: "choice",
      choices: [{ value: "apple", labelZh: "苹果", labelEn: "Apple" }],
    },
    { name: "isSteep", column: "is_steep", labelZh: "陡坡", labelEn: "Steep", kind: "boolean" },
  ],
});
const divisions = [{ value: "370686", labelZh: "栖霞市", labelEn: "Qixia" }];

function person(...codes: string[]): Session {
  const userId = "00000000-0000-4000-8000-000000000001";
  return { ...NOBODY, userId, userName: "王巡查", scope: "division", divisions: codes, permissions: ["plots.view"] };
}
const SESSIONS: Readonly<Record<string, Session>> = {
  qixia: person("370686"),
  many: person("370684"),
  stranger: { ...person(), permissions: [] },
};

describe.each(testDatabases())("$name", ({ open }) => {
  let database: Database;
  let jobs: Jobs;
  let app: Hono;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "terrace-export-"));
    database = await open(recordSetMigrations, jobsMigrations, PLOTS);
    const sets = createRecordSets([plots]);
    const definitions = [exportJob(sets, divisions)];
    jobs = createJobs({ database, definitions, dataFolder: folder, onError: (error) => expect.fail(String(error)) });
    await jobs.start();
    app = new Hono();
    app.onError(createErrorHandler({ statuses: {}, onBug: (error) => expect.fail(String(error)) }));
    const identify = async (request: Request) => SESSIONS[request.headers.get("X-Who") ?? ""] ?? NOBODY;
    const routes = [...exportRoutes(sets, jobs.enqueue), ...recordSetRoutes({ sets, divisions }), ...jobs.routes];
    app.route("/api", mountRoutes({ routes, database, identify }));
  });
  afterAll(async () => {
    await jobs.stop();
    await database.close();
    await rm(folder, { recursive: true });
  });

  const ask = (who: string, path: string, init: RequestInit = {}) =>
    app.request(`/api${path}`, { ...init, headers: { "X-Who": who, "X-Terrace-Request": "1" } });

  /** Asks for an export, waits for its end, downloads the file. */
  async function exported(
    who: string,
    format: string,
    filter = {},
  ): Promise<{ path: string; rows: number; fileName: string }> {
    const body = JSON.stringify({ format, filter: JSON.stringify(filter) });
    const asked = await ask(who, "/record-sets/plots/exports", { method: "POST", body });
    const { jobId } = (await asked.json()) as { jobId: string };
    for (;;) {
      const job = (await (await ask(who, `/jobs/${jobId}`)).json()) as {
        state: string;
        reason: unknown;
        result: { fileName: string; rows: number };
      };
      if (job.state === "done") {
        const file = await ask(who, `/jobs/${jobId}/files/${encodeURIComponent(job.result.fileName)}`);
        const path = join(folder, `${jobId}-${format}.${job.result.fileName.split(".").at(-1)}`);
        await writeFile(path, await file.bytes());
        return { path, ...job.result };
      }
      if (job.state !== "queued" && job.state !== "running") throw new Error(JSON.stringify(job.reason));
      await setTimeout(50);
    }
  }

  test("Excel has the rows that the list counts, with labels, and says its filter and count", async () => {
    const { path, rows } = await exported("qixia", "xlsx", { code: { in: ["007", "=1+1", "L1"] } });
    expect(rows).toBe(2);
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(path);
    const sheet = workbook.getWorksheet("地块");
    const values = (row: number) => ((sheet?.getRow(row).values ?? []) as unknown[]).slice(1);
    expect(values(1)).toEqual(["编号", "地块详细名称", "地块详细名称又", "区市", "面积(hm²)", "完成", "树种", "陡坡"]);
    const table = [values(2), values(3)].sort((a, b) => String(a[0]).localeCompare(String(b[0])));
    expect(table[1]).toEqual(["007", '东坡,"小"果园', '东坡,"小"果园', "栖霞市", 1.25, "2025-06-01", "苹果", "是"]);
    expect(table[0]?.[0]).toBe("=1+1");
    const notes = workbook.getWorksheet("说明")?.getSheetValues().flat().join("\n") ?? "";
    for (const text of ["行数：2", "筛选：编号：007、=1+1、L1", "导出人：王巡查"]) expect(notes).toContain(text);
  });

  test("more rows than a page, all of them and each once", async () => {
    const { path, rows } = await exported("many", "csv");
    expect(rows).toBe(1203);
    const text = execFileSync("unzip", ["-p", path, "*.csv"], { encoding: "utf8", maxBuffer: 1 << 26 });
    const codes = text
      .trim()
      .split("\r\n")
      .slice(1)
      .map((line) => line.split(",")[0]);
    expect(new Set(codes).size).toBe(1203);
    expect(execFileSync("unzip", ["-p", path, "说明.txt"], { encoding: "utf8" })).toContain("行数：1203");
  });

  test("a CSV cell cannot become a formula, and quotes hold", async () => {
    const { path } = await exported("qixia", "csv");
    const text = execFileSync("unzip", ["-p", path, "*.csv"], { encoding: "utf8" });
    expect(text.startsWith("\uFEFF编号,")).toBe(true);
    expect(text).toContain("'=1+1,只有必填");
    expect(text).toContain('"东坡,""小""果园"');
  });

  test("whoever does not see the set cannot export it, nor fetch another's file", async () => {
    const refused = await ask("stranger", "/record-sets/plots/exports", { method: "POST", body: '{"format":"xlsx"}' });
    expect(await refused.json()).toMatchObject({ code: "record-set-unknown" });
  });

  describeWithGdal("GDAL reads", [], () => {
    const ogrinfo = (path: string, ...args: string[]) =>
      execFileSync("ogrinfo", ["-al", "-geom=SUMMARY", ...args, path], { encoding: "utf8" });

    test.each(["shp-gbk", "shp-utf8"])("%s, its Chinese names, its hole and its empty row", async (format) => {
      const { path } = await exported("qixia", format);
      const text = ogrinfo(`/vsizip/${path}`);
      expect(text).toContain("Feature Count: 2");
      expect(text).toContain("CGCS2000");
      expect(text).toContain('(String) = 东坡,"小"果园');
      expect(text).toMatch(/面积 \(Real\) = 1\.25/);
      expect(text).toContain("1 inner ring");
      // Two long names that are cut to the same bytes are told apart.
      expect(text).toMatch(format === "shp-gbk" ? /地块详细2 \(String\)|地块详细名 \(String\)/ : /地块详2? \(String\)/);
      const unzipped = execFileSync("unzip", ["-p", path, "*.cpg"], { encoding: "utf8" });
      expect(unzipped).toBe(format === "shp-gbk" ? "GBK" : "UTF-8");
    });

    test("GeoPackage", async () => {
      const { path } = await exported("qixia", "gpkg");
      const text = ogrinfo(path);
      expect(text).toContain("Feature Count: 2");
      expect(text).toContain('ID["EPSG",4490]');
      expect(text).toContain("area (Real) = 1.25");
      expect((await readFile(path)).includes("行数：2")).toBe(true);
    });
  });
});
