/**
 * The coast and the land border of the demonstration as a few positions typed in from general geographic knowledge,
 * longitude and latitude to 0.01°. 示意: a sketch, not a boundary; never to be measured or published as one.
 */
export type LonLat = readonly [longitude: number, latitude: number];

/** 北岸, from the mouth of the 胶莱河 eastwards to 双岛湾. */
export const northCoast: readonly LonLat[] = [
  [119.56, 37.13],
  [119.68, 37.14],
  [119.76, 37.17],
  [119.8, 37.22],
  [119.86, 37.27],
  [119.88, 37.31],
  [119.84, 37.37],
  [119.9, 37.38],
  [119.95, 37.41],
  [120.02, 37.44],
  [120.12, 37.5],
  [120.2, 37.56],
  [120.25, 37.6],
  [120.31, 37.63],
  [120.31, 37.66],
  [120.22, 37.675],
  [120.22, 37.7],
  [120.33, 37.69],
  [120.42, 37.72],
  [120.52, 37.76],
  [120.6, 37.77],
  [120.66, 37.79],
  [120.74, 37.83],
  [120.82, 37.82],
  [120.92, 37.81],
  [120.98, 37.78],
  [121.05, 37.75],
  [121.13, 37.71],
  [121.16, 37.66],
  [121.19, 37.61],
  [121.24, 37.58],
  [121.29, 37.575],
  [121.345, 37.58],
  [121.352, 37.595],
  [121.32, 37.62],
  [121.37, 37.617],
  [121.43, 37.595],
  [121.4, 37.587],
  [121.372, 37.585],
  [121.375, 37.56],
  [121.39, 37.545],
  [121.405, 37.552],
  [121.44, 37.535],
  [121.455, 37.51],
  [121.47, 37.475],
  [121.5, 37.455],
  [121.545, 37.445],
  [121.6, 37.435],
  [121.66, 37.445],
  [121.72, 37.455],
  [121.8, 37.465],
  [121.87, 37.47],
  [121.93, 37.475],
];

/** 东界, from 双岛湾 over 昆嵛山 to 乳山口. */
export const easternBorder: readonly LonLat[] = [
  [121.89, 37.4],
  [121.84, 37.32],
  [121.8, 37.25],
  [121.72, 37.19],
  [121.66, 37.14],
  [121.6, 37.1],
  [121.52, 37.06],
  [121.44, 37.03],
  [121.38, 37.02],
  [121.36, 36.95],
  [121.4, 36.88],
];

/** 南岸, from 乳山口 westwards to 丁字湾. */
export const southCoast: readonly LonLat[] = [
  [121.46, 36.82],
  [121.47, 36.76],
  [121.44, 36.735],
  [121.4, 36.705],
  [121.33, 36.72],
  [121.25, 36.69],
  [121.19, 36.665],
  [121.12, 36.645],
  [121.06, 36.61],
  [121.01, 36.575],
  [120.96, 36.585],
  [120.9, 36.61],
  [120.86, 36.64],
  [120.82, 36.645],
  [120.8, 36.62],
  [120.77, 36.605],
];

/** 西南界, from 丁字湾 over the 大沽河 and 大泽山 back to the 胶莱河. */
export const southwesternBorder: readonly LonLat[] = [
  [120.72, 36.63],
  [120.66, 36.68],
  [120.61, 36.75],
  [120.58, 36.85],
  [120.56, 36.95],
  [120.5, 37.04],
  [120.42, 37.1],
  [120.3, 37.09],
  [120.22, 37.04],
  [120.12, 36.98],
  [120.03, 36.96],
  [119.95, 36.97],
  [119.88, 37.01],
  [119.8, 37.02],
  [119.72, 37.01],
  [119.63, 37.04],
  [119.59, 37.08],
];

/** The neighbouring land, only so that slopes and rivers do not end at the border: east of 双岛湾 and 乳山口 … */
export const easternNeighbour: readonly LonLat[] = [
  [122.3, 37.55],
  [122.3, 36.85],
  [121.9, 36.87],
  [121.7, 36.83],
  [121.55, 36.8],
  [121.5, 36.84],
];

