import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import type {
  CellExplanation,
  Provenance,
  SurveyComparison,
  SurveyLayer,
  SurveyListItem,
  SurveySummary,
} from "#contexts/erosion-assessment/model";
import type { AddressPlace } from "./survey-address.ts";
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

export function useSurveys(): UseQueryResult<readonly SurveyListItem[]> {
  return useQuery({
    queryKey: ["surveys"],
    queryFn: ({ signal }) => fetchSurveys(signal),
    staleTime: 30_000,
    retry: retryUnreachable,
  });
}

export function useSummary(run: string | undefined): UseQueryResult<SurveySummary> {
  return useQuery({
    queryKey: ["summary", run],
    queryFn: ({ signal }) => fetchSummary(run ?? "", signal),
    enabled: run !== undefined,
    ...ofRun,
  });
}

export function useLayers(run: string | undefined): UseQueryResult<readonly SurveyLayer[]> {
  return useQuery({
    queryKey: ["layers", run],
    queryFn: ({ signal }) => fetchLayers(run ?? "", signal),
    enabled: run !== undefined,
    ...ofRun,
  });
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
