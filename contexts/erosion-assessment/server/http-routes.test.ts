import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decode } from "fast-png";
import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { transformer } from "#engine/projections";
import { NOBODY } from "#platform/database";
import { createErrorHandler, mountRoutes } from "#platform/http-api";
import { intensityClasses, landUseOf } from "#reference-data";
import {
  cellExplanation,
  type Problem,
  problem,
  provenance,
  type SurveyLayer,
  type SurveySummary,
  surveyComparison,
  surveyLayerList,
  surveyList,
  surveySummary,
} from "../model/index.ts";
import {
  createFolderSource,
  createSurveyLibrary,
  createSurveyServing,
  erosionProblemStatuses,
  type SurveyServing,
} from "./index.ts";
import { makeSmallSurvey, placeOfCell } from "./small-survey.fixture.ts";

let folder: string;
let older: SurveySummary;
let newer: SurveySummary;
let base: string;
const bugs: unknown[] = [];
let serving: SurveyServing;
const noTransaction = () => Promise.reject(new Error("There is no database"));
const viewer = { ...NOBODY, userId: "00000000-0000-4000-8000-000000000001", permissions: ["survey.view"] };
const app = new Hono();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "terrace-routes-"));
  older = (await makeSmallSurvey(folder, "survey-2023", { year: 2023, rain: 4000 })).summary;
  newer = (await makeSmallSurvey(folder, "survey-2024", { year: 2024, rain: 5000 })).summary;
  base = `/surveys/${older.runId}`;
  app.onError(createErrorHandler({ statuses: erosionProblemStatuses, onBug: (error) => bugs.push(error) }));
  serving = createSurveyServing(createFolderSource(createSurveyLibrary([folder])));
  const database = { asSession: noTransaction };
  app.route("/", mountRoutes({ routes: serving.routes, database, identify: async () => viewer }));
});
afterAll(async () => {
  await serving.close();
  await rm(folder, { recursive: true });
  expect(bugs).toEqual([]);
});

test("what a page asks for first is there, for the survey of its address and else for the latest", async () => {
  const reader = { transaction: noTransaction };
  const latest = await serving.firstAnswers(reader, undefined);
  expect(latest.join()).toContain(newer.runId);
  expect(latest.join()).not.toContain(older.runId);
  const addresses = [...latest, ...(await serving.firstAnswers(reader, older.runId))];
  expect(addresses).toContain(`/api${base}/summary`);
  expect(addresses).toContain(`/api${base}/layers`);
  for (const address of addresses) await json(address.replace(/^\/api/, ""));
});

async function json(path: string): Promise<unknown> {
  const response = await app.request(path);
  expect(response.status).toBe(200);
  return response.json();
}

async function problemOf(path: string, status: number): Promise<Problem> {
  const response = await app.request(path);
  expect(response.status).toBe(status);
  expect(response.headers.get("Cache-Control")).toBe("no-store");
  return problem.parse(await response.json());
}

const layersOf = async () => surveyLayerList.parse(await json(`${base}/layers`)).layers;
async function layerOf(id: SurveyLayer["id"]): Promise<SurveyLayer> {
  return (await layersOf()).find((layer) => layer.id === id)!;
}

/** The tile over a cell, and the pixel in it that shows the centre of the cell. */
function pixelOfCell(z: number, column: number, row: number) {
  const { lon, lat } = placeOfCell(column, row);
  const { x, y } = transformer("EPSG:4326", "EPSG:3857")(lon, lat);
  const half = Math.PI * 6_378_137;
  const across = ((x + half) / (2 * half)) * 2 ** z;
  const down = ((half - y) / (2 * half)) * 2 ** z;
  const inTile = (position: number) => Math.floor((position - Math.floor(position)) * 256);
  return { path: `${z}/${Math.floor(across)}/${Math.floor(down)}.png`, x: inTile(across), y: inTile(down) };
}

async function colorOfCell(id: SurveyLayer["id"], column: number, row: number): Promise<string | undefined> {
  const { version } = await layerOf(id);
  const pixel = pixelOfCell(17, column, row);
  const response = await app.request(`${base}/tiles/${id}/${pixel.path}?v=${version}`);
  expect(response.status).toBe(200);
  expect(response.headers.get("Content-Type")).toBe("image/png");
  const png = decode(await response.bytes());
  const [red = 0, green = 0, blue = 0, alpha] = png.palette![png.data[pixel.y * png.width + pixel.x]!]!;
  if (alpha === 0) return undefined;
  return `#${[red, green, blue].map((component) => component.toString(16).padStart(2, "0")).join("")}`;
}

