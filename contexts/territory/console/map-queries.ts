import { queryOptions, type UseQueryResult, useQuery } from "@tanstack/react-query";
import {
  type SurveyLayer,
  type SurveyListItem,
  surveyAddress,
  surveyLayerList,
  surveyList,
} from "#contexts/erosion-assessment/model";
import { ApiProblem, apiRequest, isWorthAskingAgain } from "#platform/interface-kit";
import type { Bounds } from "#platform/map-view";

export interface MapField {
  readonly name: string;
  readonly labelZh: string;
  readonly labelEn: string;
  readonly kind: string;
  readonly unit: string | null;
  readonly decimals: number | null;
  readonly isYear: boolean;
  readonly choices: readonly { readonly value: string; readonly labelZh: string; readonly labelEn: string }[];
}

/** What the map needs to know of a record set. */
export interface MapRecordSet {
  readonly id: string;
  readonly titleZh: string;
  readonly titleEn: string;
  readonly geometry: "point" | "line" | "polygon" | null;
  readonly codeField: string;
  readonly titleField: string;
  readonly stateField: string | null;
  readonly fields: readonly MapField[];
}

export interface ListedMapRecord {
  readonly id: string;
  readonly values: Readonly<Record<string, string | number | boolean | null>>;
  readonly labels: Readonly<Record<string, string>>;
}

export interface FullMapRecord extends ListedMapRecord {
  readonly geometry: { readonly type: string; readonly coordinates: unknown } | null;
}

export interface BaseMapLayer {
  readonly id: string;
  readonly minZoom: number;
  readonly maxZoom: number;
}

const steady = { staleTime: 300_000, retry: isWorthAskingAgain } as const;

/** The sets that have a place on the map. */
export function useMapSets(): UseQueryResult<readonly MapRecordSet[]> {
  return useQuery({
    queryKey: ["record-sets"],
    queryFn: ({ signal }) => apiRequest<readonly MapRecordSet[]>("/api/record-sets", { signal }),
    ...steady,
    select: located,
  });
}

const located = (sets: readonly MapRecordSet[]) => sets.filter(({ geometry }) => geometry !== null);

/** The latest year first; none for whom surveys are not open. */
export function useMapSurveys(): UseQueryResult<readonly SurveyListItem[]> {
  return useQuery({
    queryKey: ["map", "surveys"],
    queryFn: async ({ signal }) => {
      try {
        return surveyList.parse(await apiRequest("/api/surveys", { signal })).surveys;
      } catch (error) {
        if (error instanceof ApiProblem && (error.status === 403 || error.status === 404)) return [];
        throw error;
      }
    },
    ...steady,
  });
}

export function surveyLayersQuery(run: string | undefined) {
  return queryOptions({
    queryKey: ["map", "survey-layers", run],
    queryFn: async ({ signal }): Promise<readonly SurveyLayer[]> =>
      surveyLayerList.parse(await apiRequest(`${surveyAddress(run ?? "")}/layers`, { signal })).layers,
    enabled: run !== undefined,
    ...steady,
  });
}

export function useBaseMapLayers(): UseQueryResult<readonly BaseMapLayer[]> {
  return useQuery({
    queryKey: ["map", "base-map"],
    queryFn: async ({ signal }) =>
      (await apiRequest<{ layers: readonly BaseMapLayer[] }>("/api/base-map", { signal })).layers,
    ...steady,
  });
}

export function selectionQueryText(selection: { readonly filter: string; readonly text: string }): string {
  const query = new URLSearchParams();
  if (selection.filter !== "") query.set("filter", selection.filter);
  if (selection.text !== "") query.set("text", selection.text);
  return query.toString();
}

export function extentQuery(set: string | undefined, selection: { readonly filter: string; readonly text: string }) {
  const query = selectionQueryText(selection);
  return queryOptions({
    queryKey: ["map", "extent", set, query],
    queryFn: async ({ signal }) =>
      (await apiRequest<{ extent: Bounds | null }>(`${setAddress(set ?? "")}/extent?${query}`, { signal })).extent,
    enabled: set !== undefined,
    retry: isWorthAskingAgain,
  });
}

export function mapRecordQuery(set: string, id: string) {
  return queryOptions({
    queryKey: ["record", set, id],
    queryFn: ({ signal }) =>
      apiRequest<FullMapRecord>(`${setAddress(set)}/records/${encodeURIComponent(id)}`, { signal }),
    retry: isWorthAskingAgain,
  });
}

/** Records of a set by a part of their code or title. */
export async function searchRecords(set: string, text: string, most: number, signal: AbortSignal) {
  const query = new URLSearchParams({ text, pageSize: String(most) });
  const { records } = await apiRequest<{ records: readonly ListedMapRecord[] }>(`${setAddress(set)}/records?${query}`, {
    signal,
  });
  return records;
}

export function setAddress(set: string): string {
  return `/api/record-sets/${encodeURIComponent(set)}`;
}

/** The page of a record in the console. */
export function recordPageAddress(set: string, id: string): string {
  return `/records/${encodeURIComponent(set)}/${encodeURIComponent(id)}`;
}
