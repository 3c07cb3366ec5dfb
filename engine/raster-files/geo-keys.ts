import type { CoordinateSystem } from "#engine/projections";

/** GeoTIFF keys that matter here (OGC 19-008r4, annex on key ids). */
export const GEO_KEY = {
  modelType: 1024,
  rasterType: 1025,
  citation: 1026,
  geographicType: 2048,
  geographicCitation: 2049,
  angularUnits: 2054,
  inverseFlattening: 2059,
  projectedType: 3072,
  projectedCitation: 3073,
  projection: 3074,
  coordinateTransformation: 3075,
  linearUnits: 3076,
  linearUnitSize: 3077,
  originLongitude: 3080,
  originLatitude: 3081,
  falseEasting: 3082,
  falseNorthing: 3083,
  centreLongitude: 3088,
  scaleAtOrigin: 3092,
  verticalType: 4096,
  verticalUnits: 4099,
} as const;

export type GeoKeys = ReadonlyMap<number, number | string>;

export const USER_DEFINED = 32767;
export const MODEL_PROJECTED = 1;
export const MODEL_GEOGRAPHIC = 2;
export const RASTER_PIXEL_IS_POINT = 2;

const DOUBLES_TAG = 34736;
const TEXT_TAG = 34737;

/** Keys of a GeoKeyDirectory (tag 34735) with its doubles (34736) and text (34737). */
export function parseGeoKeys(directory: ArrayLike<number>, doubles: ArrayLike<number>, text: string): GeoKeys {
  const keys = new Map<number, number | string>();
  const count = directory[3] ?? 0;
  for (let i = 1; i <= count; i++) {
    const [key, location, length, value] = [0, 1, 2, 3].map((k) => directory[i * 4 + k] ?? 0) as [
      number,
      number,
      number,
      number,
    ];
    if (location === 0) keys.set(key, value);
    else if (location === DOUBLES_TAG) keys.set(key, doubles[value] ?? Number.NaN);
    else if (location === TEXT_TAG) keys.set(key, text.slice(value, value + length).replace(/[|\0]+$/, ""));
  }
  return keys;
}

export interface GeoKeyTags {
  readonly directory: readonly number[];
  readonly text: string;
}

/** The directory that names a system by its EPSG code, cells being areas. */
export function formatGeoKeys(system: CoordinateSystem): GeoKeyTags {
  const code = Number(system.code.slice("EPSG:".length));
  const isProjected = system.kind === "projected";
  const text = `${system.nameEn}|`;
  const keys: (readonly [number, number, number, number])[] = [
    [GEO_KEY.modelType, 0, 1, isProjected ? MODEL_PROJECTED : MODEL_GEOGRAPHIC],
    [GEO_KEY.rasterType, 0, 1, 1],
    [GEO_KEY.citation, TEXT_TAG, text.length, 0],
  ];
  const METRE = 9001;
  const DEGREE = 9102;
  if (isProjected) keys.push([GEO_KEY.projectedType, 0, 1, code], [GEO_KEY.linearUnits, 0, 1, METRE]);
  else keys.push([GEO_KEY.geographicType, 0, 1, code], [GEO_KEY.angularUnits, 0, 1, DEGREE]);
  return { directory: [1, 1, 0, keys.length, ...keys.flat()], text };
}
