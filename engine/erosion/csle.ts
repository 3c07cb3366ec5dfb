import {
  type ErosionModulus,
  type RainfallErosivity,
  type SoilErodibility,
  type SoilLoss,
  soilLoss,
  toErosionModulus,
} from "#engine/quantities";

/** The seven factors of the Chinese Soil Loss Equation; all but R and K are ratios. */
export interface CsleFactors {
  readonly rainfallErosivity: RainfallErosivity;
  readonly soilErodibility: SoilErodibility;
  readonly slopeLengthFactor: number;
  readonly slopeSteepnessFactor: number;
  readonly biologicalMeasuresFactor: number;
  readonly engineeringMeasuresFactor: number;
  readonly tillageMeasuresFactor: number;
}

/**
 * @zh 中国土壤流失方程 A = R·K·L·S·B·E·T, t/(hm²·a). The order of the products is fixed, because rounding depends on it
 * and the raster kernels must agree to the last bit.
 */
export function csleSoilLoss(factors: CsleFactors): SoilLoss {
  return soilLoss(
    factors.rainfallErosivity *
      factors.soilErodibility *
      factors.slopeLengthFactor *
      factors.slopeSteepnessFactor *
      factors.biologicalMeasuresFactor *
      factors.engineeringMeasuresFactor *
      factors.tillageMeasuresFactor,
  );
}

/** The same in t/(km²·a), the unit that SL 190 classifies. */
export function csleErosionModulus(factors: CsleFactors): ErosionModulus {
  return toErosionModulus(csleSoilLoss(factors));
}

/**
 * B and T are alternatives: cropland takes T with B = 1, all other land takes B with T = 1. This is the only place where
 * the choice is made for a single cell; for rasters see `computeBiologicalStrip` and `computeTillageStrip`.
 */
export function coverOrTillage(
  isCropland: boolean,
  biologicalMeasuresFactor: number,
  tillageMeasuresFactor: number,
): Pick<CsleFactors, "biologicalMeasuresFactor" | "tillageMeasuresFactor"> {
  return isCropland
    ? { biologicalMeasuresFactor: 1, tillageMeasuresFactor }
    : { biologicalMeasuresFactor, tillageMeasuresFactor: 1 };
}
