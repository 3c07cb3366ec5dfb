import { access } from "node:fs/promises";
import { join } from "node:path";
import { Hono } from "hono";
import { z } from "zod";
import { TerraceError } from "#errors";
import {
  defineRoute,
  type ProblemStatuses,
  permission,
  type Route,
  type RouteCall,
  sendFile,
} from "#platform/http-api";
import { tileAddress } from "#platform/raster-tiles";
import {
  cellExplanation,
  provenance,
  type SurveyComparison,
  surveyComparison,
  surveyLayerIds,
  surveyLayerList,
  surveyList,
  surveySummary,
} from "../model/index.ts";
import type { LayerTiles } from "./layer-tiles.ts";
import type { SurveyRun } from "./survey-library.ts";
import type { SurveyQuestions } from "./survey-questions.ts";
import type { SurveySource } from "./survey-source.ts";

/** The status of this context's expected failures. */
export const erosionProblemStatuses: ProblemStatuses = {
  "survey-unknown": 404,
  "survey-files-missing": 404,
  "survey-state-wrong": 409,
  "survey-changed-elsewhere": 409,
  "survey-of-the-city": 403,
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

/** The addresses of `http-contract.ts` for reading surveys, wherever they are found. */
export function erosionAssessmentRoutes(
  source: SurveySource,
  layers: LayerTiles,
  questions: SurveyQuestions,
): readonly Route[] {
  const access = permission("survey.view");
  return [
    defineRoute({
      method: "get",
      path: "/surveys",
      access,
      summary: { zh: "可查看的水土流失调查，默认打开的在前", en: "Surveys that one may see, the one to open first" },
      response: surveyList,
      handle: async (call) => answer({ surveys: await source.list(call) }),
    }),
    defineRoute({
      method: "get",
      path: "/surveys/{runId}/summary",
      access,
      summary: { zh: "调查的分级面积与水土保持率", en: "Areas by class and the conservation rate of a survey" },
      params: runPlace,
      response: surveySummary,
      handle: async (call) => answer((await source.find(call, call.params.runId)).summary),
    }),
    defineRoute({
      method: "get",
      path: "/surveys/{runId}/provenance",
      access,
      summary: { zh: "调查的输入、参数与来历", en: "What a survey was made from" },
      params: runPlace,
      response: provenance,
      handle: async (call) => answer((await source.find(call, call.params.runId)).provenance),
    }),
    defineRoute({
      method: "get",
      path: "/surveys/{runId}/layers",
      access,
      summary: { zh: "调查的图层与图例", en: "Layers of a survey with their legends" },
      params: runPlace,
      response: surveyLayerList,
      handle: async (call) => answer({ layers: await layers.list(await source.find(call, call.params.runId)) }),
    }),
    defineRoute({
      method: "get",
      path: "/surveys/{runId}/tiles/{layer}/{z}/{x}/{y}",
      access,
      summary: { zh: "调查图层的瓦片（PNG）", en: "A tile of a survey's layer, PNG" },
      params: tilePlace,
      query: z.object({ v: z.string().max(100).optional() }),
      response: "raw",
      handle: async (call) => tileAnswer(call, layers, await source.find(call, call.params.runId)),
    }),
    defineRoute({
      method: "get",
      path: "/surveys/{runId}/zones.geojson",
      access,
      summary: { zh: "调查的统计单元边界（EPSG:4326）", en: "Outlines of a survey's divisions, EPSG:4326" },
      params: runPlace,
      response: "raw",
      handle: async (call) => {
        const path = join((await source.find(call, call.params.runId)).directory, "zones.geojson");
        if (await isThere(path)) return fileAnswer(call.request, path, false);
        return answer({ type: "FeatureCollection", features: [] });
      },
    }),
    defineRoute({
      method: "get",
      path: "/surveys/{runId}/explanation",
      access,
      summary: { zh: "某一位置的侵蚀强度由来", en: "Why a place has its class" },
      params: runPlace,
      query: lonLat,
      response: cellExplanation,
      handle: async (call) => {
        const run = await source.find(call, call.params.runId);
        const explanation = await questions.explain(run, call.query.lon, call.query.lat);
        return answer({ ...explanation, runId: run.summary.runId });
      },
    }),
    defineRoute({
      method: "get",
      path: "/surveys/{runId}/files/{name}",
      access,
      summary: { zh: "下载调查的成果文件", en: "A file of a survey" },
      params: filePlace,
      response: "raw",
      handle: async (call) => {
        const { runId: id, name } = call.params;
        const run = await source.find(call, id);
        // Only names that the survey itself recorded, and a recorded name is not trusted either: the folder may be anyone's.
        const recorded = ["summary.json", "provenance.json", ...run.provenance.outputs.map(({ file }) => file)];
        const path = join(run.directory, name);
        const isOffered = recorded.includes(name) && PLAIN_NAME.test(name) && (await isThere(path));
        if (!isOffered) throw fileUnknown(run, name);
        // The report is for reading: no script of its own runs under this server's content security policy.
        return fileAnswer(call.request, path, name !== "report.html");
      },
    }),
    defineRoute({
      method: "get",
      path: "/comparisons",
      access,
      summary: { zh: "两次调查的变化及其原因", en: "What changed between two surveys, and why" },
      query: pair,
      response: surveyComparison,
      handle: async (call) => {
        const [a, b] = [await source.find(call, call.query.a), await source.find(call, call.query.b)];
        const comparison = await questions.compare(a, b);
        const named = (run: SurveyRun, told: SurveyComparison["runA"]) => ({ ...told, runId: run.summary.runId });
        return answer({ ...comparison, runA: named(a, comparison.runA), runB: named(b, comparison.runB) });
      },
    }),
  ];
}

/** The browser keeps it and asks whether it may show it again: who may see a survey can change. */
const ASKED_AGAIN = "private, no-cache";
const FOR_EVER = "private, max-age=31536000, immutable";

function answer(content: object): Response {
  return Response.json(content, { headers: { "Cache-Control": ASKED_AGAIN } });
}

function fileAnswer(request: Request, path: string, asAttachment: boolean): Promise<Response> {
  const file = new Hono().all("*", (context) => sendFile(context, path, { asAttachment }));
  return Promise.resolve(file.fetch(request));
}

type TileCall = RouteCall<z.output<typeof tilePlace>, { readonly v?: string | undefined }, undefined>;

async function tileAnswer({ params, query, request }: TileCall, layers: LayerTiles, run: SurveyRun): Promise<Response> {
  const tile = tileAddress(Number(params.z), Number(params.x), Number.parseInt(params.y, 10));
  if (tile === undefined) throw tileUnknown(new URL(request.url).pathname);
  const layer = await layers.find(run, params.layer);
  const etag = `"${layer.version}-${tile.z}-${tile.x}-${tile.y}"`;
  const headers = new Headers({
    ETag: etag,
    "Cache-Control": query.v === layer.version ? FOR_EVER : ASKED_AGAIN,
  });
  if (request.headers.get("If-None-Match") === etag) return new Response(null, { status: 304, headers });
  // RFC 9211: whether the tile had to be drawn.
  headers.set("Cache-Status", `terrace; ${layers.isKept(run, layer, tile) ? "hit" : "fwd=uri-miss; stored"}`);
  const png = await layers.draw(run, layer, tile, request.signal);
  if (png === undefined) return new Response(null, { status: 204, headers });
  headers.set("Content-Type", "image/png");
  return new Response(png, { headers });
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
