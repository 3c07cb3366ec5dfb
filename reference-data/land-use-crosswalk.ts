import { type Confidence, type ReferenceRow, referenceRow, sources } from "./reference-row.ts";

/**
 * @zh 土地利用现状分类对照: one class of the second level of GB/T 21010-2017 and the dynamic-monitoring code that it counts as
 * (the value).
 */
export interface LandUseCorrespondence extends ReferenceRow<number> {
  readonly standardCode: string;
  readonly zh: string;
}

type Line = readonly [standardCode: string, zh: string, code: number, confidence?: Confidence];

/**
 * Codes and names of the standard are well known. Which monitoring class they count as follows from the like-named class
 * (`memory-medium`) or, where none is like-named, is our own choice (`design`): check before an official run.
 */
const lines: readonly Line[] = [
  ["0101", "水田", 11],
  ["0102", "水浇地", 12],
  ["0103", "旱地", 13],
  ["0201", "果园", 21],
  ["0202", "茶园", 22],
  ["0203", "橡胶园", 23],
  ["0204", "其他园地", 23],
  ["0301", "乔木林地", 31],
  ["0302", "竹林地", 31],
  ["0303", "红树林地", 31],
  ["0304", "森林沼泽", 72, "design"],
  ["0305", "灌木林地", 32],
  ["0306", "灌丛沼泽", 72, "design"],
  ["0307", "其他林地", 33],
  ["0401", "天然牧草地", 41],
  ["0402", "沼泽草地", 72, "design"],
  ["0403", "人工牧草地", 42],
  ["0404", "其他草地", 43],
  ["0501", "零售商业用地", 51],
  ["0502", "批发市场用地", 51],
  ["0503", "餐饮用地", 51],
  ["0504", "旅馆用地", 51],
  ["0505", "商务金融用地", 51],
  ["0506", "娱乐用地", 51],
  ["0507", "其他商服用地", 51],
  ["0601", "工业用地", 51, "design"],
  ["0602", "采矿用地", 53, "design"],
  ["0603", "盐田", 54, "design"],
  ["0604", "仓储用地", 51, "design"],
  ["0701", "城镇住宅用地", 51],
  ["0702", "农村宅基地", 52],
  ["0801", "机关团体用地", 51],
  ["0802", "新闻出版用地", 51],
  ["0803", "教育用地", 51],
  ["0804", "科研用地", 51],
  ["0805", "医疗卫生用地", 51],
  ["0806", "社会福利用地", 51],
  ["0807", "文化设施用地", 51],
  ["0808", "体育用地", 51],
  ["0809", "公用设施用地", 51],
  ["0810", "公园与绿地", 51, "design"],
  ["0901", "军事设施用地", 54],
  ["0902", "使领馆用地", 54],
  ["0903", "监教场所用地", 54],
  ["0904", "宗教用地", 54],
  ["0905", "殡葬用地", 54],
  ["0906", "风景名胜设施用地", 54],
  ["1001", "铁路用地", 62],
  ["1002", "轨道交通用地", 62],
  ["1003", "公路用地", 62],
  ["1004", "城镇村道路用地", 62, "design"],
  ["1005", "交通服务场站用地", 62],
  ["1006", "农村道路", 61],
  ["1007", "机场用地", 62],
  ["1008", "港口码头用地", 62],
  ["1009", "管道运输用地", 62],
  ["1101", "河流水面", 71],
  ["1102", "湖泊水面", 71],
  ["1103", "水库水面", 71],
  ["1104", "坑塘水面", 71],
  ["1105", "沿海滩涂", 71, "design"],
  ["1106", "内陆滩涂", 71, "design"],
  ["1107", "沟渠", 71],
  ["1108", "沼泽地", 72],
  ["1109", "水工建筑用地", 54, "design"],
  ["1110", "冰川及永久积雪", 73],
  ["1201", "空闲地", 83, "design"],
  ["1202", "设施农用地", 54, "design"],
  ["1203", "田坎", 13, "design"],
  ["1204", "盐碱地", 81],
  ["1205", "沙地", 82],
  ["1206", "裸土地", 83],
  ["1207", "裸岩石砾地", 84],
];

export const landUseCrosswalk: readonly LandUseCorrespondence[] = lines.map(
  ([standardCode, zh, code, confidence = "memory-medium"]) => ({
    standardCode,
    zh,
    ...referenceRow(
      code,
      confidence === "design" ? `${sources.gbt21010}，对应为${sources.design}` : sources.gbt21010,
      confidence,
    ),
  }),
);

/**
 * The monitoring code of a class of GB/T 21010-2017, given as code (also without its leading zero, as a raster or a spreadsheet
 * gives it) or by name; undefined where there is none.
 */
export function landUseFromStandard(source: string): number | undefined {
  const wanted = source.trim();
  const code = /^\d{3}$/.test(wanted) ? `0${wanted}` : wanted;
  return landUseCrosswalk.find(({ standardCode, zh }) => standardCode === code || zh === wanted)?.value;
}
