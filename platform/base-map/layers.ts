/** A layer of 天地图, in web mercator (`_w`): the console's map draws nothing else, and `_c` tiles begin a level later. */
export interface BaseMapLayer {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** As 天地图 calls it (http://lbs.tianditu.gov.cn/server/MapService.html). */
  readonly code: string;
  readonly minZoom: number;
  readonly maxZoom: number;
}

const COMMON = { minZoom: 1, maxZoom: 18 } as const;

export const BASE_MAP_LAYERS: readonly BaseMapLayer[] = [
  { ...COMMON, id: "streets", nameZh: "矢量底图", nameEn: "Streets", code: "vec" },
  { ...COMMON, id: "streets-labels", nameZh: "矢量注记", nameEn: "Labels of streets", code: "cva" },
  { ...COMMON, id: "imagery", nameZh: "影像底图", nameEn: "Imagery", code: "img" },
  { ...COMMON, id: "imagery-labels", nameZh: "影像注记", nameEn: "Labels of imagery", code: "cia" },
  { ...COMMON, maxZoom: 14, id: "terrain", nameZh: "地形晕渲", nameEn: "Terrain", code: "ter" },
  { ...COMMON, maxZoom: 14, id: "terrain-labels", nameZh: "地形注记", nameEn: "Labels of terrain", code: "cta" },
];
