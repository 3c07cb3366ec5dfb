import { type Confidence, type ReferenceRow, referenceRow, sources } from "./reference-row.ts";

/** @zh 工程措施因子 E of one measure. */
export interface EngineeringMeasure extends ReferenceRow<number> {
  readonly id: string;
  /** Code in the classification of conservation measures; null where that has no code of its own. */
  readonly code: string | null;
  readonly zh: string;
  readonly en: string;
  readonly otherNames: readonly string[];
}

function measure(
  id: string,
  code: string | null,
  zh: string,
  en: string,
  value: number,
  confidence: Confidence,
  ...otherNames: string[]
): EngineeringMeasure {
  return { id, code, zh, en, otherNames, ...referenceRow(value, `${sources.monitoringRules}，E 赋值表`, confidence) };
}

/** Without a measure E is 1; where two lie over each other the smaller counts (engine: `engineeringMeasuresFactor`). */
export const engineeringMeasures: readonly EngineeringMeasure[] = [
  measure(
    "earth-bank-terrace",
    "020101",
    "土坎水平梯田",
    "Level terrace with earth bank",
    0.084,
    "memory-high",
    "水平梯田",
  ),
  measure("stone-bank-terrace", "020102", "石坎水平梯田", "Level terrace with stone bank", 0.121, "memory-high"),
  measure("sloping-terrace", "020103", "坡式梯田", "Sloping terrace", 0.414, "memory-high"),
  measure("interval-terrace", "020104", "隔坡梯田", "Interval terrace", 0.347, "memory-high"),
  measure("field-ridge", "0202", "地埂", "Field ridge", 0.347, "memory-low"),
  measure("soft-bank", null, "软埝", "Soft bank", 0.414, "memory-low"),
  measure("level-bench", "0203", "水平阶", "Level bench", 0.151, "memory-medium", "反坡梯田", "水平阶（反坡梯田）"),
  measure("level-trench", "0204", "水平沟", "Level trench", 0.335, "memory-medium", "竹节沟", "水平沟（竹节沟）"),
  measure("fish-scale-pit", "0205", "鱼鳞坑", "Fish-scale pit", 0.249, "memory-high"),
  measure("large-orchard-pit", "0206", "大型果树坑", "Large orchard pit", 0.16, "memory-medium"),
];

/** The measure of a code, an id or a Chinese name, as attribute tables write them. */
export function engineeringMeasureOf(text: string): EngineeringMeasure | undefined {
  const wanted = text.trim();
  return engineeringMeasures.find(
    ({ id, code, zh, otherNames }) => wanted === id || wanted === code || wanted === zh || otherNames.includes(wanted),
  );
}
