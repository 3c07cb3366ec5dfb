import type { ReactNode } from "react";
import { ClassLegend, type ClassLegendEntry, formatSignificant, RampLegend } from "#platform/interface-kit";
import type { MapTexts } from "../map-texts.ts";
import styles from "./layer-panel.module.css";
import type { TreeEntry } from "./layer-tree.ts";
import { isBoundary, recordColors } from "./record-colors.ts";

export function entryName(entry: TreeEntry, { pick }: Pick<MapTexts, "pick">): string {
  return entry.kind === "records"
    ? pick(entry.set.titleZh, entry.set.titleEn)
    : pick(entry.layer.nameZh, entry.layer.nameEn);
}

/** The colours of an entry: the same in the tree and on paper. */
export function EntryLegend({ entry, texts }: { readonly entry: TreeEntry; readonly texts: MapTexts }): ReactNode {
  const { pick } = texts;
  if (entry.kind === "survey") {
    const { legend } = entry.layer;
    if (legend.kind === "ramp") return <RampLegend stops={legend.stops} format={(value) => formatSignificant(value)} />;
    return (
      <ClassLegend
        entries={legend.entries.map(({ code, labelZh, labelEn, color }) => ({
          key: String(code),
          label: pick(labelZh, labelEn),
          color,
        }))}
      />
    );
  }
  const { set } = entry;
  if (isBoundary(set)) return <span className={styles.boundarySwatch} />;
  const { color, field, categories } = recordColors(set);
  const entries: ClassLegendEntry[] = (field?.choices ?? []).map(({ value, labelZh, labelEn }) => ({
    key: value,
    label: pick(labelZh, labelEn),
    color: categories.find((category) => category.value === value)?.color ?? color,
  }));
  return entries.length === 0 ? null : <ClassLegend entries={entries} />;
}

/** Beside the name of a set of one colour. */
export function swatchOf(entry: TreeEntry): string | undefined {
  if (entry.kind === "survey" || isBoundary(entry.set)) return undefined;
  const { color, field } = recordColors(entry.set);
  return field === undefined ? color : undefined;
}