describe("what a survey says", () => {
  test("the list names both, the latest first", async () => {
    const { surveys } = surveyList.parse(await json("/surveys"));
    expect(surveys.map(({ runId, year, demonstration }) => [runId, year, demonstration])).toEqual([
      [newer.runId, 2024, true],
      [older.runId, 2023, true],
    ]);
    expect(surveys[0]!.conservationRatePercent).toBe(newer.total.conservationRatePercent);
  });

  test("the summary, the record and the divisions are those of its folder", async () => {
    expect(surveySummary.parse(await json(`${base}/summary`))).toEqual(older);
    expect(provenance.parse(await json(`${base}/provenance`)).runId).toBe(older.runId);
    const divisions = (await json(`${base}/zones.geojson`)) as { features: { properties: { name: string } }[] };
    expect(divisions.features.map(({ properties }) => properties.name).sort()).toEqual(["东区", "西区"]);
  });

  test("the layers come in the order of the contract, with constants for what is one number everywhere", async () => {
    const layers = await layersOf();
    expect(layers.map(({ id }) => id)).toEqual([
      ...[
        "intensity",
        "soil-loss",
        "hillshade",
        "slope",
        "slope-length",
        "ls",
        "r",
        "k",
        "l",
        "s",
        "b",
        "e",
        "t",
        "land-use",
      ],
    ]);
    expect(layers.find(({ id }) => id === "r")!.constant).toBe(4000);
    expect(layers.find(({ id }) => id === "k")!.constant).toBe(0.03);
    expect(layers.find(({ id }) => id === "slope")!.constant).toBeNull();
  });
});

describe("tiles", () => {
  test.each([
    [30, 30],
    [60, 100],
    [100, 20],
    [120, 90],
  ])("the cell %d, %d has on the map the colour of its class and of its land use", async (column, row) => {
    const { lon, lat } = placeOfCell(column, row);
    const explained = cellExplanation.parse(await json(`${base}/explanation?lon=${lon}&lat=${lat}`));
    expect([explained.cell.column, explained.cell.row]).toEqual([column, row]);
    expect(await colorOfCell("intensity", column, row)).toBe(intensityClasses[explained.classCode - 1]!.colour);
    expect(await colorOfCell("land-use", column, row)).toBe(landUseOf(explained.landUse!.code)!.colour);
  });

  test("the colour of soil loss is that of the legend at the value of the cell", async () => {
    const { lon, lat } = placeOfCell(100, 20);
    const { erosionModulus } = cellExplanation.parse(await json(`${base}/explanation?lon=${lon}&lat=${lat}`));
    const { legend } = await layerOf("soil-loss");
    if (legend.kind !== "ramp") throw new Error("soil loss is a ramp");
    const upper = legend.stops.findIndex(({ value }) => value > erosionModulus);
    const [from, to] = [legend.stops[upper - 1]!, legend.stops[upper]!];
    const share = (erosionModulus - from.value) / (to.value - from.value);
    const color = (await colorOfCell("soil-loss", 100, 20))!;
    for (const at of [1, 3, 5]) {
      const component = (text: string) => Number.parseInt(text.slice(at, at + 2), 16);
      const expected = component(from.color) + share * (component(to.color) - component(from.color));
      // 50 shades a stretch: each stands for two percent of it.
      expect(Math.abs(component(color) - expected)).toBeLessThan(3);
    }
  });

  test("cells without elevation are transparent, and tiles beside the survey empty", async () => {
    expect(await colorOfCell("intensity", 2, 60)).toBeUndefined();
    const { version } = await layerOf("intensity");
    expect((await app.request(`${base}/tiles/intensity/10/0/0.png?v=${version}`)).status).toBe(204);
    expect((await app.request(`${base}/tiles/intensity/0/0/0.png?v=${version}`)).status).toBe(204);
  });

  test("a tile of the version that was asked for is kept for ever, any other is asked for again", async () => {
    const { version } = await layerOf("slope");
    const address = `${base}/tiles/slope/${pixelOfCell(15, 80, 60).path}`;
    const current = await app.request(`${address}?v=${version}`);
    expect(current.headers.get("Cache-Control")).toContain("immutable");
    const etag = current.headers.get("ETag")!;
    expect((await app.request(address, { headers: { "If-None-Match": etag } })).status).toBe(304);
    expect((await app.request(`${address}?v=old`)).headers.get("Cache-Control")).toBe("private, no-cache");
    expect((await app.request(address, { headers: { "If-None-Match": '"old"' } })).status).toBe(200);
  });

  test("two surveys with the same legend have other versions where their cells differ", async () => {
    const layers = surveyLayerList.parse(await json(`/surveys/${newer.runId}/layers`)).layers;
    const versionOf = (id: string) => layers.find((layer) => layer.id === id)!.version;
    expect(versionOf("soil-loss")).not.toBe((await layerOf("soil-loss")).version);
    expect(versionOf("slope")).toBe((await layerOf("slope")).version);
  });
});

