/** What a screening looks for: steep land under crops or orchards, cropland on slopes, vegetation that has gone. */
export const screeningTopics = ["steep-land", "sloping-cropland", "vegetation-loss"] as const;
export type ScreeningTopic = (typeof screeningTopics)[number];

/**
 * @zh 筛查类别
 * A class of suspected cells; its code is that of the cells in the worker.
 */
export interface ScreeningClass {
  readonly id: ScreeningClassId;
  readonly code: number;
  readonly topic: ScreeningTopic;
  readonly zh: string;
  readonly en: string;
}

export const screeningClassIds = [
  "steep-cropland",
  "steep-orchard",
  "sloping-5-8",
  "sloping-8-15",
  "sloping-15-25",
  "vegetation-converted",
  "cover-declined",
] as const;
export type ScreeningClassId = (typeof screeningClassIds)[number];

const classOf = (id: ScreeningClassId, topic: ScreeningTopic, zh: string, en: string): ScreeningClass => ({
  id,
  code: screeningClassIds.indexOf(id) + 1,
  topic,
  zh,
  en,
});

export const screeningClasses: readonly ScreeningClass[] = [
  classOf("steep-cropland", "steep-land", "陡坡耕地", "Cropland on steep land"),
  classOf("steep-orchard", "steep-land", "陡坡园地", "Orchard on steep land"),
  classOf("sloping-5-8", "sloping-cropland", "坡耕地 5°～8°", "Sloping cropland 5°–8°"),
  classOf("sloping-8-15", "sloping-cropland", "坡耕地 8°～15°", "Sloping cropland 8°–15°"),
  classOf("sloping-15-25", "sloping-cropland", "坡耕地 15°～25°", "Sloping cropland 15°–25°"),
  classOf("vegetation-converted", "vegetation-loss", "林草地转为他用", "Forest or grass turned to another use"),
  classOf("cover-declined", "vegetation-loss", "植被盖度下降", "Vegetation cover fallen"),
];

/**
 * @zh 核查结论
 * 待核查、属实、不属实、已处理
 */
export const patchStates = ["pending", "confirmed", "refuted", "handled"] as const;
export type PatchState = (typeof patchStates)[number];

/**
 * Where a verdict may lead from each state, always with a reason. A verdict can be taken back and corrected; what is handled goes back
 * to where it was found true. The database holds to the same table.
 */
export const verdictsFrom: Readonly<Record<PatchState, readonly PatchState[]>> = {
  pending: ["confirmed", "refuted"],
  confirmed: ["handled", "refuted", "pending"],
  refuted: ["confirmed", "pending"],
  handled: ["confirmed"],
};

export const patchStateLabels: Readonly<Record<PatchState, { readonly zh: string; readonly en: string }>> = {
  pending: { zh: "待核查", en: "To be checked" },
  confirmed: { zh: "属实", en: "Confirmed" },
  refuted: { zh: "不属实", en: "Refuted" },
  handled: { zh: "已处理", en: "Handled" },
};
