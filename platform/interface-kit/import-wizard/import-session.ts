import { queryOptions } from "@tanstack/react-query";
import { apiRequest } from "../api-request.ts";

/** What the server says of an import, as far as the screens use it (`platform/import-wizard/http-contract.ts`). */
export interface ImportSentence {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

export type AxisOrder = "east-north" | "north-east";
export type AreaUnit = "m2" | "hm2" | "km2" | "mu";

export interface EncodingCandidate {
  readonly encoding: string;
  readonly label: string;
  readonly isReadable: boolean;
  readonly isProposed: boolean;
  readonly reason: ImportSentence;
  readonly fields: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** West, south, east, north, degrees. */
export type ImportExtent = readonly [number, number, number, number];

export interface CrsCandidate {
  readonly crs: string;
  readonly axes: AxisOrder;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly isStated: boolean;
  readonly isProposed: boolean;
  readonly isInsideRegion: boolean;
  readonly reason: ImportSentence;
  readonly extent: ImportExtent | null;
}

export interface SourceField {
  readonly name: string;
  readonly type: string;
  readonly samples: readonly string[];
}

export interface CoordinateFields {
  readonly x: string | null;
  readonly y: string | null;
  readonly geometry: string | null;
}

/** GeoJSON on CGCS2000. */
export interface ImportOutline {
  readonly type: "FeatureCollection";
  readonly features: readonly {
    readonly geometry: { readonly type: string; readonly coordinates: unknown };
  }[];
}

export interface ImportPreview {
  readonly format: string;
  readonly layers: readonly { readonly name: string; readonly rowCount: number | null }[];
  readonly layer: string | null;
  readonly rowCount: number;
  readonly fields: readonly SourceField[];
  readonly rows: readonly (readonly string[])[];
  readonly encodings: readonly EncodingCandidate[];
  readonly encoding: string | null;
  readonly crsCandidates: readonly CrsCandidate[];
  readonly crs: string | null;
  readonly axes: AxisOrder;
  readonly coordinateFields: CoordinateFields | null;
  readonly outline: ImportOutline | null;
  readonly outlineOmitted: number;
  readonly extent: ImportExtent | null;
  readonly notes: readonly ImportSentence[];
  readonly obstacle: ImportSentence | null;
}

export interface ImportDecisions {
  readonly layer?: string | null;
  readonly encoding?: string | null;
  readonly crs?: string | null;
  readonly axes?: AxisOrder | null;
  readonly coordinateFields?: CoordinateFields | null;
  readonly mapping?: Readonly<Record<string, string | null>> | null;
  readonly constants?: Readonly<Record<string, string>> | null;
  readonly statedArea?: { readonly field: string; readonly unit: AreaUnit } | null;
  readonly areaTolerancePercent?: number | null;
  readonly closeLines?: boolean | null;
  readonly otherKinds?: "refuse" | "leave-out" | null;
  readonly duplicates?: "refuse" | "leave-out" | null;
  readonly acceptOutsideRegion?: boolean | null;
}

export type FindingSeverity = "refused" | "repaired" | "warning";

export interface ImportFinding {
  readonly row: number | null;
  readonly line: number | null;
  readonly field: string | null;
  readonly sourceField: string | null;
  readonly place: readonly [number, number] | null;
  readonly kind: string;
  readonly severity: FindingSeverity;
  readonly zh: string;
  readonly en: string;
}

export interface ImportTargetField {
  readonly name: string;
  readonly labelZh: string;
  readonly labelEn: string;
  readonly kind: string;
  readonly unit: string | null;
  readonly choices: readonly { readonly value: string; readonly labelZh: string; readonly labelEn: string }[];
  readonly isRequired: boolean;
}

export interface ImportTarget {
  readonly id: string;
  readonly titleZh: string;
  readonly titleEn: string;
  readonly geometry: "point" | "line" | "polygon" | null;
  readonly fields: readonly ImportTargetField[];
}

export interface MappingProposal {
  readonly field: string;
  readonly sourceField: string | null;
  readonly ground: "decided" | "remembered" | "same-name" | "alias" | "none";
}

export interface ImportOutcome {
  readonly rowCount: number;
  readonly leftOutCount: number;
  readonly refusedCount: number;
  readonly repairedCount: number;
  readonly warningCount: number;
  readonly findings: readonly ImportFinding[];
  readonly computedAreaSquareMetres: number | null;
  readonly statedAreaSquareMetres: number | null;
  /** After the import, where the rows are few. */
  readonly written: { readonly field: string; readonly codes: readonly string[] } | null;
}

export type ImportState = "inspecting" | "deciding" | "ready" | "committed" | "abandoned";

export interface ImportSummary {
  readonly id: string;
  readonly target: string;
  readonly targetTitleZh: string;
  readonly sender: string | null;
  readonly fileName: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly state: ImportState;
  readonly rowCount: number | null;
  readonly createdAt: string;
  readonly committedAt: string | null;
}

export interface ImportSession extends ImportSummary {
  readonly targetView: ImportTarget;
  readonly decisions: ImportDecisions;
  readonly preview: ImportPreview;
  readonly mapping: readonly MappingProposal[];
  readonly outcome: ImportOutcome | null;
  readonly isReturnable: boolean;
}

export const importsQuery = queryOptions({
  queryKey: ["imports"],
  queryFn: async ({ signal }) =>
    (await apiRequest<{ imports: readonly ImportSummary[] }>("/api/imports", { signal })).imports,
});

export const wizardTargetsQuery = queryOptions({
  // What the list's tools know of the targets is less: the two must not share a cache entry.
  queryKey: ["import-targets", "full"],
  queryFn: async ({ signal }) =>
    (await apiRequest<{ targets: readonly ImportTarget[] }>("/api/import-targets", { signal })).targets,
  staleTime: 300_000,
});

export function importQuery(id: string) {
  return queryOptions({
    queryKey: ["import", id],
    queryFn: ({ signal }) => apiRequest<ImportSession>(importAddress(id), { signal }),
    // Nobody else changes it, and an answer may carry a map.
    staleTime: 60_000,
  });
}

export function importAddress(id: string): string {
  return `/api/imports/${encodeURIComponent(id)}`;
}

/** The page of an import in the console. */
export function importPageAddress(id: string): string {
  return `/imports/${encodeURIComponent(id)}`;
}

export function templateAddress(target: string): string {
  return `/api/import-targets/${encodeURIComponent(target)}/template.xlsx`;
}
