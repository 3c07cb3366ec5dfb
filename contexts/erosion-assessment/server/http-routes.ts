import { access } from "node:fs/promises";
import { join } from "node:path";
import { type Context, Hono } from "hono";
import { z } from "zod";
import { TerraceError } from "#errors";
import { type ProblemStatuses, parseInput, sendFile } from "#platform/http-api";
import { tileAddress } from "#platform/raster-tiles";
import { type SurveyListItem, surveyLayerIds } from "../model/index.ts";
import type { LayerTiles } from "./layer-tiles.ts";
import type { SurveyLibrary, SurveyRun } from "./survey-library.ts";
import type { SurveyQuestions } from "./survey-questions.ts";

/** The status of this context's expected failures. */
export const erosionProblemStatuses: ProblemStatuses = {
  "survey-unknown": 404,
  "layer-unknown": 404,
  "file-unknown": 404,
  "tile-unknown": 404,
  "position-outside": 404,
  "cell-without-result": 404,
};

const runId = z.string().min(1).max(200);
const runPlace = z.object({ runId });
const tilePlace = z.object({
  runId,
  layer: z.enum(surveyLayerIds),
  z: z.string().regex(/^\d{1,2}$/),
  x: z.string().regex(/^\d{1,8}$/),
  y: z.string().regex(/^\d{1,8}\.png$/),
});
const filePlace = z.object({ runId, name: z.string().min(1).max(200) });
/** `Number("")` is 0, which is a place: an empty parameter must not pass as one. */
const degrees = (limit: number) => z.string().trim().min(1).transform(Number).pipe(z.number().min(-limit).max(limit));
const lonLat = z.object({ lon: degrees(180), lat: degrees(90) });
const pair = z.object({ a: runId, b: runId });

/** `summary.xlsx`, `factors/r.tif`: no part begins with a dot. */
const PLAIN_NAME = /^(?!\.)[\w.-]+(\/(?!\.)[\w.-]+)*$/;

const FOR_EVER = "public, max-age=31536000, immutable";

/** The addresses of `http-contract.ts` under `/surveys` and `/comparisons`, to be mounted at `/api`. */
export function erosionAssessmentRoutes(library: SurveyLibrary, layers: LayerTiles, questions: SurveyQuestions): Hono {
  const routes = new Hono();
  const runOf = (context: Context) => library.find(parseInput(runPlace, context.req.param()).runId);

  routes.get("/surveys", async (context) => {
    const { runs } = await library.list();
    context.header("Cache-Control", "no-cache");
    return context.json({ surveys: runs.map(listItem) });
  });

  routes.get("/surveys/:runId/summary", async (context) => context.json((await runOf(context)).summary));

  routes.get("/surveys/:runId/provenance", async (context) => context.json((await runOf(context)).provenance));

  routes.get("/surveys/:runId/layers", async (context) =>
    context.json({ layers: await layers.list(await runOf(context)) }),
  );

  routes.get("/surveys/:runId/tiles/:layer/:z/:x/:y", async (context) => {
    const place = parseInput(tilePlace, context.req.param());
    const tile = tileAddress(Number(place.z), Number(place.x), Number.parseInt(place.y, 10));
    if (tile === undefined) throw tileUnknown(context.req.path);
    const run = await library.find(place.runId);
    const layer = await layers.find(run, place.layer);
    const etag = `"${layer.version}-${tile.z}-${tile.x}-${tile.y}"`;
    context.header("ETag", etag);
    context.header("Cache-Control", context.req.query("v") === layer.version ? FOR_EVER : "no-cache");
    if (context.req.header("If-None-Match") === etag) return context.body(null, 304);
    // RFC 9211: whether the tile had to be drawn.
    context.header("Cache-Status", `terrace; ${layers.isKept(run, layer, tile) ? "hit" : "fwd=uri-miss; stored"}`);
    const png = await layers.draw(run, layer, tile, context.req.raw.signal);
    if (png === undefined) return context.body(null, 204);
    context.header("Content-Type", "image/png");
    return context.body(png);
  });

  routes.get("/surveys/:runId/zones.geojson", async (context) => {
    const path = join((await runOf(context)).directory, "zones.geojson");
    if (await isThere(path)) return sendFile(context, path, { asAttachment: false });
    return context.json({ type: "FeatureCollection", features: [] });
  });

  routes.get("/surveys/:runId/explanation", async (context) => {
    const { lon, lat } = parseInput(lonLat, context.req.query());
    return context.json(await questions.explain(await runOf(context), lon, lat));
  });

  routes.get("/surveys/:runId/files/:name", async (context) => {
    const { runId: id, name } = parseInput(filePlace, context.req.param());
    const run = await library.find(id);
    // Only names that the survey itself recorded, and a recorded name is not trusted either: the folder may be anyone's.
    const recorded = ["summary.json", "provenance.json", ...run.provenance.outputs.map(({ file }) => file)];
    const path = join(run.directory, name);
    const isOffered = recorded.includes(name) && PLAIN_NAME.test(name) && (await isThere(path));
    if (!isOffered) throw fileUnknown(run, name);
    // The report is for reading: no script of its own runs under this server's content security policy.
    return sendFile(context, path, { asAttachment: name !== "report.html" });
  });

  routes.get("/comparisons", async (context) => {
    const { a, b } = parseInput(pair, context.req.query());
    return context.json(await questions.compare(await library.find(a), await library.find(b)));
  });

  return routes;
}

function listItem({ summary, provenance }: SurveyRun): SurveyListItem {
  return {
    runId: summary.runId,
    title: summary.title,
    year: summary.year,
    demonstration: summary.demonstration,
    product: summary.product,
    finishedAt: provenance.finishedAt,
    conservationRatePercent: summary.total.conservationRatePercent,
  };
}

async function isThere(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}

function tileUnknown(path: string): TerraceError {
  return new TerraceError({
    code: "tile-unknown",
    userMessage: `没有这个瓦片：${path}。行列号超出了该级的范围。`,
    message: `There is no such tile: ${path}. Its column or row is outside the zoom.`,
    details: { path },
  });
}

function fileUnknown(run: SurveyRun, name: string): TerraceError {
  return new TerraceError({
    code: "file-unknown",
    userMessage: `${run.summary.title} 的成果中没有文件 ${name}。`,
    message: `The survey ${run.summary.runId} has no file ${name}.`,
    details: { runId: run.summary.runId, name },
  });
}
