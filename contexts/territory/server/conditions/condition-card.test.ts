import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Hono } from "hono";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TerraceError } from "#errors";
import { testDatabases } from "#fixtures/test-database";
import { type Database, NOBODY, type Session } from "#platform/database";
import { createErrorHandler, mountRoutes } from "#platform/http-api";
import { addRecord, recordSetMigrations, recordSetProblemStatuses } from "#platform/record-sets";
import type { ConditionCard } from "../../model/index.ts";
import {
  type ConditionCounter,
  conditionProblemStatuses,
  conditionRoutes,
  createConditionCounter,
  territoryMigrations,
  territoryRecordSets,
} from "../index.ts";
import { cellsAsOutline, shelfOf, smallZones, writeSmallSurvey } from "../small-survey.fixture.ts";
import type { ShelvedSurvey, SurveyShelf } from "../survey-shelf.ts";

const CITY: Session = {
  ...NOBODY,
  userId: "00000000-0000-4000-8000-000000000001",
  userName: "王",
  scope: "city",
  permissions: ["territory.view", "territory.edit"],
};
const QIXIA: Session = { ...CITY, scope: "division", divisions: ["370686"] };
const ZHAOYUAN: Session = { ...CITY, scope: "division", divisions: ["370685"] };

const INTENSITY = [
  "11111111", //
  "11211211",
  "11221211",
  "11331411",
  "11551611",
  "1111111.",
];
const MODULUS = { 1: 100, 2: 1000, 3: 3000, 4: 6000, 5: 10_000, 6: 20_000 };
const ALL_LIGHT = Array.from({ length: 6 }, () => "22222222");
/** Crops in the west, woods in the east. */
const LAND_USE = { rows: Array.from({ length: 6 }, () => "ccccwwww"), values: { c: 13, w: 31 } };

const setOf = (id: string) => territoryRecordSets.find((set) => set.id === id)!;

