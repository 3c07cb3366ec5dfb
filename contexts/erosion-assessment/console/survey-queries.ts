import { type QueryClient, queryOptions, type UseQueryResult, useQuery } from "@tanstack/react-query";
import { type AddressPlace, openedRun, readSurveyAddress } from "#contexts/erosion-assessment/first-picture";
import type {
  CellExplanation,
  Provenance,
  SurveyComparison,
  SurveyLayer,
  SurveyListItem,
  SurveySummary,
} from "#contexts/erosion-assessment/model";
import {
  type DivisionShapes,
  fetchComparison,
  fetchDivisions,
  fetchExplanation,
  fetchLayers,
  fetchProvenance,
  fetchSummary,
  fetchSurveys,
  RequestError,
} from "./survey-requests.ts";

/** A run does not change once it is finished, so what was read of it stays fresh for the life of the page. */
const ofRun = { staleTime: Number.POSITIVE_INFINITY, retry: retryUnreachable } as const;

const surveysQuery = queryOptions({
  queryKey: ["surveys"],
  queryFn: ({ signal }) => fetchSurveys(signal),
  staleTime: 30_000,
  // The first one appears by itself: at the first start it is being computed while the page is open already.
  refetchInterval: ({ state }) => (state.data?.length === 0 ? 3000 : false),
  retry: retryUnreachable,
});

function summaryQuery(run: string | undefined) {
  return queryOptions({
    queryKey: ["summary", run],
    queryFn: ({ signal }) => fetchSummary(run ?? "", signal),
    enabled: run !== undefined,
    ...ofRun,
  });
}

function layersQuery(run: string | undefined) {
  return queryOptions({
    queryKey: ["layers", run],
    queryFn: ({ signal }) => fetchLayers(run ?? "", signal),
    enabled: run !== undefined,
    ...ofRun,
  });
}

/**
 * Asks for what the survey screen shows first, ahead of its first rendering. Resolves when all is there or has failed; what
 * failed the screen finds and tells itself.
 *
 * @param address the query part of the page's address
 */
export async function prepareSurveyScreen(queries: QueryClient, address: string): Promise<void> {
  const list = queries.prefetchQuery(surveysQuery);
  const opened = readSurveyAddress(address);
  if (opened.run === undefined) await list;
  const run = openedRun(opened, queries.getQueryData(surveysQuery.queryKey) ?? []);
  if (run === undefined) return;
  await Promise.all([list, queries.prefetchQuery(summaryQuery(run)), queries.prefetchQuery(layersQuery(run))]);
}

export function useSurveys(): UseQueryResult<readonly SurveyListItem[]> {
  return useQuery(surveysQuery);
}

export function useSummary(run: string | undefined): UseQueryResult<SurveySummary> {
  return useQuery(summaryQuery(run));
}

export function useLayers(run: string | undefined): UseQueryResult<readonly SurveyLayer[]> {
  return useQuery(layersQuery(run));
}

export function useDivisions(run: string | undefined): UseQueryResult<DivisionShapes> {
  return useQuery({
    queryKey: ["divisions", run],
    queryFn: ({ signal }) => fetchDivisions(run ?? "", signal),
    enabled: run !== undefined,
    ...ofRun,
  });
}

export function useProvenance(run: string): UseQueryResult<Provenance> {
  return useQuery({ queryKey: ["provenance", run], queryFn: ({ signal }) => fetchProvenance(run, signal), ...ofRun });
}

export function useExplanation(run: string, place: AddressPlace | undefined): UseQueryResult<CellExplanation> {
  return useQuery({
    queryKey: ["explanation", run, place?.longitude, place?.latitude],
    queryFn: ({ signal }) => fetchExplanation(run, place ?? { longitude: 0, latitude: 0 }, signal),
    enabled: place !== undefined,
    ...ofRun,
  });
}

export function useComparison(a: string, b: string): UseQueryResult<SurveyComparison> {
  return useQuery({ queryKey: ["comparison", a, b], queryFn: ({ signal }) => fetchComparison(a, b, signal), ...ofRun });
}

/** Only a server that could not be reached is worth asking again; a reason given will be given again. */
function retryUnreachable(failures: number, error: Error): boolean {
  return failures < 2 && error instanceof RequestError && error.trouble.kind === "unreachable";
}
