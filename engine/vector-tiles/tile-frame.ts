import { TerraceError } from "#errors";
import type { PartList } from "./part-list.ts";

/** A tile of the usual web grid: `z` from 0, `x` from the antimeridian eastward, `y` from the north. */
export interface TileAddress {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

/** The side of a tile in tile units. MapLibre and the specification's examples take 4096. */
export const TILE_EXTENT = 4096;

/** Where the square of web Mercator ends, degrees: atan(sinh(π)). */
const GREATEST_LATITUDE = 85.0511287798066;

/** West, south, east and north in degrees. */
export interface DegreeBox {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/**
 * The land that a tile shows with a margin around it.
 * @param margin in tile units, 4096 to a side
 */
export function tileBox({ z, x, y }: TileAddress, margin: number): DegreeBox {
  const share = margin / TILE_EXTENT;
  return {
    west: Math.max(-180, longitudeAt(x - share, z)),
    south: latitudeAt(y + 1 + share, z),
    east: Math.min(180, longitudeAt(x + 1 + share, z)),
    north: latitudeAt(y - share, z),
  };
}

function longitudeAt(column: number, z: number): number {
  return (column / 2 ** z) * 360 - 180;
}

function latitudeAt(row: number, z: number): number {
  const northing = Math.PI * (1 - (2 * row) / 2 ** z);
  return (Math.atan(Math.sinh(northing)) * 180) / Math.PI;
}

/** Where a place lies among the tiles of a zoom: whole parts are the tile's x and y, the rest the share of its side. */
export function positionAmongTiles(longitude: number, latitude: number, z: number): { x: number; y: number } {
  const held = Math.max(-GREATEST_LATITUDE, Math.min(GREATEST_LATITUDE, latitude));
  const sine = Math.sin((held * Math.PI) / 180);
  const tiles = 2 ** z;
  return {
    x: ((longitude + 180) / 360) * tiles,
    y: (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * tiles,
  };
}

/**
 * Longitudes and latitudes in degrees become tile units in place: 0, 0 is the tile's north-western corner and y grows southward.
 * CGCS2000 (EPSG:4490) is taken as WGS 84, from which it differs by centimetres. Latitudes beyond web Mercator are held at its edge.
 * @throws TerraceError `geometry-not-in-degrees` where a coordinate is not a number or no longitude or latitude
 */
export function projectToTile(parts: PartList, { z, x, y }: TileAddress): void {
  const { coordinates, positionCount } = parts;
  const side = 2 ** z * TILE_EXTENT;
  const unitsPerDegree = side / 360;
  const left = x * TILE_EXTENT - side / 2;
  const top = y * TILE_EXTENT - side / 2;
  const unitsPerRadian = side / (4 * Math.PI);
  for (let i = 0; i < 2 * positionCount; i += 2) {
    const longitude = coordinates[i]!;
    let latitude = coordinates[i + 1]!;
    // Written so that NaN is refused too.
    if (!(longitude >= -180 && longitude <= 180 && latitude >= -90 && latitude <= 90)) {
      throw notInDegrees(longitude, latitude);
    }
    if (latitude > GREATEST_LATITUDE) latitude = GREATEST_LATITUDE;
    else if (latitude < -GREATEST_LATITUDE) latitude = -GREATEST_LATITUDE;
    const sine = Math.sin((latitude * Math.PI) / 180);
    coordinates[i] = longitude * unitsPerDegree - left;
    coordinates[i + 1] = -Math.log((1 + sine) / (1 - sine)) * unitsPerRadian - top;
  }
}

function notInDegrees(longitude: number, latitude: number): TerraceError {
  return new TerraceError({
    code: "geometry-not-in-degrees",
    userMessage: `数据库中有一个图形的坐标（${longitude}，${latitude}）不是经纬度，已停止绘制。请联系管理员检查该图层的坐标系。`,
    message: `A geometry has the position ${longitude}, ${latitude}, which is no longitude and latitude in degrees.`,
    details: { longitude: String(longitude), latitude: String(latitude) },
  });
}
