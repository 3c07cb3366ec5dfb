import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { apiRequest } from "../api-request.ts";
import { type RecordFilter, type SortTerm, writeSort } from "./list-address.ts";

/** What the server says of its record sets: from this alone the list, its filters and the record page are made. */
export type FieldKind =
  | "text"
  | "integer"
  | "number"
  | "date"
  | "timestamp"
  | "choice"
  | "boolean"
  | "division"
  | "organisation";

export type FieldValue = string | number | boolean | null;

export interface RecordField {
  readonly name: string;
  readonly labelZh: string;
  readonly labelEn: string;
  readonly kind: FieldKind;
  readonly unit: string | null;
  readonly decimals: number | null;
  /** Of a choice, and of a division. */
  readonly choices: readonly { readonly value: string; readonly labelZh: string; readonly labelEn: string }[];
  readonly filter: "open" | "folded" | null;
  readonly isTotalled: boolean;
  readonly isYear: boolean;
  readonly isRequired: boolean;
  readonly isEditable: boolean;
  readonly isHiddenInList: boolean;
}

export interface RecordSetDescription {
  readonly id: string;
  readonly titleZh: string;
  readonly titleEn: string;
  readonly geometry: "point" | "line" | "polygon" | null;
  readonly codeField: string;
  readonly titleField: string;
  readonly divisionField: string | null;
  readonly stateField: string | null;
  /** What would fill the list, and how. */
  readonly emptyZh: string;
  readonly emptyEn: string;
  readonly canEdit: boolean;
  readonly defaultSort: readonly SortTerm[];
  readonly fields: readonly RecordField[];
}

export interface ListedRecord {
  readonly id: string;
  readonly version: number;
  readonly updatedAt: string;
  readonly values: Readonly<Record<string, FieldValue>>;
  /** Names of what is kept as an id, by field. */
  readonly labels: Readonly<Record<string, string>>;
}

export interface FullRecord extends ListedRecord {
  /** GeoJSON in EPSG:4490. */
  readonly geometry: { readonly type: string; readonly coordinates: unknown } | null;
}

export interface RecordPage {
  readonly records: readonly ListedRecord[];
  /** Of all that the filter lets through, not of this page. */
  readonly count: number;
  readonly totals: Readonly<Record<string, number | null>>;
}

export interface RecordSelection {
  readonly filter: RecordFilter;
  readonly text: string;
}

export const recordSetsQuery = queryOptions({
  queryKey: ["record-sets"],
  queryFn: ({ signal }) => apiRequest<readonly RecordSetDescription[]>("/api/record-sets", { signal }),
  staleTime: 300_000,
});

export function recordsQuery(
  set: string,
  request: RecordSelection & { readonly sort: readonly SortTerm[]; readonly page: number; readonly pageSize: number },
) {
  const query = selectionParameters(request);
  if (request.sort.length > 0) query.set("sort", writeSort(request.sort));
  query.set("page", String(request.page));
  query.set("pageSize", String(request.pageSize));
  return queryOptions({
    queryKey: ["records", set, query.toString()],
    queryFn: ({ signal }) => apiRequest<RecordPage>(`${recordSetAddress(set)}/records?${query}`, { signal }),
    placeholderData: keepPreviousData,
  });
}

export function recordQuery(set: string, id: string) {
  return queryOptions({
    queryKey: ["record", set, id],
    queryFn: ({ signal }) => apiRequest<FullRecord>(recordAddress(set, id), { signal }),
  });
}

export function recordSetAddress(set: string): string {
  return `/api/record-sets/${encodeURIComponent(set)}`;
}

export function recordAddress(set: string, id: string): string {
  return `${recordSetAddress(set)}/records/${encodeURIComponent(id)}`;
}

/** The page of a record in the console. */
export function recordPageAddress(set: string, id: string): string {
  return `/records/${encodeURIComponent(set)}/${encodeURIComponent(id)}`;
}

/** `filter` and `text` as the API takes them. */
export function selectionParameters({ filter, text }: RecordSelection): URLSearchParams {
  const query = new URLSearchParams();
  if (Object.keys(filter).length > 0) query.set("filter", JSON.stringify(filter));
  if (text !== "") query.set("text", text);
  return query;
}