describe.each(testDatabases())("$name", ({ open }) => {
  let database: Database;
  let folder: string;
  let counter: ConditionCounter;
  let session: Session = CITY;
  let surveys: readonly ShelvedSurvey[];
  let app: Hono;
  const ids = new Map<string, string>();
  let shelf: SurveyShelf;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "terrace-condition-"));
    database = await open(recordSetMigrations, territoryMigrations);
    counter = createConditionCounter();
    surveys = [
      await writeSmallSurvey(folder, {
        year: 2023,
        layers: { intensity: { rows: ALL_LIGHT }, "soil-loss": { rows: ALL_LIGHT, values: MODULUS } },
      }),
      await writeSmallSurvey(folder, {
        year: 2024,
        layers: {
          intensity: { rows: INTENSITY },
          "soil-loss": { rows: INTENSITY, values: MODULUS },
          "land-use": LAND_USE,
        },
      }),
    ];
    shelf = shelfOf(...surveys);
    const routes = conditionRoutes({
      shelf: { list: (reader) => shelf.list(reader), open: (reader, id) => shelf.open(reader, id) },
      counter,
    });
    app = new Hono();
    app.onError(
      createErrorHandler({
        statuses: { ...conditionProblemStatuses, ...recordSetProblemStatuses },
        onBug: (error) => {
          throw error;
        },
      }),
    );
    app.route("/", mountRoutes({ routes, database, identify: async () => session }));
    await fill();
  });
  afterAll(async () => {
    await counter.close();
    await database.close();
    await rm(folder, { recursive: true });
  });

  /** A ridge across both districts, one in none, and what lies in it. */
  async function fill(): Promise<void> {
    await database.asService("test", async (tx) => {
      for (const [index, { name, code }] of smallZones.entries()) {
        const outline = cellsAsOutline(4 * index, 0, 4 * index + 4, 6);
        await sql`insert into territory.division (code, code_kind, name_zh, short_name_zh, name_en, position, source, confidence, geometry)
          values (${code}, 'county', ${name}, ${name}, ${code}, ${index}, 'test', 'verified',
            ST_SetSRID(ST_GeomFromGeoJSON(${JSON.stringify(outline)}), 4490))`.execute(tx);
      }
    });
    await database.asSession(CITY, async (tx) => {
      const add = async (set: string, values: Record<string, string>, outline: object | null) => {
        const { id } = await addRecord(tx, setOf(set), { name: values.code ?? "", ...values }, outline);
        ids.set(values.code ?? "", id);
      };
      await add("pattern-elements", { code: "脊", kind: "ridge" }, cellsAsOutline(2, 1, 6, 5));
      await add("pattern-elements", { code: "无界", kind: "node" }, null);
      await add("pattern-elements", { code: "海上", kind: "node" }, cellsAsOutline(100, 1, 104, 5));
      await add("pattern-elements", { code: "小", kind: "node" }, cellsAsOutline(2.1, 1.1, 2.3, 1.3));
      await add("pattern-elements", { code: "西", kind: "node" }, cellsAsOutline(0, 0, 2, 2));
      await add("protected-zones", { code: "预防区", kind: "key-prevention" }, cellsAsOutline(0, 0, 8, 6));
      await add("protected-zones", { code: "红线", kind: "red-line" }, cellsAsOutline(3, 1, 5, 3));
      await add(
        "protected-zones",
        { code: "旧红线", kind: "red-line", validTo: "2020-01-01" },
        cellsAsOutline(3, 1, 5, 3),
      );
      await add("enclosures", { code: "栖封", division: "370686" }, cellsAsOutline(2, 1, 4, 2));
      await add("enclosures", { code: "莱封", division: "370682" }, cellsAsOutline(4, 1, 7, 2));
      await add("vegetation-facilities", { code: "莱林", division: "370682", kind: "grass" }, null);
    });
  }

  async function cardOf(code: string, set = "pattern-elements"): Promise<ConditionCard> {
    const answer = await app.request(`/conditions/${set}/${ids.get(code)}`);
    expect(answer.status, await answer.clone().text()).toBe(200);
    return (await answer.json()) as ConditionCard;
  }

  test("the city sees the whole ridge: classes of both districts, as counted in the picture", async () => {
    session = CITY;
    const { scope, years, partKm2, element } = await cardOf("脊");
    expect([scope, partKm2, element.outlineKm2]).toEqual(["whole", 0.16, 0.16]);
    expect(years.map(({ survey }) => survey.year)).toEqual([2024, 2023]);
    const [latest] = years;
    expect(latest?.total).toEqual({
      division: null,
      areaKm2: 0.16,
      withoutResultKm2: 0,
      classKm2: { slight: 0.05, light: 0.05, moderate: 0.02, intense: 0.01, "very-intense": 0.02, severe: 0.01 },
      classPercent: {
        slight: 31.25,
        light: 31.25,
        moderate: 12.5,
        intense: 6.25,
        "very-intense": 12.5,
        severe: 6.25,
      },
      soilWaterLossAreaKm2: 0.11,
      conservationRatePercent: 31.25,
      // (5·100 + 5·1000 + 2·3000 + 6000 + 2·10000 + 20000) / 16
      meanErosionModulus: 3593.75,
      vegetatedPercent: 50,
    });
    expect(
      latest?.divisions.map(({ division, areaKm2, conservationRatePercent }) => [
        division,
        areaKm2,
        conservationRatePercent,
      ]),
    ).toEqual([
      ["370686", 0.08, 12.5],
      ["370682", 0.08, 50],
    ]);
    for (const { divisions, total } of years) {
      const sum = divisions.reduce((area, line) => area + line.areaKm2, 0);
      expect(sum).toBeCloseTo(total?.areaKm2 ?? Number.NaN, 10);
      for (const line of divisions) {
        const classes = Object.values(line.classKm2).reduce((area, value) => area + value, 0);
        expect(classes).toBeCloseTo(line.areaKm2, 10);
      }
    }
  });

  test("the change is against the year before, and says where that year had no land use", async () => {
    session = CITY;
    const { years } = await cardOf("脊");
    expect(years[0]?.change).toEqual({
      sinceYear: 2023,
      sinceRunId: "2023-small",
      isLikeForLike: true,
      soilWaterLossAreaKm2: -0.05,
      conservationRatePoints: 31.25,
      meanErosionModulus: 2593.75,
      vegetatedPoints: null,
    });
    expect(years[1]).toMatchObject({ change: null, total: { conservationRatePercent: 0, vegetatedPercent: null } });
  });

  test("every figure has its survey, the digests of its rasters and the version of the outline", async () => {
    session = CITY;
    const { years, element } = await cardOf("脊");
    expect(years[0]?.survey).toMatchObject({ runId: "2024-small", path: "/surveys?run=2024-small", number: 1 });
    const { layers } = surveys[1]!;
    expect(years[0]?.survey.rasters).toContainEqual({
      layer: "intensity",
      sha256: layers.intensity?.kind === "raster" ? layers.intensity.sha256 : "",
    });
    expect(element).toMatchObject({ code: "脊", version: 1 });
    expect(element.outlineSha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test("a district sees its own part of an element that spans districts, and nothing of the other's", async () => {
    session = QIXIA;
    const { scope, years, partKm2, holdings } = await cardOf("脊");
    expect([scope, partKm2]).toEqual(["own-part", 0.08]);
    expect(years[0]?.total).toMatchObject({ areaKm2: 0.08, conservationRatePercent: 12.5, meanErosionModulus: 3637.5 });
    expect(years[0]?.divisions.map(({ division }) => division)).toEqual(["370686"]);
    expect(years[0]?.change).toMatchObject({ conservationRatePoints: 12.5 });
    const held = holdings.map(({ recordSet, kind, count, insideHm2 }) => [recordSet, kind, count, insideHm2]);
    expect(held).toEqual([
      ["enclosures", null, 1, 2],
      ["vegetation-facilities", null, 0, 0],
      ["protected-zones", "key-prevention", 1, 8],
      ["protected-zones", "red-line", 1, 2],
    ]);
    expect(JSON.stringify(holdings)).not.toContain("莱");
    session = ZHAOYUAN;
    const foreign = await cardOf("脊");
    expect(foreign.years.map(({ total, problem }) => [total, problem?.code])).toEqual([
      [null, "outside-own-area"],
      [null, "outside-own-area"],
    ]);
    expect(foreign).toMatchObject({ holdings: [], holdingsProblem: { code: "divisions-not-drawn" } });
  });

  test("the city's holdings: enclosures and zones in force, by the ground inside", async () => {
    session = CITY;
    const { holdings } = await cardOf("脊");
    const enclosures = holdings.find(({ recordSet }) => recordSet === "enclosures");
    expect(enclosures).toMatchObject({ count: 2, insideHm2: 4 });
    const shares = enclosures?.records.map(({ code, insideHm2, shareOfRecord }) => [
      code,
      insideHm2,
      Number(shareOfRecord?.toFixed(3)),
    ]);
    expect(shares).toHaveLength(2);
    expect(shares).toContainEqual(["栖封", 2, 1]);
    expect(shares).toContainEqual(["莱封", 2, 0.667]);
    expect(holdings.find(({ kind }) => kind === "red-line")).toMatchObject({ count: 1, insideHm2: 4 });
    const zone = await cardOf("预防区", "protected-zones");
    expect(zone.years[0]?.total).toMatchObject({ areaKm2: 0.47, withoutResultKm2: 0.01 });
    expect(zone.holdings.some(({ kind }) => kind === "key-prevention")).toBe(false);
  });

  test("without an outline, outside the survey, or smaller than a cell there are no figures but the reason", async () => {
    session = CITY;
    expect(await cardOf("无界")).toMatchObject({ problem: { code: "outline-missing" }, years: [], holdings: [] });
    for (const code of ["海上", "小"]) {
      const { years } = await cardOf(code);
      expect(years[0]).toMatchObject({ total: null, problem: { code: "outside-survey" } });
    }
    expect((await cardOf("西")).years[0]?.total).toMatchObject({ areaKm2: 0.04, conservationRatePercent: 100 });
  });

  test("a survey without zones is the city's alone; one that cannot be read hides no other year", async () => {
    const whole = await writeSmallSurvey(folder, {
      year: 2025,
      hasZones: false,
      layers: { intensity: { rows: ALL_LIGHT }, "soil-loss": 1000 },
    });
    const gone = { ...whole, runId: "2026-gone", year: 2026 };
    const usual = shelf;
    shelf = {
      list: async () => [gone, whole, ...(await usual.list({ transaction: () => Promise.reject() }))],
      open: async (reader, runId) => {
        if (runId === whole.runId) return whole;
        if (runId !== gone.runId) return usual.open(reader, runId);
        throw new TerraceError({ code: "survey-files-missing", userMessage: "文件不在", message: "gone" });
      },
    };
    session = CITY;
    const seen = (await cardOf("脊")).years.map(({ total, problem }) => total?.areaKm2 ?? problem?.code);
    expect(seen).toEqual(["survey-files-missing", 0.16, 0.16, 0.16]);
    session = QIXIA;
    const own = (await cardOf("脊")).years.map(({ total, problem }) => total?.areaKm2 ?? problem?.code);
    expect(own).toEqual(["survey-files-missing", "outside-own-area", 0.08, 0.08]);
    shelf = shelfOf();
    expect(await cardOf("脊")).toMatchObject({ problem: { code: "no-survey" }, years: [] });
    shelf = usual;
  });

  test("a demonstration stands in only for a year without a real survey", async () => {
    const layers = { intensity: { rows: ALL_LIGHT }, "soil-loss": 1000 };
    const pretended = await writeSmallSurvey(folder, { year: 2024, demonstration: true, layers });
    const usual = shelf;
    shelf = shelfOf(pretended, ...surveys);
    session = CITY;
    expect((await cardOf("脊")).years.map(({ survey }) => survey.runId)).toEqual(["2024-small", "2023-small"]);
    shelf = usual;
  });

  test("other records have no card, and whoever may not see the land is refused", async () => {
    session = CITY;
    expect((await app.request(`/conditions/enclosures/${ids.get("栖封")}`)).status).toBe(404);
    expect((await app.request(`/conditions/pattern-elements/${ids.get("栖封")}`)).status).toBe(404);
    session = { ...CITY, permissions: [] };
    expect((await app.request(`/conditions/pattern-elements/${ids.get("脊")}`)).status).toBe(403);
  });
});
