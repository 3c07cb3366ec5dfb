import { z } from "zod";
import { surveyLayerIds } from "./survey-layers.ts";
import { surveyStanding } from "./survey-versions.ts";

/**
 * What the console asks of the server. All paths start with `/api`.
 *
 * - `GET /api/surveys` → `surveyList`
 * - `GET /api/surveys/:runId/summary` → `surveySummary`
 * - `GET /api/surveys/:runId/provenance` → `provenance`
 * - `GET /api/surveys/:runId/layers` → `surveyLayerList`
 * - `GET /api/surveys/:runId/tiles/:layer/:z/:x/:y.png?v=…` → PNG of 256 px, web mercator, coloured; 204 outside
 * - `GET /api/surveys/:runId/zones.geojson` → divisions, EPSG:4326
 * - `GET /api/surveys/:runId/explanation?lon=…&lat=…` → `cellExplanation`, 404 with `problem` outside or without a result
 * - `GET /api/surveys/:runId/files/:name` → summary.xlsx, patches.gpkg, soil-loss.tif … as attachments; report.html to read
 * - `GET /api/comparisons?a=…&b=…` → `surveyComparison`
 *
 * and where surveys are records:
 * - `GET /api/survey-versions` → `surveyVersionList`
 * - `POST /api/surveys/:runId/publication`, `POST /api/surveys/:runId/withdrawal` with `surveyDecisionRequest` → `surveyVersion`
 * - `GET /healthz`
 * - `GET /api/survey-inputs` → `surveyInputList`, `GET /api/survey-inputs/settings?name=…` → `surveySettings`,
 *   `GET /api/survey-parameters` → `surveyParameterList`
 * - `POST /api/survey-runs` with `surveyRunRequest` → `surveyRunAnswer`; its job is at `/api/jobs`
 */
export const surveyListItem = z.strictObject({
  runId: z.string(),
  title: z.string(),
  year: z.number().int(),
  demonstration: z.boolean(),
  product: z.enum(["multi-year-mean", "actual-year"]),
  finishedAt: z.string(),
  conservationRatePercent: z.number().nullable(),
  /** Null where the survey is served from its folder alone. */
  standing: surveyStanding.nullable(),
});

export const surveyList = z.strictObject({ surveys: z.array(surveyListItem) });

/** How a layer is coloured, so that the legend and the tiles can never differ. */
export const layerLegend = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("classes"),
    entries: z.array(
      z.strictObject({ code: z.number().int(), labelZh: z.string(), labelEn: z.string(), color: z.string() }),
    ),
  }),
  z.strictObject({
    kind: z.literal("ramp"),
    /** Colours between stops are interpolated. */
    stops: z.array(z.strictObject({ value: z.number(), color: z.string() })),
  }),
]);

export const surveyLayer = z.strictObject({
  id: z.enum(surveyLayerIds),
  nameZh: z.string(),
  nameEn: z.string(),
  unit: z.string(),
  /** Set where the factor is one number everywhere; such a layer has no tiles. */
  constant: z.number().nullable(),
  legend: layerLegend,
  /** Changes whenever the file changes: part of the tile address, so that tiles may be cached for ever. */
  version: z.string(),
  minZoom: z.number().int(),
  maxZoom: z.number().int(),
});

export const surveyLayerList = z.strictObject({ layers: z.array(surveyLayer) });

/** An expected failure over HTTP (RFC 9457 in spirit): what a screen shows is `userMessage` or `message` by language. */
export const problem = z.strictObject({
  code: z.string(),
  userMessage: z.string(),
  message: z.string(),
  details: z.record(z.string(), z.unknown()),
});

export type SurveyListItem = z.infer<typeof surveyListItem>;
export type SurveyLayer = z.infer<typeof surveyLayer>;
export type LayerLegend = z.infer<typeof layerLegend>;
export type Problem = z.infer<typeof problem>;