/** … and south and west of 丁字湾 and the 胶莱河. */
export const southwesternNeighbour: readonly LonLat[] = [
  [120.85, 36.58],
  [120.93, 36.53],
  [120.95, 36.45],
  [120.95, 36.2],
  [119, 36.2],
  [119, 37.13],
];

/** Through the sea around Yantai, from 胶莱河 north about to 双岛湾: closes the land border to a ring. */
export const northernSeaReach: readonly LonLat[] = [
  [119.5, 37.2],
  [119.4, 38.5],
  [122, 38.5],
  [121.97, 37.6],
];

/** From 乳山口 round to the middle of 丁字湾. */
export const southernSeaReach: readonly LonLat[] = [
  [121.47, 36.84],
  [121.53, 36.72],
  [121.5, 36.45],
  [121.05, 36.45],
  [120.93, 36.57],
  [120.84, 36.61],
  [120.77, 36.595],
];

export interface Island {
  readonly nameZh: string;
  readonly centre: LonLat;
  /** Half the length from north to south and from west to east, km. */
  readonly halfNorthSouthKm: number;
  readonly halfEastWestKm: number;
  /** Height of its highest point, m. */
  readonly height: number;
  /** Code of the reporting unit it belongs to. */
  readonly division: string;
}

/** 长山列岛 and the larger islands off the coast; sizes and heights from memory. */
export const islands: readonly Island[] = [
  {
    nameZh: "南长山岛",
    centre: [120.74, 37.92],
    halfNorthSouthKm: 3.4,
    halfEastWestKm: 1.2,
    height: 156,
    division: "370614-CD",
  },
  {
    nameZh: "北长山岛",
    centre: [120.71, 37.975],
    halfNorthSouthKm: 1.5,
    halfEastWestKm: 1.7,
    height: 196,
    division: "370614-CD",
  },
  {
    nameZh: "大黑山岛",
    centre: [120.61, 37.965],
    halfNorthSouthKm: 2.1,
    halfEastWestKm: 1.1,
    height: 189,
    division: "370614-CD",
  },
  {
    nameZh: "小黑山岛",
    centre: [120.65, 37.97],
    halfNorthSouthKm: 0.8,
    halfEastWestKm: 0.6,
    height: 95,
    division: "370614-CD",
  },
  {
    nameZh: "庙岛",
    centre: [120.68, 37.94],
    halfNorthSouthKm: 0.8,
    halfEastWestKm: 0.7,
    height: 98,
    division: "370614-CD",
  },
  {
    nameZh: "砣矶岛",
    centre: [120.76, 38.16],
    halfNorthSouthKm: 1.9,
    halfEastWestKm: 1.3,
    height: 199,
    division: "370614-CD",
  },
  {
    nameZh: "大钦岛",
    centre: [120.82, 38.3],
    halfNorthSouthKm: 2.2,
    halfEastWestKm: 1.0,
    height: 202,
    division: "370614-CD",
  },
  {
    nameZh: "小钦岛",
    centre: [120.85, 38.34],
    halfNorthSouthKm: 0.9,
    halfEastWestKm: 0.5,
    height: 149,
    division: "370614-CD",
  },
  {
    nameZh: "南隍城岛",
    centre: [120.9, 38.36],
    halfNorthSouthKm: 0.8,
    halfEastWestKm: 0.8,
    height: 100,
    division: "370614-CD",
  },
  {
    nameZh: "北隍城岛",
    centre: [120.91, 38.39],
    halfNorthSouthKm: 0.8,
    halfEastWestKm: 1.1,
    height: 155,
    division: "370614-CD",
  },
  {
    nameZh: "桑岛",
    centre: [120.45, 37.78],
    halfNorthSouthKm: 0.7,
    halfEastWestKm: 1.0,
    height: 14,
    division: "370681",
  },
  {
    nameZh: "崆峒岛",
    centre: [121.51, 37.56],
    halfNorthSouthKm: 0.5,
    halfEastWestKm: 0.8,
    height: 59,
    division: "370602",
  },
  {
    nameZh: "养马岛",
    centre: [121.61, 37.468],
    halfNorthSouthKm: 0.8,
    halfEastWestKm: 3.6,
    height: 105,
    division: "370612",
  },
];
