import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Hono } from "hono";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabases } from "#fixtures/test-database";
import { type Database, NOBODY, type Session } from "#platform/database";
import { createErrorHandler, mountRoutes } from "#platform/http-api";
import { createJobs, type Jobs, jobsMigrations } from "#platform/jobs";
import {
  addRecord,
  createRecordSets,
  listRecords,
  recordSetMigrations,
  recordSetProblemStatuses,
  recordSetRoutes,
} from "#platform/record-sets";
import { type PatchVerdicts, patchStates, type ScreeningResult, verdictsFrom } from "../../model/index.ts";
import {
  type PatchAlert,
  screeningJob,
  screeningProblemStatuses,
  screeningRoutes,
  territoryMigrations,
  territoryRecordSets,
} from "../index.ts";
import { cellsAsOutline, shelfOf, smallGrid, writeSmallSurvey } from "../small-survey.fixture.ts";
import type { ShelvedSurvey, SurveyShelf } from "../survey-shelf.ts";

const CITY: Session = {
  ...NOBODY,
  userId: "00000000-0000-4000-8000-000000000001",
  userName: "市局",
  scope: "city",
  permissions: ["territory.view", "territory.edit", "territory.screen"],
};
const QIXIA: Session = {
  ...CITY,
  userId: "00000000-0000-4000-8000-000000000002",
  userName: "栖霞",
  scope: "division",
  divisions: ["370686"],
  permissions: ["territory.view", "territory.edit"],
};
const LOOKER: Session = { ...QIXIA, permissions: ["territory.view"] };

const LAND_USE = { rows: Array.from({ length: 6 }, () => "ccccoooo"), values: { c: 13, o: 21 } };
const FLAT = "aaaaaaaa";
/** 30° in the corner of 栖霞 (3 cells) and of 莱阳 (5 cells in two rows). */
const SLOPE = { rows: ["ffaaaaff", "faaaafff", FLAT, FLAT, FLAT, FLAT], values: { a: 2, f: 30 } };
const LESS = { rows: ["ffaaaaaa", "faaaaaaa", FLAT, FLAT, FLAT, FLAT], values: { a: 2, f: 30 } };

const set = territoryRecordSets.find(({ id }) => id === "screening-patches")!;
const ALL = { filter: {}, sort: [{ field: "code", direction: "ascending" as const }], page: 1, pageSize: 100 };

