import proj4 from "proj4";
import { describeCrs } from "./catalogue.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

export type Transform = (x: number, y: number) => Point;

const transforms = new Map<string, Transform>();

const identity: Transform = (x, y) => ({ x, y });

/**
 * A function that takes coordinates of one system to another; x is the easting or longitude, y the northing or latitude.
 * Points that cannot be projected come out as NaN.
 * @throws TerraceError `crs-unsupported` | `crs-old-datum`
 */
export function transformer(from: string, to: string): Transform {
  const key = `${from}>${to}`;
  let transform = transforms.get(key);
  if (transform === undefined) {
    transform = createTransform(from, to);
    transforms.set(key, transform);
  }
  return transform;
}

function createTransform(from: string, to: string): Transform {
  const source = describeCrs(from);
  const target = describeCrs(to);
  const areBothGeographic = source.kind === "geographic" && target.kind === "geographic";
  if (source.proj4 === target.proj4 || areBothGeographic) return identity;
  const converter = proj4(source.proj4, target.proj4);
  return (x, y) => {
    if (!Number.isFinite(x) || !Number.isFinite(y)) return { x: Number.NaN, y: Number.NaN };
    const [toX, toY] = converter.forward([x, y]);
    return { x: toX ?? Number.NaN, y: toY ?? Number.NaN };
  };
}
