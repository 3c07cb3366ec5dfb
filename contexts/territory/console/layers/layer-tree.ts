import { mappedLayers, type SurveyLayer, type SurveyListItem } from "#contexts/erosion-assessment/model";
import type { ShownLayer } from "../map-address.ts";
import type { MapRecordSet } from "../map-queries.ts";

/** In the order of the tree, which is that of the map from above. */
export const treeGroups = ["boundaries", "zones", "measures", "others", "surveys"] as const;
export type TreeGroupId = (typeof treeGroups)[number];

export type TreeEntry =
  | { readonly kind: "records"; readonly id: string; readonly set: MapRecordSet }
  | { readonly kind: "survey"; readonly id: string; readonly layer: SurveyLayer };

export interface TreeGroup {
  readonly id: TreeGroupId;
  readonly entries: readonly TreeEntry[];
}

const groupOfSet: Readonly<Record<string, TreeGroupId>> = {
  divisions: "boundaries",
  watersheds: "boundaries",
  "protected-zones": "zones",
  "pattern-elements": "zones",
  enclosures: "measures",
  "vegetation-facilities": "measures",
};

/** Opened with: where one is, what is protected there, and how much land is lost. */
const shownAtFirst = ["divisions", "protected-zones", "survey:intensity"];
/** 35 % of what is seen is the ground under a theme. */
const themeOpacity = 0.65;

/** Groups that have something to show; a set that is not known here yet stands among the others. */
export function layerTree(sets: readonly MapRecordSet[], layers: readonly SurveyLayer[]): readonly TreeGroup[] {
  const records = sets.map((set): TreeEntry => ({ kind: "records", id: set.id, set }));
  const themes = mappedLayers(layers).themes.map(
    (layer): TreeEntry => ({ kind: "survey", id: `survey:${layer.id}`, layer }),
  );
  return treeGroups
    .map((id) => ({
      id,
      entries: [...records, ...themes].filter((entry) => groupOf(entry) === id),
    }))
    .filter(({ entries }) => entries.length > 0);
}

function groupOf(entry: TreeEntry): TreeGroupId {
  return entry.kind === "survey" ? "surveys" : (groupOfSet[entry.set.id] ?? "others");
}

/** The layers of the address that exist, in the order of the tree; those that a map opens with where it names none. */
export function shownEntries(
  tree: readonly TreeGroup[],
  address: readonly ShownLayer[] | undefined,
  besides: readonly string[] = [],
): readonly { readonly entry: TreeEntry; readonly opacity: number }[] {
  const wanted = address ?? shownAtFirst.map((id) => ({ id, opacity: undefined }));
  const all = [...wanted, ...besides.map((id) => ({ id, opacity: undefined }))];
  return tree
    .flatMap(({ entries }) => entries)
    .flatMap((entry) => {
      const shown = all.find(({ id }) => id === entry.id);
      return shown ? [{ entry, opacity: shown.opacity ?? ownOpacity(entry) }] : [];
    });
}

export function ownOpacity(entry: TreeEntry): number {
  return entry.kind === "survey" ? themeOpacity : 1;
}

/** The layers for the address after one is switched on or off, or made more or less opaque. Of the survey's themes one is shown at a time. */
export function changedLayers(
  shown: readonly { readonly entry: TreeEntry; readonly opacity: number }[],
  change: { readonly entry: TreeEntry; readonly isShown: boolean; readonly opacity?: number },
): readonly ShownLayer[] {
  const others = shown.filter(
    ({ entry }) =>
      entry.id !== change.entry.id && !(change.isShown && change.entry.kind === "survey" && entry.kind === "survey"),
  );
  const opacity = change.opacity ?? ownOpacity(change.entry);
  const after = change.isShown ? [...others, { entry: change.entry, opacity }] : others;
  return after.map((one) => ({
    id: one.entry.id,
    opacity: one.opacity === ownOpacity(one.entry) ? undefined : one.opacity,
  }));
}

/**
 * The survey of a year: the latest one that was finished for it or before it; without a year the latest of all. Of surveys that are
 * records only the published ones.
 */
export function surveyOfYear(surveys: readonly SurveyListItem[], year: number | undefined): SurveyListItem | undefined {
  return [...surveys]
    .filter(({ standing }) => standing === null || standing.state === "published")
    .filter((survey) => year === undefined || survey.year <= year)
    .sort((a, b) => b.year - a.year || b.finishedAt.localeCompare(a.finishedAt))[0];
}
