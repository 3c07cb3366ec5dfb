/** A layer as the address has it: shown, and how opaque, 0 to 1. */
export interface ShownLayer {
  readonly id: string;
  readonly opacity: number | undefined;
}

export interface MapRecord {
  readonly set: string;
  readonly id: string;
}

/** What the address of the map says; whatever is missing or malformed is undefined. */
export interface MapAddress {
  readonly view: { readonly longitude: number; readonly latitude: number; readonly zoom: number } | undefined;
  /** In the order of the tree; undefined: those that a map opens with. */
  readonly layers: readonly ShownLayer[] | undefined;
  readonly base: string | undefined;
  /** The chosen record, whose card is open. */
  readonly pick: MapRecord | undefined;
  /** A record that the map opens on. */
  readonly show: MapRecord | undefined;
  /** A marked place. */
  readonly at: { readonly longitude: number; readonly latitude: number } | undefined;
  /** The year that is looked at. */
  readonly year: number | undefined;
  /** The other year of a comparison. */
  readonly swipe: number | undefined;
  /** The selection of a list: only these records of this set are shown. */
  readonly selection: { readonly set: string; readonly filter: string; readonly text: string } | undefined;
}

export function readMapAddress(query: string): MapAddress {
  const parameters = new URLSearchParams(query);
  const set = parameters.get("set");
  const view = numbers(parameters.get("view"), 3);
  const at = numbers(parameters.get("at"), 2);
  return {
    view:
      view && isPlace(view) && view[2]! >= 0 && view[2]! <= 22
        ? { longitude: view[0]!, latitude: view[1]!, zoom: view[2]! }
        : undefined,
    layers: parameters.has("layers") ? readLayers(parameters.get("layers") ?? "") : undefined,
    base: parameters.get("base") || undefined,
    pick: readRecord(parameters.get("pick")),
    show: readRecord(parameters.get("show")),
    at: at && isPlace(at) ? { longitude: at[0]!, latitude: at[1]! } : undefined,
    year: readYear(parameters.get("year")),
    swipe: readYear(parameters.get("swipe")),
    selection: set ? { set, filter: parameters.get("filter") ?? "", text: parameters.get("text") ?? "" } : undefined,
  };
}

/** `enclosures,protected-zones@60`: the opacity in percent where it is not the layer's own. */
export function layersParameter(layers: readonly ShownLayer[]): string {
  return layers.map(({ id, opacity }) => (opacity === undefined ? id : `${id}@${Math.round(opacity * 100)}`)).join(",");
}

export function viewParameter(view: NonNullable<MapAddress["view"]>): string {
  return `${view.longitude.toFixed(5)},${view.latitude.toFixed(5)},${view.zoom.toFixed(2)}`;
}

/** Six decimals of a degree are a decimetre. */
export function placeParameter(place: NonNullable<MapAddress["at"]>): string {
  return `${place.longitude.toFixed(6)},${place.latitude.toFixed(6)}`;
}

export function recordParameter({ set, id }: MapRecord): string {
  return `${set}:${id}`;
}

/** The one map with a selection of a list, or on one of its records. */
export function mapAddressOf(
  set: string,
  selection: { readonly filter: object; readonly text: string } | { readonly id: string },
): string {
  if ("id" in selection) return `/map?show=${encodeURIComponent(set)}:${encodeURIComponent(selection.id)}`;
  const query = new URLSearchParams({ set });
  if (Object.keys(selection.filter).length > 0) query.set("filter", JSON.stringify(selection.filter));
  if (selection.text !== "") query.set("text", selection.text);
  return `/map?${query}`;
}

function readLayers(text: string): ShownLayer[] {
  return text
    .split(",")
    .filter((part) => part !== "")
    .map((part) => {
      const [, id = part, percent] = /^(.+)@(\d{1,3})$/.exec(part) ?? [];
      return { id, opacity: percent === undefined ? undefined : Math.min(Number(percent), 100) / 100 };
    });
}

function readRecord(text: string | null): MapRecord | undefined {
  const [, set, id] = /^([a-z][a-z0-9-]*):(.+)$/.exec(text ?? "") ?? [];
  return set === undefined || id === undefined ? undefined : { set, id };
}

function readYear(text: string | null): number | undefined {
  return /^(19|20)\d\d$/.test(text ?? "") ? Number(text) : undefined;
}

function numbers(text: string | null, count: number): number[] | undefined {
  const parts = text?.split(",") ?? [];
  if (parts.length !== count || parts.some((part) => part.trim() === "")) return undefined;
  const values = parts.map(Number);
  return values.every(Number.isFinite) ? values : undefined;
}

function isPlace([longitude = Number.NaN, latitude = Number.NaN]: readonly number[]): boolean {
  return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90;
}
