import type { Confidence } from "#reference-data";
import type { LonLat } from "./coast.ts";

export interface Peak {
  readonly nameZh: string;
  readonly nameEn: string;
  readonly position: LonLat;
  /** Height above sea level, m. */
  readonly height: number;
  readonly source: string;
  readonly heightConfidence: Confidence;
  readonly positionConfidence: Confidence;
}

const GENERAL = "公开地理常识";

/** Summits with names; each is the highest ground around in the demonstration relief. */
export const peaks: readonly Peak[] = [
  {
    nameZh: "昆嵛山",
    nameEn: "Kunyu Mountain",
    position: [121.75, 37.26],
    height: 923,
    source: "泰礴顶 923 m(亦作 922.8 m)",
    heightConfidence: "verified",
    positionConfidence: "memory-low",
  },
  {
    nameZh: "艾山",
    nameEn: "Aishan",
    position: [120.76, 37.48],
    height: 814,
    source: GENERAL,
    heightConfidence: "verified",
    positionConfidence: "memory-low",
  },
  {
    nameZh: "牙山",
    nameEn: "Yashan",
    position: [121.02, 37.25],
    height: 806,
    source: "806 m(亦作 805 m)",
    heightConfidence: "verified",
    positionConfidence: "memory-low",
  },
  {
    nameZh: "罗山",
    nameEn: "Luoshan",
    position: [120.48, 37.48],
    height: 759,
    source: GENERAL,
    heightConfidence: "verified",
    positionConfidence: "memory-low",
  },
  {
    nameZh: "大泽山",
    nameEn: "Dazeshan",
    position: [120.0, 36.99],
    height: 737,
    source: "736.7 m",
    heightConfidence: "memory-high",
    positionConfidence: "memory-low",
  },
  {
    nameZh: "莱山",
    nameEn: "Laishan (Longkou)",
    position: [120.58, 37.47],
    height: 619,
    source: "龙口莱山",
    heightConfidence: "memory-medium",
    positionConfidence: "memory-low",
  },
  {
    nameZh: "招虎山",
    nameEn: "Zhaohushan",
    position: [121.21, 36.87],
    height: 550,
    source: "549.8 m",
    heightConfidence: "memory-medium",
    positionConfidence: "memory-low",
  },
  {
    nameZh: "磁山",
    nameEn: "Cishan",
    position: [121.06, 37.57],
    height: 528,
    source: GENERAL,
    heightConfidence: "memory-low",
    positionConfidence: "memory-low",
  },
  {
    nameZh: "老爷山(芝罘岛)",
    nameEn: "Laoyeshan (Zhifu Island)",
    position: [121.38, 37.603],
    height: 294,
    source: GENERAL,
    heightConfidence: "memory-medium",
    positionConfidence: "memory-low",
  },
];

export interface Ridge {
  readonly course: readonly LonLat[];
  /** Height to which the ground rises along it, m, and the distance at which it has fallen to a half, km. */
  readonly height: number;
  readonly halfWidthKm: number;
}

/** 示意: the belts of higher ground that join the summits, the middle one being the plan's 生态中脊. */
export const ridges: readonly Ridge[] = [
  // From 罗山 over the divide south of 招远 and 栖霞 to 牙山, and on between 外夹河 and the southern rivers to 昆嵛山.
  {
    course: [
      [120.48, 37.48],
      [120.56, 37.39],
      [120.62, 37.31],
      [120.74, 37.26],
      [120.9, 37.28],
      [121.02, 37.25],
    ],
    height: 330,
    halfWidthKm: 8,
  },
  {
    course: [
      [121.02, 37.25],
      [121.06, 37.14],
      [121.14, 37.06],
      [121.22, 37.05],
      [121.34, 37.13],
      [121.5, 37.17],
      [121.62, 37.22],
      [121.75, 37.26],
    ],
    height: 340,
    halfWidthKm: 8,
  },
  {
    course: [
      [120.48, 37.48],
      [120.58, 37.47],
    ],
    height: 380,
    halfWidthKm: 6,
  },
  {
    course: [
      [120.72, 37.42],
      [120.76, 37.48],
      [120.92, 37.52],
      [121.06, 37.57],
    ],
    height: 360,
    halfWidthKm: 7,
  },
  // 大泽山 and the hills between the rivers of 莱州, 招远 and the 大沽河.
  {
    course: [
      [119.98, 36.99],
      [120.12, 37.04],
      [120.25, 37.1],
      [120.31, 37.22],
      [120.42, 37.27],
      [120.54, 37.34],
    ],
    height: 260,
    halfWidthKm: 7,
  },
  {
    course: [
      [120.31, 37.22],
      [120.22, 37.33],
      [120.2, 37.42],
    ],
    height: 250,
    halfWidthKm: 5.5,
  },
  {
    course: [
      [121.14, 37.06],
      [121.2, 36.95],
      [121.21, 36.87],
      [121.34, 36.83],
    ],
    height: 330,
    halfWidthKm: 7,
  },
  {
    course: [
      [121.34, 37.13],
      [121.35, 37.3],
      [121.39, 37.46],
    ],
    height: 280,
    halfWidthKm: 5.5,
  },
  {
    course: [
      [120.9, 37.28],
      [120.86, 37.16],
      [120.9, 37.06],
    ],
    height: 210,
    halfWidthKm: 6,
  },
];

/** Lowlands (示意): centre, radius in km over which the ground is held low. */
export const lowlands: readonly { readonly centre: LonLat; readonly radiusKm: number }[] = [
  { centre: [119.78, 37.1], radiusKm: 17 },
  { centre: [119.98, 37.32], radiusKm: 12 },
  { centre: [120.4, 37.64], radiusKm: 13 },
  { centre: [120.55, 37.71], radiusKm: 9 },
  { centre: [120.74, 36.76], radiusKm: 14 },
  { centre: [120.72, 36.95], radiusKm: 9 },
  { centre: [121.26, 37.53], radiusKm: 5 },
  { centre: [121.62, 37.4], radiusKm: 5 },
  { centre: [121.1, 36.68], radiusKm: 7 },
];
