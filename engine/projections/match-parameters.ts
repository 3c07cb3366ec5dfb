import { transverseMercatorSystems } from "./catalogue.ts";
import type { CoordinateSystem, TransverseMercatorParameters } from "./coordinate-system.ts";

/** Parameters are written with up to 15 digits by some programs and 6 by others. */
const DEGREE_TOLERANCE = 1e-6;
const METRE_TOLERANCE = 1e-3;
const SCALE_TOLERANCE = 1e-8;

/** The code of the supported system that has these parameters on this datum, or undefined. */
export function matchTransverseMercator(
  datum: CoordinateSystem["datum"],
  parameters: TransverseMercatorParameters,
): string | undefined {
  for (const system of transverseMercatorSystems()) {
    const known = system.transverseMercator;
    if (known === undefined || system.datum !== datum) continue;
    const isSame =
      Math.abs(known.centralMeridian - parameters.centralMeridian) < DEGREE_TOLERANCE &&
      Math.abs(known.scale - parameters.scale) < SCALE_TOLERANCE &&
      Math.abs(known.falseEasting - parameters.falseEasting) < METRE_TOLERANCE &&
      Math.abs(known.falseNorthing - parameters.falseNorthing) < METRE_TOLERANCE;
    if (isSame) return system.code;
  }
  return undefined;
}
