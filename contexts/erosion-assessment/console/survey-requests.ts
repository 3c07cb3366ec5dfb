import type { FeatureCollection, MultiPolygon, Polygon } from "geojson";
import type { z } from "zod";
import type { AddressPlace } from "#contexts/erosion-assessment/first-picture";
import {
  type CellExplanation,
  cellExplanation,
  type Problem,
  type Provenance,
  problem,
  provenance,
  type SurveyComparison,
  type SurveyLayer,
  type SurveyListItem,
  type SurveySummary,
  surveyAddress,
  surveyComparison,
  surveyLayerList,
  surveyList,
  surveySummary,
} from "#contexts/erosion-assessment/model";
import { earlyAnswer } from "#platform/first-view/browser";

export type RequestTrouble =
  /** The server answered with a reason that it has words for. */
  | { readonly kind: "problem"; readonly problem: Problem; readonly status: number }
  | { readonly kind: "unreachable" }
  /** The answer is not what the contract says. */
  | { readonly kind: "unexpected" };

/** A request that did not bring data, with what can be said to the user. */
export class RequestError extends Error {
  override readonly name = "RequestError";
  readonly trouble: RequestTrouble;

  constructor(trouble: RequestTrouble, options?: ErrorOptions) {
    super(trouble.kind === "problem" ? trouble.problem.message : trouble.kind, options);
    this.trouble = trouble;
  }
}

export async function fetchSurveys(signal: AbortSignal): Promise<readonly SurveyListItem[]> {
  return (await read("/api/surveys", surveyList, signal)).surveys;
}

export function fetchSummary(run: string, signal: AbortSignal): Promise<SurveySummary> {
  return read(`${surveyAddress(run)}/summary`, surveySummary, signal);
}

export function fetchProvenance(run: string, signal: AbortSignal): Promise<Provenance> {
  return read(`${surveyAddress(run)}/provenance`, provenance, signal);
}

export async function fetchLayers(run: string, signal: AbortSignal): Promise<readonly SurveyLayer[]> {
  return (await read(`${surveyAddress(run)}/layers`, surveyLayerList, signal)).layers;
}

export type DivisionShapes = FeatureCollection<
  Polygon | MultiPolygon,
  { readonly name: string; readonly name_en?: string | null; readonly label?: string }
>;

/** Divisions in EPSG:4326. Their shape is GeoJSON (RFC 7946) and goes to the map as it is. */
export async function fetchDivisions(run: string, signal: AbortSignal): Promise<DivisionShapes> {
  return (await readJson(`${surveyAddress(run)}/zones.geojson`, signal)) as DivisionShapes;
}

export function fetchExplanation(run: string, place: AddressPlace, signal: AbortSignal): Promise<CellExplanation> {
  const query = `lon=${place.longitude}&lat=${place.latitude}`;
  return read(`${surveyAddress(run)}/explanation?${query}`, cellExplanation, signal);
}

export function fetchComparison(a: string, b: string, signal: AbortSignal): Promise<SurveyComparison> {
  const query = new URLSearchParams({ a, b });
  return read(`/api/comparisons?${query}`, surveyComparison, signal);
}

export function fileAddress(run: string, file: string): string {
  return `${surveyAddress(run)}/files/${encodeURIComponent(file)}`;
}

async function read<Schema extends z.ZodType>(
  address: string,
  schema: Schema,
  signal: AbortSignal,
): Promise<z.output<Schema>> {
  const parsed = schema.safeParse(await readJson(address, signal));
  if (!parsed.success) throw new RequestError({ kind: "unexpected" }, { cause: parsed.error });
  return parsed.data;
}

async function readJson(address: string, signal: AbortSignal): Promise<unknown> {
  let response: Response;
  try {
    response = await (earlyAnswer(address) ?? fetch(address, { signal }));
  } catch (error) {
    if (signal.aborted) throw error;
    throw new RequestError({ kind: "unreachable" }, { cause: error });
  }
  const body: unknown = await response.json().catch((error: unknown) => {
    if (signal.aborted) throw error;
    throw new RequestError({ kind: "unexpected" }, { cause: error });
  });
  if (response.ok) return body;
  const reason = problem.safeParse(body);
  if (!reason.success) throw new RequestError({ kind: "unexpected" }, { cause: reason.error });
  throw new RequestError({ kind: "problem", problem: reason.data, status: response.status });
}
