import type { Category } from "#platform/map-view";
import type { MapField, MapRecordSet } from "../map-queries.ts";

/**
 * Paul Tol's "muted" scheme (https://personal.sron.nl/~pault, 2021), made for colour-blind readers; its order is changed so that
 * neighbours in a legend differ in lightness as well. None of them is a colour of the erosion classes.
 */
const scheme = ["#332288", "#44aa99", "#aa4499", "#88ccee", "#882255", "#117733", "#cc6677", "#999933"] as const;

const ofSet: Readonly<Record<string, string>> = {
  watersheds: "#1a5a96",
  rivers: "#2f7fbf",
  enclosures: "#117733",
  "vegetation-facilities": "#44aa99",
  "protected-zones": "#882255",
  "pattern-elements": "#332288",
};

export interface RecordColors {
  readonly color: string;
  /** The field by which records are coloured, with a colour for each of its choices. */
  readonly field: MapField | undefined;
  readonly categories: readonly Category[];
}

/** A set is coloured by its state, otherwise by its first choice, as far as there are colours. */
export function recordColors(set: MapRecordSet): RecordColors {
  const color = ofSet[set.id] ?? scheme[hashOf(set.id) % scheme.length]!;
  const choices = set.fields.filter(({ kind }) => kind === "choice");
  const field = choices.find(({ name }) => name === set.stateField) ?? choices[0];
  if (field === undefined || isBoundary(set) || field.choices.length > scheme.length) {
    return { color, field: undefined, categories: [] };
  }
  return {
    color: "#6b7570",
    field,
    categories: field.choices.map(({ value }, index) => ({ value, color: scheme[index]! })),
  };
}

export function isBoundary(set: MapRecordSet): boolean {
  return set.id === "divisions";
}

/** The same colour in every session. */
function hashOf(text: string): number {
  let hash = 0;
  for (const character of text) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return hash;
}
