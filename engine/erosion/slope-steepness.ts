import { sineOfDegrees } from "#engine/reproducible-maths";

/** S = slope·sin θ + offset in three pieces, with the angles where they change. */
export interface SlopeSteepnessConstants {
  readonly gentle: { readonly factor: number; readonly offset: number };
  readonly middle: { readonly factor: number; readonly offset: number };
  readonly steep: { readonly factor: number; readonly offset: number };
  /** θ below it: gentle. */
  readonly middleFromDegrees: number;
  /** θ from it on: steep. */
  readonly steepFromDegrees: number;
}

/** McCool below 10°, Liu 1994 from 10° on, as the CSLE joins them. */
export const slopeSteepnessConstants: SlopeSteepnessConstants = {
  gentle: { factor: 10.8, offset: 0.03 },
  middle: { factor: 16.8, offset: -0.5 },
  steep: { factor: 21.91, offset: -0.96 },
  middleFromDegrees: 5,
  steepFromDegrees: 10,
};

/**
 * @zh 坡度因子 S. The function jumps at 10° (2.417 below, 2.845 from 10° on): that is how the equation is published.
 * @param thetaDegrees slope angle, 0–90
 * @param thetaMaxDegrees steeper slopes count as this steep; undefined: no cap
 */
export function slopeSteepnessFactor(
  thetaDegrees: number,
  thetaMaxDegrees?: number,
  constants: SlopeSteepnessConstants = slopeSteepnessConstants,
): number {
  const theta = thetaMaxDegrees === undefined ? thetaDegrees : Math.min(thetaDegrees, thetaMaxDegrees);
  return slopeSteepnessOfSine(sineOfDegrees(theta), theta, constants);
}

/** The same from the sine, which a raster has without trigonometry (sin θ = t / √(1 + t²)); the angle only chooses the piece. */
export function slopeSteepnessOfSine(
  sine: number,
  thetaDegrees: number,
  constants: SlopeSteepnessConstants = slopeSteepnessConstants,
): number {
  const { factor, offset } =
    thetaDegrees < constants.middleFromDegrees
      ? constants.gentle
      : thetaDegrees < constants.steepFromDegrees
        ? constants.middle
        : constants.steep;
  return factor * sine + offset;
}
