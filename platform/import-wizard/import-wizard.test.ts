import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ExcelJS from "exceljs";
import { Hono } from "hono";
import iconv from "iconv-lite";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabases } from "#fixtures/test-database";
import type { Database, Session } from "#platform/database";
import { createErrorHandler, mountRoutes } from "#platform/http-api";
import type { ImportSessionView } from "./http-contract.ts";
import {
  createImportWizard,
  type ImportWizard,
  importProblemStatuses,
  importRoutes,
  importTargetOf,
  importWizardMigrations,
} from "./index.ts";
import { DIVISIONS, gauges, PLOT_MIGRATIONS, plots, REGION, sessionOf } from "./sample-target.ts";

const box = (west: number, south: number, size = 0.01) => ({
  type: "Polygon",
  coordinates: [
    [
      [west, south],
      [west + size, south],
      [west + size, south + size],
      [west, south + size],
      [west, south],
    ],
  ],
});

function collection(...items: readonly (readonly [object, object | null])[]): string {
  return JSON.stringify({
    type: "FeatureCollection",
    features: items.map(([properties, geometry]) => ({ type: "Feature", properties, geometry })),
  });
}

const people = {
  muping: sessionOf("1", "division", ["370612"]),
  laishan: sessionOf("2", "division", ["370613"]),
  city: sessionOf("3", "city"),
  reader: { ...sessionOf("4", "city"), permissions: ["plots.view", "import.use"] },
  stranger: { ...sessionOf("5", "city"), permissions: ["plots.view", "plots.edit"] },
} satisfies Record<string, Session>;

