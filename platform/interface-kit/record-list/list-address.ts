/** What one field must fulfil; all that is given holds together. Days and numbers from–to are inclusive. */
export interface FieldCondition {
  readonly eq?: string | number | boolean;
  readonly in?: readonly (string | number | boolean)[];
  readonly contains?: string;
  readonly from?: string | number;
  readonly to?: string | number;
  readonly isNull?: boolean;
}

export type RecordFilter = Readonly<Record<string, FieldCondition>>;

export interface SortTerm {
  readonly field: string;
  readonly direction: "ascending" | "descending";
}

/** What the address of a list says, as the API takes it: a link to a list is the question that it answers. */
export interface ListAddress {
  readonly filter: RecordFilter;
  /** Part of a code or a title. */
  readonly text: string;
  /** Empty: as the set is usually sorted. */
  readonly sort: readonly SortTerm[];
  readonly page: number;
  readonly pageSize: number;
  /** The record that the drawer shows. */
  readonly look: string | undefined;
}

export const pageSizes = [50, 100, 200] as const;

/** Whatever is missing or malformed is as if it had not been there. */
export function readListAddress(query: string): ListAddress {
  const parameters = new URLSearchParams(query);
  const page = Number(parameters.get("page") ?? 1);
  const size = Number(parameters.get("pageSize") ?? pageSizes[0]);
  return {
    filter: readFilter(parameters.get("filter")),
    text: parameters.get("text") ?? "",
    sort: readSort(parameters.get("sort") ?? ""),
    page: Number.isInteger(page) && page >= 1 ? page : 1,
    pageSize: pageSizes.find((known) => known === size) ?? pageSizes[0],
    look: parameters.get("look") ?? undefined,
  };
}

/** The keys of the address for a change of the list; another filter, sort or size begins at the first page again. */
export function listAddressPatch(change: Partial<ListAddress>): Record<string, string | undefined> {
  const patch: Record<string, string | undefined> = {};
  if (change.filter) {
    patch.filter = Object.keys(change.filter).length === 0 ? undefined : JSON.stringify(change.filter);
  }
  if (change.text !== undefined) patch.text = change.text === "" ? undefined : change.text;
  if (change.sort) patch.sort = change.sort.length === 0 ? undefined : writeSort(change.sort);
  if (change.pageSize) patch.pageSize = change.pageSize === pageSizes[0] ? undefined : String(change.pageSize);
  if (Object.keys(patch).length > 0) patch.page = undefined;
  if (change.page !== undefined) patch.page = change.page === 1 ? undefined : String(change.page);
  if ("look" in change) patch.look = change.look;
  return patch;
}

/** With a condition set, or taken away where it asks for nothing. */
export function withCondition(
  filter: RecordFilter,
  field: string,
  condition: FieldCondition | undefined,
): RecordFilter {
  const { [field]: _, ...others } = filter;
  return condition === undefined || asksNothing(condition) ? others : { ...others, [field]: condition };
}

function asksNothing(condition: FieldCondition): boolean {
  return Object.values(condition).every(
    (value: unknown) => value === undefined || value === "" || (Array.isArray(value) && value.length === 0),
  );
}

/** A click on a heading: the first sorts by it, the second the other way, the third as usual. */
export function nextSort(sort: readonly SortTerm[], field: string, first: SortTerm["direction"]): readonly SortTerm[] {
  const [current] = sort;
  if (current?.field !== field) return [{ field, direction: first }];
  if (current.direction !== first) return [];
  return [{ field, direction: first === "ascending" ? "descending" : "ascending" }];
}

function readFilter(text: string | null): RecordFilter {
  if (text === null || text === "") return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return {};
    return Object.fromEntries(Object.entries(value).filter(([, condition]) => isCondition(condition)));
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

function isCondition(value: unknown): value is FieldCondition {
  const known = ["eq", "in", "contains", "from", "to", "isNull"];
  return typeof value === "object" && value !== null && Object.keys(value).every((key) => known.includes(key));
}

function readSort(text: string): SortTerm[] {
  return text
    .split(",")
    .filter((part) => /^-?[A-Za-z]\w*$/.test(part))
    .map((part) => ({ field: part.replace("-", ""), direction: part.startsWith("-") ? "descending" : "ascending" }));
}

/** `-areaKm2,code`: descending by area, then by code. */
export function writeSort(sort: readonly SortTerm[]): string {
  return sort.map(({ field, direction }) => (direction === "descending" ? `-${field}` : field)).join(",");
}