describe("questions", () => {
  test("a cell beside the survey, and one without a result, are not found, with words", async () => {
    const outside = await problemOf(`${base}/explanation?lon=100&lat=30`, 404);
    expect(outside.userMessage).toMatch(/[\u4e00-\u9fff]/);
    const { lon, lat } = placeOfCell(2, 60);
    await problemOf(`${base}/explanation?lon=${lon}&lat=${lat}`, 404);
  });

  test("the comparison of two surveys is that of the contract, and of a survey with itself shows no change", async () => {
    const changed = surveyComparison.parse(await json(`/comparisons?a=${older.runId}&b=${newer.runId}`));
    expect(changed.runA.year).toBe(2023);
    expect(changed.soilLossChangeTonnes).toBeGreaterThan(0);
    const same = surveyComparison.parse(await json(`/comparisons?a=${older.runId}&b=${older.runId}`));
    expect(same.soilLossChangeTonnes).toBe(0);
  });
});

describe("files", () => {
  test.each(["summary.xlsx", "summary.json", "patches.gpkg", "soil-loss.tif", "factors%2Fl.tif"])(
    "%s is the file of the folder, offered under its name",
    async (name) => {
      const file = decodeURIComponent(name);
      const response = await app.request(`${base}/files/${name}`);
      expect(response.status).toBe(200);
      expect(response.headers.get("Content-Disposition")).toContain(file.split("/").at(-1));
      expect(Buffer.from(await response.bytes()).equals(await readFile(join(folder, "survey-2023", file)))).toBe(true);
    },
  );

  test("the report is shown, not kept", async () => {
    const response = await app.request(`${base}/files/report.html`);
    expect(response.headers.get("Content-Type")).toContain("text/html");
    expect(response.headers.get("Content-Disposition")).toBeNull();
  });

  test.each([
    "..%2F..%2Fetc%2Fpasswd",
    "..%2Fsurvey-2024%2Fsummary.json",
    "%2Fetc%2Fpasswd",
    ".terrace-output",
    "factors",
    "secret.txt",
    "summary.json%00.txt",
    "..",
  ])("%s is not given", async (name) => {
    await writeFile(join(folder, "survey-2023", "secret.txt"), "not part of the survey");
    const response = await app.request(`${base}/files/${name}`);
    expect(response.status).toBe(404);
    expect(await response.text()).not.toContain("root:");
  });
});

describe("bad input", () => {
  test.each([
    ["/surveys/unknown/summary", 404, "survey-unknown"],
    ["/surveys/..%2Fsurvey-2023/summary", 404, "survey-unknown"],
    [`/surveys/${"x".repeat(300)}/layers`, 400, "request-invalid"],
    ["RUN/tiles/moon/3/1/1.png", 400, "request-invalid"],
    ["RUN/tiles/..%2F..%2Fdem/3/1/1.png", 400, "request-invalid"],
    ["RUN/tiles/slope/3/1/1.jpg", 400, "request-invalid"],
    ["RUN/tiles/slope/three/1/1.png", 400, "request-invalid"],
    ["RUN/tiles/slope/-1/1/1.png", 400, "request-invalid"],
    ["RUN/tiles/slope/3/8/1.png", 404, "tile-unknown"],
    ["RUN/tiles/slope/25/8/1.png", 404, "tile-unknown"],
    ["RUN/tiles/r/3/1/1.png", 404, "layer-unknown"],
    ["RUN/explanation", 400, "request-invalid"],
    ["RUN/explanation?lon=&lat=37", 400, "request-invalid"],
    ["RUN/explanation?lon=121&lat=north", 400, "request-invalid"],
    ["RUN/explanation?lon=181&lat=37", 400, "request-invalid"],
    ["RUN/explanation?lon=121&lat=Infinity", 400, "request-invalid"],
    ["/comparisons?a=unknown", 400, "request-invalid"],
    ["/comparisons?a=unknown&b=unknown", 404, "survey-unknown"],
  ])("%s is refused with %d %s", async (path, status, code) => {
    const refusal = await problemOf(path.replace("RUN", base), status);
    expect(refusal.code).toBe(code);
    expect(refusal.userMessage).toMatch(/[\u4e00-\u9fff].*。$/);
    expect(JSON.stringify(refusal)).not.toMatch(/ {4}at |node_modules|\/tmp\//);
  });
});