describe.each(testDatabases())("screening on $name", ({ open }) => {
  let database: Database;
  let folder: string;
  let jobs: Jobs;
  let app: Hono;
  let session: Session = CITY;
  let surveys: ShelvedSurvey[];
  const bugs: unknown[] = [];
  const alerts: PatchAlert[] = [];
  const shelf: SurveyShelf = {
    list: (reader) => shelfOf(...surveys).list(reader),
    open: (reader, id) => shelfOf(...surveys).open(reader, id),
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "terrace-screening-"));
    database = await open(recordSetMigrations, jobsMigrations, territoryMigrations);
    jobs = createJobs({
      database,
      definitions: [screeningJob({ shelf, onNewPatches: async (alert) => void alerts.push(alert) })],
      dataFolder: folder,
      onError: (error) => bugs.push(error),
    });
    await jobs.start();
    const sets = createRecordSets(territoryRecordSets);
    const routes = [...screeningRoutes({ shelf, enqueue: jobs.enqueue }), ...recordSetRoutes({ sets, divisions: [] })];
    app = new Hono();
    const statuses = { ...screeningProblemStatuses, ...recordSetProblemStatuses };
    app.onError(createErrorHandler({ statuses, onBug: (error) => bugs.push(error) }));
    app.route("/", mountRoutes({ routes, database, identify: async () => session }));
    surveys = [
      await writeSmallSurvey(folder, { year: 2023, layers: { "land-use": 31, slope: 2 } }),
      await writeSmallSurvey(folder, { year: 2024, layers: { "land-use": LAND_USE, slope: SLOPE } }),
    ];
    await database.asSession(CITY, (tx) =>
      addRecord(
        tx,
        territoryRecordSets.find(({ id }) => id === "protected-zones")!,
        { code: "红", name: "西北红线", kind: "red-line" },
        cellsAsOutline(0, 0, 2, 1),
      ),
    );
  });
  afterAll(async () => {
    await jobs.stop(0);
    await database.close();
    await rm(folder, { recursive: true });
    expect(bugs).toEqual([]);
  });

  async function send(path: string, body: object): Promise<{ status: number; body: Record<string, unknown> }> {
    const answer = await app.request(path, {
      method: "POST",
      headers: { "X-Terrace-Request": "1", "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  }

  async function run(body: object): Promise<ScreeningResult> {
    session = CITY;
    const { status, body: answer } = await send("/screening/runs", body);
    expect(status, JSON.stringify(answer)).toBe(200);
    for (;;) {
      const [row] = await database.execute("select state, result, reason from jobs.job where id = $1", [answer.jobId]);
      expect(row?.state, JSON.stringify(row?.reason)).not.toBe("failed");
      if (row?.state === "done") return row.result as ScreeningResult;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  const patchesFor = async (who: Session) => (await database.asSession(who, (tx) => listRecords(tx, set, ALL))).records;
  const STEEP = { runId: "2024-small", topics: ["steep-land"], smallestSquareMetres: 0 };

  test("a run makes a patch of each field, with its figures, its zone and its source", async () => {
    const result = await run(STEEP);
    expect(result).toMatchObject({ added: 2, changed: 0, unchanged: 0, outdated: 0 });
    // Each district is told of its own, and of how many lie in a zone: the red line covers the corner of 栖霞.
    expect(
      alerts.map(({ division, year, counts, inZones, lossInZones }) => [division, year, counts, inZones, lossInZones]),
    ).toEqual([
      ["370682", 2024, { "steep-land": 1, "sloping-cropland": 0, "vegetation-loss": 0 }, 0, 0],
      ["370686", 2024, { "steep-land": 1, "sloping-cropland": 0, "vegetation-loss": 0 }, 1, 0],
    ]);
    expect(result.classes).toEqual([
      { id: "steep-cropland", patches: 1, areaHm2: 3, smallHm2: 0, outsideHm2: 0, totalHm2: 3 },
      { id: "steep-orchard", patches: 1, areaHm2: 5, smallHm2: 0, outsideHm2: 0, totalHm2: 5 },
    ]);
    const [crops, orchard] = await patchesFor(CITY);
    expect(crops?.values).toMatchObject({
      code: "2024V1-1-0-0",
      name: "栖霞市陡坡耕地 3.00 hm²",
      class: "steep-cropland",
      state: "pending",
      division: "370686",
      meanSlope: 30,
      landUse: "旱地",
      zoneKind: "red-line",
      zoneName: "西北红线",
      surveyYear: 2024,
      surveyRun: "2024-small",
      hasUnconfirmed: false,
      isCurrent: true,
    });
    expect(orchard?.values).toMatchObject({ division: "370682", zoneKind: null, hasUnconfirmed: true });
    const [shapes] = await database.execute(`select bool_and(ST_IsValid(geometry)) as valid,
      max(abs(ST_Area(geometry::geography) / 1e4 - area_hm2)) as difference from territory.screening_patch`);
    expect(shapes?.valid).toBe(true);
    expect(Number(shapes?.difference)).toBeLessThan(0.001);
  });

  test("run again, nothing is there twice and nothing changes", async () => {
    const before = await database.execute("select to_jsonb(p) as p from territory.screening_patch p order by key");
    expect(await run(STEEP)).toMatchObject({ added: 0, changed: 0, unchanged: 2, outdated: 0 });
    expect(await database.execute("select to_jsonb(p) as p from territory.screening_patch p order by key")).toEqual(
      before,
    );
  });

  test("a district sees and judges its own patches and no others", async () => {
    session = QIXIA;
    const own = await patchesFor(QIXIA);
    expect(own.map(({ values }) => values.division)).toEqual(["370686"]);
    const foreign = (await patchesFor(CITY)).find(({ values }) => values.division === "370682")!;
    expect((await app.request(`/screening/patches/${foreign.id}/verdicts`)).status).toBe(404);
    const verdict = { version: 1, verdict: "confirmed", reason: "现场种植玉米" };
    expect(await send(`/screening/patches/${foreign.id}/verdicts`, verdict)).toMatchObject({ status: 404 });
    session = LOOKER;
    expect((await send(`/screening/patches/${own[0]!.id}/verdicts`, verdict)).status).toBe(403);
    session = QIXIA;
    expect((await send("/screening/runs", STEEP)).status).toBe(403);
    expect((await send(`/screening/patches/${own[0]!.id}/verdicts`, { ...verdict, reason: " " })).status).toBe(400);
    expect(await send(`/screening/patches/${own[0]!.id}/verdicts`, { ...verdict, verdict: "handled" })).toMatchObject({
      status: 409,
      body: { code: "verdict-impossible" },
    });
    const given = await send(`/screening/patches/${own[0]!.id}/verdicts`, verdict);
    expect(given.body).toMatchObject({ state: "confirmed", version: 2, choices: ["handled", "refuted", "pending"] });
    const late = await send(`/screening/patches/${own[0]!.id}/verdicts`, verdict);
    expect(late).toMatchObject({ status: 409, body: { code: "verdict-changed-elsewhere" } });
    const [judged] = await patchesFor(QIXIA);
    expect(judged?.values).toMatchObject({ state: "confirmed", verdictReason: "现场种植玉米", verdictByName: "栖霞" });
    const told = (await (await app.request(`/screening/patches/${own[0]!.id}/verdicts`)).json()) as PatchVerdicts;
    expect(told.verdicts).toMatchObject([{ actor: "栖霞", from: "pending", to: "confirmed", reason: "现场种植玉米" }]);
    const history = await app.request(`/record-sets/screening-patches/records/${own[0]!.id}/history`);
    expect(await history.text()).toContain("现场种植玉米");
  });

  test("a rerun keeps verdicts as they were found, and says of what is found no more that it is not", async () => {
    const usual = surveys;
    const changed = await writeSmallSurvey(join(folder, "again"), {
      year: 2024,
      layers: { "land-use": LAND_USE, slope: { ...LESS, values: { a: 2, f: 40 } } },
    });
    surveys = [usual[0]!, changed];
    expect(await run(STEEP)).toMatchObject({ added: 0, changed: 0, unchanged: 1, outdated: 1 });
    const found = await patchesFor(CITY);
    expect(found.map(({ values }) => [values.state, values.meanSlope, values.isCurrent])).toEqual([
      ["confirmed", 30, true],
      ["pending", 30, false],
    ]);
    surveys = usual;
    expect(await run(STEEP)).toMatchObject({ added: 0, changed: 1, unchanged: 1, outdated: 0 });
    expect((await patchesFor(CITY)).map(({ values }) => values.isCurrent)).toEqual([true, true]);
  });

  test("a loss of vegetation is found against an earlier survey, and kept beside the others", async () => {
    const request = { runId: "2024-small", baselineRunId: "2023-small", topics: ["vegetation-loss"] };
    const result = await run(request);
    expect(result).toMatchObject({ added: 2, outdated: 0 });
    expect(result.classes[0]).toMatchObject({ id: "vegetation-converted", patches: 2, areaHm2: 48, totalHm2: 48 });
    const lost = (await patchesFor(QIXIA)).find(({ values }) => values.class === "vegetation-converted");
    expect(lost?.values).toMatchObject({
      code: "2024V1对2023V1-6-0-0",
      landUseBefore: "有林地",
      landUse: "旱地",
      baselineYear: 2023,
      meanSlope: (3 * 30 + 21 * 2) / 24,
    });
  });

  test.each([
    ["without land use", { runId: "2022-bare", topics: ["steep-land"] }, "screening-survey-unsuited"],
    ["without zones", { runId: "2021-open", topics: ["vegetation-loss"] }, "screening-survey-unsuited"],
    ["without a baseline", { runId: "2024-small", topics: ["vegetation-loss"] }, "screening-baseline-missing"],
    [
      "against a later survey",
      { runId: "2023-small", baselineRunId: "2024-small", topics: ["vegetation-loss"] },
      "screening-baseline-unsuited",
    ],
    [
      "against another grid",
      { runId: "2024-small", baselineRunId: "2020-coarse", topics: ["vegetation-loss"] },
      "screening-baseline-unsuited",
    ],
  ])("a survey %s is refused with what to do", async (_name, request, code) => {
    const usual = surveys;
    const [first] = usual;
    surveys = [
      ...usual,
      { ...first!, runId: "2022-bare", year: 2022, layers: {} },
      { ...first!, runId: "2021-open", year: 2021, layers: { "land-use": first!.layers["land-use"]! } },
      { ...first!, runId: "2020-coarse", year: 2020, grid: { ...smallGrid, cellWidth: 200 } },
    ];
    session = CITY;
    expect(await send("/screening/runs", request)).toMatchObject({ status: 422, body: { code } });
    surveys = usual;
  });

  test("the database goes along the arrows of the model and no others", async () => {
    const [patch] = await patchesFor(CITY);
    for (const from of patchStates) {
      for (const to of patchStates.filter((state) => state !== from)) {
        const isAllowed = verdictsFrom[from].includes(to);
        const attempt = database.asSession(QIXIA, async (tx) => {
          await sql`select set_config('role', 'none', true)`.execute(tx);
          await sql`set local session_replication_role = replica`.execute(tx);
          await sql`update territory.screening_patch set state = ${from}, verdict_reason = '试', verdict_at = now()
            where id = ${patch!.id}`.execute(tx);
          await sql`set local session_replication_role = origin`.execute(tx);
          await sql`select set_config('role', 'terrace_user', true)`.execute(tx);
          await sql`update territory.screening_patch set state = ${to}, verdict_reason = '改', verdict_by = ${QIXIA.userId},
            verdict_at = clock_timestamp() where id = ${patch!.id}`.execute(tx);
          throw new Error("undone");
        });
        const outcome = await attempt.catch((error: Error & { sqlState?: string }) => error.sqlState ?? error.message);
        expect(outcome, `${from} → ${to}`).toBe(isAllowed ? "undone" : "42501");
      }
    }
  });

  test("nobody edits what a screening found, or takes a patch away", async () => {
    const [patch] = await patchesFor(QIXIA);
    const edit = database.asSession(QIXIA, (tx) =>
      sql`update territory.screening_patch set area_hm2 = 1 where id = ${patch!.id}`.execute(tx),
    );
    await expect(edit).rejects.toMatchObject({ sqlState: "42501" });
    const removal = database.asSession(CITY, (tx) =>
      sql`delete from territory.screening_patch where id = ${patch!.id}`.execute(tx),
    );
    await expect(removal).rejects.toMatchObject({ sqlState: "42501" });
    session = QIXIA;
    const change = await app.request(`/record-sets/screening-patches/records/${patch!.id}`, {
      method: "PATCH",
      headers: { "X-Terrace-Request": "1", "Content-Type": "application/json" },
      body: JSON.stringify({ version: 2, values: { name: "改" } }),
    });
    expect(change.status).toBe(403);
  });

  test("the options name what each survey can be screened for, and mark what is 待核", async () => {
    session = QIXIA;
    const options = (await (await app.request("/screening/options")).json()) as {
      surveys: { topics: string[] }[];
      thresholds: { id: string; isUnconfirmed: boolean }[];
      canRun: boolean;
    };
    expect(options.surveys[0]?.topics).toEqual(["steep-land", "sloping-cropland", "vegetation-loss"]);
    expect(options.canRun).toBe(false);
    expect(options.thresholds.filter(({ isUnconfirmed }) => isUnconfirmed).map(({ id }) => id)).toEqual([
      "steep-orchard",
      "sloping-cropland-1",
      "sloping-cropland-2",
      "sloping-cropland-3",
    ]);
  });
});
