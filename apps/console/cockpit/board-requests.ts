import { apiRequest } from "#platform/interface-kit";

/** What `/api/figures` and its relatives say of where a value comes from. */
export type Lineage =
  | {
      readonly kind: "records";
      readonly recordSet: string;
      readonly filter: Readonly<Record<string, object>>;
      readonly count: number;
    }
  | { readonly kind: "result"; readonly titleZh: string; readonly titleEn: string; readonly path: string };

export interface FigureValue {
  readonly value: number | null;
  readonly lineage: readonly Lineage[];
}

export interface Figure extends FigureValue {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** `%` is of a ratio of 0–1. */
  readonly unit: string;
  readonly decimals: number;
  readonly emptyZh: string;
  readonly emptyEn: string;
}

export interface FigureByDivision extends Figure {
  readonly divisions: readonly (FigureValue & { readonly division: string | null })[];
}

export interface FigureGroup extends FigureValue {
  readonly group: string | null;
  readonly labelZh: string;
  readonly labelEn: string;
}

export interface FigureYear extends FigureValue {
  readonly year: number;
}

export interface DivisionOutline {
  readonly code: string;
  readonly nameZh: string;
  readonly shortNameZh: string;
  readonly nameEn: string;
  /** Coordinates of a MultiPolygon, degrees. */
  readonly outline: readonly (readonly (readonly (readonly [number, number])[])[])[] | null;
  readonly label: { readonly longitude: number; readonly latitude: number; readonly radius: number } | null;
}

/** As much of a version of a survey as the board says. */
export interface SurveyVersion {
  readonly runId: string;
  readonly year: number;
  readonly number: number;
  readonly state: string;
  readonly demonstration: boolean;
  readonly stateAt: string | null;
}

/** As much of a report as the board says. */
export interface AcceptedReport {
  readonly id: string;
  readonly updatedAt: string;
  readonly values: { readonly taskId: string; readonly ask: string; readonly period: string };
  readonly labels: { readonly organisation?: string };
}

/** As much of the own work as the board says. */
export interface OwnWork {
  readonly count: number;
  readonly overdueCount: number;
}

/** Reports in the list of what is new. */
export const RECENT = 4;

/** The addresses that the board asks, each a question whose answer the lists of the console give as well. */
export const requests = {
  figures: (signal: AbortSignal) => apiRequest<readonly Figure[]>("/api/figures", { signal }),
  byDivision: (id: string, signal: AbortSignal) =>
    apiRequest<FigureByDivision>(`/api/figures/${encodeURIComponent(id)}`, { signal }),
  groups: (id: string, by: string, signal: AbortSignal) =>
    apiRequest<readonly FigureGroup[]>(`/api/figures/${encodeURIComponent(id)}/groups?${new URLSearchParams({ by })}`, {
      signal,
    }),
  years: (id: string, last: number, signal: AbortSignal) =>
    apiRequest<readonly FigureYear[]>(`/api/figures/${encodeURIComponent(id)}/years?first=${last - 9}&last=${last}`, {
      signal,
    }),
  outlines: async (signal: AbortSignal) =>
    (await apiRequest<{ divisions: readonly DivisionOutline[] }>("/api/division-outlines", { signal })).divisions,
  surveys: async (signal: AbortSignal) =>
    (await apiRequest<{ versions: readonly SurveyVersion[] }>("/api/survey-versions", { signal })).versions,
  work: (signal: AbortSignal) => apiRequest<OwnWork>("/api/work-items?pageSize=1", { signal }),
  acceptedReports: async (signal: AbortSignal) => {
    const query = new URLSearchParams({
      filter: JSON.stringify({ state: { eq: "accepted" } }),
      sort: "-updatedAt",
      pageSize: String(RECENT),
    });
    const path = `/api/record-sets/progress-reports/records?${query}`;
    return (await apiRequest<{ records: readonly AcceptedReport[] }>(path, { signal })).records;
  },
};