describe.each(testDatabases())("imports on $name", ({ open }) => {
  let database: Database;
  let wizard: ImportWizard;
  let app: Hono;
  let folder: string;

  beforeAll(async () => {
    database = await open(importWizardMigrations, PLOT_MIGRATIONS);
    folder = await mkdtemp(join(tmpdir(), "terrace-imports-"));
    wizard = createImportWizard({
      folder,
      targets: [importTargetOf(plots), importTargetOf(gauges)],
      region: REGION,
      choicesOf: async (_transaction, kind) => (kind === "division" ? DIVISIONS : []),
      limitBytes: 1024 * 1024,
    });
    const routes = importRoutes(wizard);
    app = new Hono().route(
      "/api",
      mountRoutes({
        routes,
        database,
        identify: async (request) => people[request.headers.get("X-Person") as keyof typeof people],
      }),
    );
    const onBug = (error: unknown) => {
      throw error;
    };
    app.onError(createErrorHandler({ statuses: importProblemStatuses, onBug }));
  });

  afterAll(async () => {
    await wizard.close();
    await database.close();
    rmSync(folder, { recursive: true });
  });

  type Person = keyof typeof people;
  const call = (person: Person, method: string, path: string, body?: unknown) =>
    app.request(`/api${path}`, {
      method,
      headers: { "X-Person": person, "X-Terrace-Request": "1" },
      ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
    });

  async function upload(person: Person, name: string, content: string | Uint8Array, target = "plots", sender = "") {
    const form = new FormData();
    form.set("file", new File([typeof content === "string" ? content : new Uint8Array(content)], name));
    form.set("target", target);
    form.set("sender", sender);
    const response = await call(person, "POST", "/imports", form);
    return {
      status: response.status,
      body: (await response.json()) as ImportSessionView & { code: string; userMessage: string },
    };
  }

  async function json<T = ImportSessionView & { code: string; userMessage: string }>(
    response: Response | Promise<Response>,
  ) {
    const answer = await response;
    return { status: answer.status, body: (await answer.json()) as T };
  }

  const countOf = (person: Person, where = "true") =>
    database.asSession(people[person], async (transaction) => {
      const { rows } = await sql<{
        count: number;
      }>`select count(*) as count from sample.plot where ${sql.raw(where)}`.execute(transaction);
      return rows[0]!.count;
    });

  test("a file goes in, is looked at, decided about and written once, with history and report", async () => {
    const content = collection(
      [{ bh: "A-001", 名称: "甲", 区市: "牟平区", 面积: 98.6, 开工日期: "2024年1月5日" }, box(121.5, 37.2)],
      [{ bh: "A-002", 名称: "乙", 区市: "370612", 面积: 9.8, 开工日期: "" }, box(121.6, 37.2)],
    );
    const begun = await upload("muping", "图斑 2024.geojson", content, "plots", "某测绘公司");
    expect(begun).toMatchObject({
      status: 200,
      body: {
        state: "deciding",
        fileName: "图斑 2024.geojson",
        sender: "某测绘公司",
        outcome: { refusedCount: 1, warningCount: 1 },
      },
    });
    expect(begun.body.outcome!.findings.map(({ kind }) => kind)).toEqual(["required-not-mapped", "area-differs"]);
    const { id } = begun.body;
    expect(await json(call("muping", "POST", `/imports/${id}/commit`))).toMatchObject({
      status: 422,
      body: { code: "import-not-ready" },
    });
    expect(await countOf("city", "code like 'A-%'")).toBe(0);

    const decided = await json(call("muping", "PATCH", `/imports/${id}`, { decisions: { mapping: { code: "bh" } } }));
    expect(decided.body).toMatchObject({ state: "ready", outcome: { refusedCount: 0, rowCount: 2 } });
    const committed = await json(call("muping", "POST", `/imports/${id}/commit`));
    expect(committed).toMatchObject({
      status: 200,
      body: {
        state: "committed",
        rowCount: 2,
        outcome: { written: { field: "code", codes: ["A-001", "A-002"] } },
      },
    });
    // Asked twice (an impatient click, a lost answer), it is written once.
    expect(await json(call("muping", "POST", `/imports/${id}/commit`))).toMatchObject({
      status: 200,
      body: { state: "committed" },
    });
    expect(await countOf("city", "code like 'A-%'")).toBe(2);
    const { rows } = await database.asService("test", (transaction) =>
      sql<{ started: string; valid: boolean; km2: number }>`
        select started_on as started, ST_IsValid(geometry) as valid, ST_Area(geometry::geography) / 1e6 as km2
        from sample.plot where code = 'A-001'`.execute(transaction),
    );
    expect(rows[0]).toMatchObject({ started: "2024-01-05", valid: true, km2: expect.closeTo(0.985, 2) });
    const history = await database.asService("test", (transaction) =>
      sql<{
        actor: string;
      }>`select actor from audit_trail.change where table_name = 'sample.plot' and after ->> 'code' = 'A-002'`.execute(
        transaction,
      ),
    );
    expect(history.rows).toEqual([{ actor: "user 1" }]);

    const report = await call("muping", "GET", `/imports/${id}/report.xlsx`);
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load((await report.arrayBuffer()) as never);
    const summary = workbook.getWorksheet("概要")!.getSheetValues().flat().map(String);
    expect(summary).toEqual(expect.arrayContaining(["已全部写入", "图斑 2024.geojson", begun.body.sha256]));
    expect(workbook.getWorksheet("问题清单")!.getCell("H2").value).toMatch(/填报面积 9\.8 hm²/);

    const again = await json(call("muping", "PATCH", `/imports/${id}`, { decisions: {} }));
    expect(again).toMatchObject({ status: 409, body: { code: "import-ended" } });
  });

  test("the mapping is remembered for the sender and the target, and for no other", async () => {
    const content = collection([{ bh: "B-001", 区市: "牟平区" }, box(121.3, 37.2)]);
    const same = await upload("muping", "b.geojson", content, "plots", "某测绘公司");
    expect(same.body.mapping[0]).toEqual({ field: "code", sourceField: "bh", ground: "remembered" });
    expect(same.body.state).toBe("ready");
    const other = await upload("muping", "b.geojson", content, "plots", "别的单位");
    expect(other.body.mapping[0]).toMatchObject({ ground: "none" });
    const foreign = await upload("laishan", "b.geojson", content, "plots", "某测绘公司");
    expect(foreign.body.mapping[0]).toMatchObject({ ground: "none" });
  });

  test("what is there already is told by code, by geometry and by ground; repeated codes may be left out", async () => {
    const content = collection(
      [{ 编号: "A-001", 区市: "牟平区" }, box(121.8, 37.2)],
      [{ 编号: "C-002", 区市: "牟平区" }, box(121.5, 37.2)],
      [{ 编号: "C-003", 区市: "牟平区" }, box(121.605, 37.205)],
      [{ 编号: "C-004", 区市: "牟平区" }, box(121.49, 37.2)],
    );
    const { body } = await upload("muping", "c.geojson", content);
    expect(body.outcome!.findings.map(({ kind, row, severity }) => [kind, row, severity])).toEqual([
      ["duplicate-code-there", 1, "refused"],
      ["duplicate-geometry-there", 2, "warning"],
      ["overlap-there", 3, "warning"],
    ]);
    expect(body.outcome!.findings[2]!.zh).toMatch(/“乙”重叠 24\.\d+ hm²/);
    expect(body.outcome!.findings[2]!.place![0]).toBeCloseTo(121.6075, 3);
    const decided = await json(
      call("muping", "PATCH", `/imports/${body.id}`, { decisions: { duplicates: "leave-out" } }),
    );
    expect(decided.body).toMatchObject({ state: "ready", outcome: { rowCount: 3, leftOutCount: 1 } });
    const committed = await json(call("muping", "POST", `/imports/${body.id}/commit`));
    expect(committed.body).toMatchObject({ state: "committed", rowCount: 3 });
  });

  test("rows of another district are refused by name; the city may import them", async () => {
    const content = collection(
      [{ 编号: "D-001", 区市: "牟平区" }, box(121.1, 37.1)],
      [{ 编号: "D-002", 区市: "莱山区" }, box(121.2, 37.1)],
    );
    const { body } = await upload("muping", "d.geojson", content);
    expect(body.state).toBe("deciding");
    expect(body.outcome!.findings).toMatchObject([{ kind: "division-foreign", row: 2, field: "division" }]);
    expect((await json(call("muping", "POST", `/imports/${body.id}/commit`))).status).toBe(422);
    expect(await countOf("city", "code like 'D-%'")).toBe(0);
    const byCity = await upload("city", "d.geojson", content);
    expect((await json(call("city", "POST", `/imports/${byCity.body.id}/commit`))).body).toMatchObject({ rowCount: 2 });
    expect(await countOf("muping", "code like 'D-%'")).toBe(1);
  });

  test("nobody sees, changes or writes an import of another organisation", async () => {
    const { body } = await upload("muping", "e.geojson", collection([{ 编号: "E-1", 区市: "牟平区" }, box(121, 37)]));
    for (const [method, path, sent] of [
      ["GET", "", undefined],
      ["PATCH", "", { decisions: {} }],
      ["POST", "/commit", undefined],
      ["DELETE", "", undefined],
      ["GET", "/report.xlsx", undefined],
      ["GET", "/returned.xlsx", undefined],
    ] as const) {
      for (const person of ["laishan", "city"] as const) {
        const response = await call(person, method, `/imports/${body.id}${path}`, sent);
        expect([person, method, path, response.status]).toEqual([person, method, path, 404]);
      }
    }
    const { body: list } = await json<{ imports: { id: string }[] }>(call("laishan", "GET", "/imports"));
    expect(list.imports.map(({ id }) => id)).not.toContain(body.id);
    const { body: own } = await json<{ imports: { id: string }[] }>(call("muping", "GET", "/imports"));
    expect(own.imports.map(({ id }) => id)).toContain(body.id);
    expect((await upload("reader", "e.geojson", "{}")).body.code).toBe("import-not-allowed");
    expect((await json(call("reader", "GET", "/import-targets/plots/template.xlsx"))).body.code).toBe(
      "import-not-allowed",
    );
  });

  test("whoever may not import at all is refused before the file is looked at", async () => {
    const before = readdirSync(folder).length;
    expect((await upload("stranger", "e.geojson", "{}")).body.code).toBe("permission-missing");
    expect((await json(call("stranger", "GET", "/imports"))).body.code).toBe("permission-missing");
    expect(readdirSync(folder).length).toBe(before);
  });

  test("a file that cannot be read leaves nothing behind", async () => {
    const before = readdirSync(folder).length;
    for (const [name, content, code] of [
      ["x.zip", "<html></html>", "file-disguised"],
      ["x.geojson", "{", "geojson-damaged"],
      ["x.exe", "MZ", "file-disguised"],
      ["x.geojson", "", "file-empty"],
      ["..\\..\\x.dwg", "AC1032", "file-disguised"],
    ] as const) {
      const { status, body } = await upload("muping", name, content);
      expect([name, status, body.code]).toEqual([name, 422, code]);
      expect(body.userMessage).not.toContain(folder);
    }
    expect(readdirSync(folder)).toHaveLength(before);
    const large = await upload("muping", "x.geojson", " ".repeat(2 * 1024 * 1024));
    expect(large).toMatchObject({
      status: 413,
      body: { code: "upload-too-large", userMessage: expect.stringContaining("1 MB") },
    });
    expect((await upload("muping", "x.geojson", "{}", "nothing")).body.code).toBe("import-target-unknown");
  });

  test("a form that breaks off keeps nothing and says so", async () => {
    const body = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.geojson"\r\n\r\n{"type":';
    const headers = {
      "X-Person": "muping",
      "X-Terrace-Request": "1",
      "Content-Type": "multipart/form-data; boundary=b",
    };
    const answer = await json(app.request("/api/imports", { method: "POST", headers, body }));
    expect(answer).toMatchObject({ status: 400, body: { code: "upload-broken" } });
  });

  test("one row that the database refuses undoes all of them", async () => {
    const target = importTargetOf(gauges);
    const { insertRows } = target;
    await database.asService("test", (transaction) =>
      sql`insert into sample.gauge (code, name, geometry) values ('G2', '旧', ST_SetSRID(ST_MakePoint(121, 37), 4490))`.execute(
        transaction,
      ),
    );
    const rows = ["G1", "G2"].map((code, i) => ({
      row: i + 1,
      line: null,
      values: { code, name: code },
      geometry: { type: "Point" as const, coordinates: [121, 37.5] },
      computedAreaSquareMetres: null,
    }));
    await expect(
      database.asSession(people.city, (transaction) => insertRows(transaction, rows, people.city)),
    ).rejects.toThrow();
    const { rows: left } = await database.asService("test", (transaction) =>
      sql<{ code: string }>`select code from sample.gauge`.execute(transaction),
    );
    expect(left).toEqual([{ code: "G2" }]);
  });

  test("an Excel comes back with a comment in each wrong cell; the template is read as it is", async () => {
    const response = await call("city", "GET", "/import-targets/gauges/template.xlsx");
    const template = new ExcelJS.Workbook();
    await template.xlsx.load((await response.arrayBuffer()) as never);
    const sheet = template.worksheets[0]!;
    expect(sheet.getRow(1).values).toEqual([undefined, "站码*", "站名*", "经度*", "纬度*"]);
    sheet.getCell("A2").value = "007";
    sheet.getCell("B2").value = "王格庄";
    sheet.getCell("C2").value = "121°30′";
    sheet.getCell("D2").value = 37.25;
    sheet.getCell("A3").value = "008";
    sheet.getCell("C3").value = "东边";
    sheet.getCell("D3").value = 37.25;
    const content = new Uint8Array(await template.xlsx.writeBuffer());
    const { body } = await upload("city", "雨量站.xlsx", content, "gauges");
    expect(body).toMatchObject({ isReturnable: true, preview: { rowCount: 2, layer: "雨量站" } });
    const returned = await call("city", "GET", `/imports/${body.id}/returned.xlsx`);
    expect(decodeURIComponent(returned.headers.get("Content-Disposition")!)).toContain("雨量站-退回.xlsx");
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load((await returned.arrayBuffer()) as never);
    const noteOf = (address: string) => {
      const { note } = workbook.getWorksheet("雨量站")!.getCell(address);
      return typeof note === "string" ? note : (note?.texts ?? []).map(({ text }) => text).join("");
    };
    expect(noteOf("C3")).toBe("第 3 行“经度*”不是坐标。");
    expect(noteOf("B3")).toMatch(/“站名\*”没有填/);
    expect(noteOf("C2")).toBe("");

    sheet.getCell("B3").value = "大河东";
    sheet.getCell("C3").value = 121.6;
    const corrected = await upload("city", "雨量站.xlsx", new Uint8Array(await template.xlsx.writeBuffer()), "gauges");
    const decided = await json(
      call("city", "PATCH", `/imports/${corrected.body.id}`, { decisions: { crs: "EPSG:4490" } }),
    );
    expect(decided.body.outcome!.findings).toEqual([]);
    const committed = await json(call("city", "POST", `/imports/${corrected.body.id}/commit`));
    expect(committed.body).toMatchObject({ state: "committed", rowCount: 2 });
  });

  test("a CSV comes back as a workbook with comments", async () => {
    const text = '编号,区市,面积,坐标\nH1,牟平区,三亩,"121.1,37.1;121.2,37.1;121.2,37.2"\n';
    const { body } = await upload("muping", "图斑.csv", iconv.encode(text, "gbk"));
    const returned = await call("muping", "GET", `/imports/${body.id}/returned.xlsx`);
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load((await returned.arrayBuffer()) as never);
    const cell = workbook.worksheets[0]!.getCell("C2");
    expect(cell.value).toBe("三亩");
    expect(JSON.stringify(cell.note)).toContain("不是数字");
  });

  test("the template of plots has drop-downs of divisions and choices", async () => {
    const response = await call("muping", "GET", "/import-targets/plots/template.xlsx");
    const template = new ExcelJS.Workbook();
    await template.xlsx.load((await response.arrayBuffer()) as never);
    const [sheet, lists] = [template.worksheets[0]!, template.getWorksheet("选项")!];
    const headings = sheet.getRow(1).values as string[];
    const at = headings.indexOf("区市*");
    expect(sheet.getCell(2, at).dataValidation).toMatchObject({ type: "list", formulae: [`选项!$C$1:$C$2`] });
    expect([lists.getCell("C1").value, lists.getCell("C2").value]).toEqual(["牟平区", "莱山区"]);
    expect(sheet.getCell(2, headings.indexOf("编号*")).numFmt).toBe("@");
    expect(headings).toContain("面积（hm²）");
    expect(headings.at(-1)).toBe("坐标串*");
  });

  test("two windows: whose decision is not kept is told; a file changed on the disk is not written; an abandoned import is gone", async () => {
    const { body } = await upload("muping", "f.geojson", collection([{ 编号: "F-1", 区市: "牟平区" }, box(121, 37.3)]));
    expect(body.state).toBe("ready");
    const changes = [{ areaTolerancePercent: 1 }, { duplicates: "leave-out" }] as const;
    const answers = await Promise.all(
      changes.map((decisions) => json(call("muping", "PATCH", `/imports/${body.id}`, { decisions }))),
    );
    const { body: after } = await json(call("muping", "GET", `/imports/${body.id}`));
    for (const [i, { status, body: answer }] of answers.entries()) {
      const isKept = JSON.stringify(after.decisions).includes(JSON.stringify(changes[i]).slice(1, -1));
      expect([status === 200, answer.code ?? "import-changed-elsewhere"]).toEqual([isKept, "import-changed-elsewhere"]);
    }
    writeFileSync(join(folder, body.id, "f.geojson"), "{}");
    expect((await json(call("muping", "POST", `/imports/${body.id}/commit`))).body.code).toBe("import-file-changed");
    expect((await json(call("muping", "DELETE", `/imports/${body.id}`))).body.state).toBe("abandoned");
    expect(readdirSync(folder)).not.toContain(body.id);
    expect(await countOf("city", "code = 'F-1'")).toBe(0);
  });

  test("an import whose first look was cut short is looked at again", async () => {
    const { body } = await upload("muping", "g.geojson", collection([{ 编号: "G-1", 区市: "牟平区" }, box(121, 37.4)]));
    await database.asService("test", async (transaction) => {
      await sql`delete from import_wizard.examination where session_id = ${body.id}`.execute(transaction);
      await sql`update import_wizard.import_session set state = 'inspecting' where id = ${body.id}`.execute(
        transaction,
      );
    });
    expect((await json(call("muping", "GET", `/imports/${body.id}`))).body).toMatchObject({
      state: "ready",
      outcome: { rowCount: 1 },
    });
  });
});
