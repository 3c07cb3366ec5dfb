import { type ReferenceRow, referenceRow, sources } from "./reference-row.ts";

/**
 * Which formula gives the biological factor B of a land use: `cropland` has B = 1 (its cover is in T); `fixed` has one value
 * for the class; the others compute the soil loss ratio from cover.
 */
export type CoverGroup = "cropland" | "tea-and-shrub" | "orchard-and-forest" | "grassland" | "fixed";

export type LandUseGroupId =
  | "cropland"
  | "orchard"
  | "forest"
  | "grassland"
  | "built-up"
  | "transport"
  | "water"
  | "other";

/** @zh 土地利用一级类 of the dynamic monitoring (8 classes). */
export interface LandUseGroup {
  readonly code: number;
  readonly id: LandUseGroupId;
  readonly zh: string;
  readonly en: string;
}

/** @zh 土地利用类型 of the dynamic monitoring (25 classes of the second level). The value is the raster code. */
export interface LandUse extends ReferenceRow<number> {
  readonly code: number;
  readonly group: LandUseGroupId;
  readonly coverGroup: CoverGroup;
  readonly zh: string;
  readonly en: string;
  readonly colour: `#${string}`;
  /** Whether it blocks the length of a slope: water and hard roads lead runoff away (domain rule of the slope-length cut). */
  readonly cutsSlopeLength: boolean;
}

export const landUseGroups: readonly LandUseGroup[] = [
  { code: 1, id: "cropland", zh: "耕地", en: "Cropland" },
  { code: 2, id: "orchard", zh: "园地", en: "Orchards and gardens" },
  { code: 3, id: "forest", zh: "林地", en: "Forest land" },
  { code: 4, id: "grassland", zh: "草地", en: "Grassland" },
  { code: 5, id: "built-up", zh: "建设用地", en: "Built-up land" },
  { code: 6, id: "transport", zh: "交通运输用地", en: "Transport land" },
  { code: 7, id: "water", zh: "水域及水利设施用地", en: "Water and water works" },
  { code: 8, id: "other", zh: "其他土地", en: "Other land" },
];

type Line = readonly [code: number, coverGroup: CoverGroup, zh: string, en: string, colour: `#${string}`];

/** The colours follow the custom of land-use maps (yellow crops, green woods, red buildings, blue water); the shades are ours. */
const lines: readonly Line[] = [
  [11, "cropland", "水田", "Paddy field", "#f6e58d"],
  [12, "cropland", "水浇地", "Irrigated cropland", "#f3d566"],
  [13, "cropland", "旱地", "Rain-fed cropland", "#e8bf4a"],
  [21, "orchard-and-forest", "果园", "Fruit orchard", "#d98fb5"],
  [22, "tea-and-shrub", "茶园", "Tea garden", "#c377a0"],
  [23, "orchard-and-forest", "其他园地", "Other garden", "#b0648f"],
  [31, "orchard-and-forest", "有林地", "Closed forest", "#3f8f4f"],
  [32, "tea-and-shrub", "灌木林地", "Shrubland", "#74ad5c"],
  [33, "orchard-and-forest", "其他林地", "Other woodland", "#9cc77d"],
  [41, "grassland", "天然牧草地", "Natural pasture", "#bcd98a"],
  [42, "grassland", "人工牧草地", "Sown pasture", "#cfe39c"],
  [43, "grassland", "其他草地", "Other grassland", "#dcebb6"],
  [51, "fixed", "城镇建设用地", "Urban land", "#c9505a"],
  [52, "fixed", "农村建设用地", "Rural settlement", "#d97b7b"],
  [53, "fixed", "人为扰动用地", "Disturbed land", "#e2552b"],
  [54, "fixed", "其他建设用地", "Other built-up land", "#b98a8a"],
  [61, "fixed", "农村道路", "Rural road", "#a8a29a"],
  [62, "fixed", "其他交通用地", "Other transport land", "#7f7a74"],
  [71, "fixed", "河湖库塘", "Rivers, lakes, reservoirs, ponds", "#6fb1e0"],
  [72, "fixed", "沼泽地", "Marsh", "#8fc9d8"],
  [73, "fixed", "冰川及永久积雪", "Glacier and permanent snow", "#d8ecf5"],
  [81, "fixed", "盐碱地", "Saline land", "#d6cfc0"],
  [82, "fixed", "沙地", "Sand", "#efe2bd"],
  [83, "fixed", "裸土地", "Bare soil", "#c9a27a"],
  [84, "fixed", "裸岩石砾地", "Bare rock and gravel", "#9b9088"],
];

const codesThatCutSlopeLength: ReadonlySet<number> = new Set([62, 71, 72, 73]);

/** @zh 土地利用类型代码表. Codes and names of the dynamic monitoring. */
export const landUses: readonly LandUse[] = lines.map(([code, coverGroup, zh, en, colour]) => ({
  code,
  group: landUseGroups[Math.floor(code / 10) - 1]!.id,
  coverGroup,
  zh,
  en,
  colour,
  cutsSlopeLength: codesThatCutSlopeLength.has(code),
  ...referenceRow(code, sources.monitoringRules, "memory-high"),
}));

const byCode: ReadonlyMap<number, LandUse> = new Map(landUses.map((row) => [row.code, row]));

export function landUseOf(code: number): LandUse | undefined {
  return byCode.get(code);
}

export function landUseGroupOf(id: LandUseGroupId): LandUseGroup {
  return landUseGroups.find((row) => row.id === id)!;
}

/** Whether T acts on this land use (and B is 1): the cropland codes. */
export function isCropland(code: number): boolean {
  return byCode.get(code)?.group === "cropland";
}
