import type { LonLat } from "./coast.ts";

export interface River {
  readonly nameZh: string;
  readonly nameEn: string;
  /** From the head to the mouth or to the river it joins. */
  readonly course: readonly LonLat[];
  /** One of the seven 生态廊道 of the plan, item 2. */
  readonly isCorridor: boolean;
  readonly flowsInto: "sea" | "river" | "neighbour";
}

/** 示意: the courses as a handful of positions from general knowledge (memory-low); the generator adds the bends. */
export const rivers: readonly River[] = [
  {
    nameZh: "大沽夹河",
    nameEn: "Dagujia River",
    isCorridor: true,
    flowsInto: "sea",
    course: [
      [121.16, 37.1],
      [121.16, 37.17],
      [121.24, 37.24],
      [121.29, 37.33],
      [121.31, 37.43],
      [121.28, 37.53],
      [121.29, 37.585],
    ],
  },
  {
    nameZh: "大沽夹河(内夹河)",
    nameEn: "Inner Jia River",
    isCorridor: true,
    flowsInto: "river",
    course: [
      [120.77, 37.32],
      [120.85, 37.345],
      [120.96, 37.41],
      [121.09, 37.45],
      [121.2, 37.44],
      [121.25, 37.49],
      [121.28, 37.53],
    ],
  },
  {
    nameZh: "五龙河",
    nameEn: "Wulong River",
    isCorridor: true,
    flowsInto: "sea",
    course: [
      [120.94, 37.28],
      [120.98, 37.19],
      [120.94, 37.08],
      [120.87, 36.98],
      [120.81, 36.91],
      [120.8, 36.82],
      [120.77, 36.72],
      [120.805, 36.61],
    ],
  },
  {
    nameZh: "五龙河(蚬河)",
    nameEn: "Xian River",
    isCorridor: true,
    flowsInto: "river",
    course: [
      [120.68, 37.2],
      [120.74, 37.1],
      [120.73, 36.98],
      [120.81, 36.91],
    ],
  },
  {
    nameZh: "五龙河(富水河)",
    nameEn: "Fushui River",
    isCorridor: true,
    flowsInto: "river",
    course: [
      [121.1, 37.02],
      [121.01, 36.95],
      [120.92, 36.92],
      [120.81, 36.91],
    ],
  },
  {
    nameZh: "黄水河",
    nameEn: "Huangshui River",
    isCorridor: true,
    flowsInto: "sea",
    course: [
      [120.66, 37.36],
      [120.66, 37.44],
      [120.64, 37.53],
      [120.59, 37.62],
      [120.56, 37.7],
      [120.525, 37.77],
    ],
  },
  {
    nameZh: "大沽河",
    nameEn: "Dagu River",
    isCorridor: true,
    flowsInto: "neighbour",
    course: [
      [120.5, 37.22],
      [120.51, 37.15],
      [120.48, 37.09],
      [120.46, 37.0],
      [120.44, 36.88],
    ],
  },
  {
    nameZh: "王河",
    nameEn: "Wang River",
    isCorridor: true,
    flowsInto: "sea",
    course: [
      [120.22, 37.15],
      [120.14, 37.2],
      [120.06, 37.28],
      [119.99, 37.34],
      [119.935, 37.42],
    ],
  },
  {
    nameZh: "界河",
    nameEn: "Jie River",
    isCorridor: true,
    flowsInto: "sea",
    course: [
      [120.46, 37.32],
      [120.4, 37.36],
      [120.32, 37.45],
      [120.25, 37.52],
      [120.19, 37.575],
    ],
  },
  {
    nameZh: "辛安河",
    nameEn: "Xin'an River",
    isCorridor: true,
    flowsInto: "sea",
    course: [
      [121.43, 37.24],
      [121.43, 37.32],
      [121.47, 37.38],
      [121.52, 37.42],
      [121.545, 37.46],
    ],
  },
  {
    nameZh: "沁水河",
    nameEn: "Qinshui River",
    isCorridor: false,
    flowsInto: "sea",
    course: [
      [121.54, 37.2],
      [121.58, 37.28],
      [121.6, 37.36],
      [121.635, 37.45],
    ],
  },
  {
    nameZh: "平畅河",
    nameEn: "Pingchang River",
    isCorridor: false,
    flowsInto: "sea",
    course: [
      [120.92, 37.58],
      [120.95, 37.66],
      [121.01, 37.72],
      [121.04, 37.77],
    ],
  },
  {
    nameZh: "东村河",
    nameEn: "Dongcun River",
    isCorridor: false,
    flowsInto: "sea",
    course: [
      [121.14, 36.88],
      [121.17, 36.79],
      [121.18, 36.72],
      [121.175, 36.65],
    ],
  },
];

export interface Reservoir {
  readonly nameZh: string;
  readonly centre: LonLat;
  readonly halfLengthKm: number;
  readonly halfWidthKm: number;
}

/** The three large reservoirs (示意 outlines). */
export const reservoirs: readonly Reservoir[] = [
  { nameZh: "门楼水库", centre: [121.2, 37.44], halfLengthKm: 3.2, halfWidthKm: 1.4 },
  { nameZh: "沐浴水库", centre: [120.74, 37.1], halfLengthKm: 2.2, halfWidthKm: 2.4 },
  { nameZh: "王屋水库", centre: [120.64, 37.53], halfLengthKm: 1.6, halfWidthKm: 2.4 },
];
