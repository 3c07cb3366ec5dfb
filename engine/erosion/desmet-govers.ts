import { pow } from "#engine/reproducible-maths";
import { STANDARD_PLOT_METRES } from "./slope-length-factor.ts";

/**
 * m = β/(1+β), β = (sin θ/0.0896)/(3·sin^0.8 θ + 0.56): the ratio of rill to interrill erosion (McCool et al. 1989), moderate
 * susceptibility.
 */
export function rillExponent(sine: number): number {
  const beta = sine / 0.0896 / (3 * pow(sine, 0.8) + 0.56);
  return beta / (1 + beta);
}

/** Sine of the slope of 9 %. */
const NINE_PERCENT = 0.09 / Math.sqrt(1 + 0.09 * 0.09);

/** S of RUSLE (McCool et al. 1987): 10.8·sin θ + 0.03 below a slope of 9 %, 16.8·sin θ − 0.5 from there on. */
export function rusleSteepness(sine: number): number {
  return sine < NINE_PERCENT ? 10.8 * sine + 0.03 : 16.8 * sine - 0.5;
}

/**
 * L of a cell after Desmet and Govers 1996 (J. Soil Water Conserv. 51): the mean of λ^m over the cell with the contributing area
 * in the place of slope length, so that it grows where flow converges. For comparison with other tools; the yearly survey
 * uses the segment form.
 * @param inletArea area that drains into the cell, without the cell itself, m²
 * @param cellSize side of the square cell, m
 * @param flowWidthRatio x, the width of flow across the cell in cells: |sin α| + |cos α| of the flow direction α
 */
export function desmetGoversLengthFactor(
  inletArea: number,
  cellSize: number,
  exponent: number,
  flowWidthRatio: number,
): number {
  const area = cellSize * cellSize;
  return (
    (pow(inletArea + area, exponent + 1) - pow(inletArea, exponent + 1)) /
    (pow(cellSize, exponent + 2) * pow(flowWidthRatio, exponent) * pow(STANDARD_PLOT_METRES, exponent))
  );
}

/**
 * LS as the sediment model of InVEST computes it (3.9 and later), the one open tool with published test values. It differs from
 * the paper in three ways: the area at the inlet enters as its square root, the exponent is stepped below 9 % and rill-based above,
 * and x is taken from the slope angle instead of the flow direction.
 * @param slopePercent 100·tan θ
 * @param accumulatedCells cells that drain through the cell, with itself
 * @param maximumLengthFactor cap of L (`l_max`)
 */
export function investLengthSteepness(
  slopePercent: number,
  accumulatedCells: number,
  cellSize: number,
  maximumLengthFactor: number,
): number {
  const tangent = slopePercent / 100;
  const cosine = 1 / Math.sqrt(1 + tangent * tangent);
  const sine = tangent * cosine;
  const inletArea = Math.sqrt((accumulatedCells - 1) * cellSize * cellSize);
  const length = desmetGoversLengthFactor(inletArea, cellSize, investExponent(slopePercent, sine), sine + cosine);
  return Math.min(length, maximumLengthFactor) * rusleSteepness(sine);
}

function investExponent(slopePercent: number, sine: number): number {
  if (slopePercent <= 1) return 0.2;
  if (slopePercent <= 3.5) return 0.3;
  if (slopePercent <= 5) return 0.4;
  return slopePercent <= 9 ? 0.5 : rillExponent(sine);
}
