import type { Quantity } from "./unit.ts";

/**
 * @zh 土壤流失量 (per hectare), t/(hm²·a): the unit in which the CSLE product comes out.
 */
export type SoilLoss = Quantity<"t/(hm2·a)">;

/**
 * @zh 土壤侵蚀模数, t/(km²·a): the unit in which SL 190 classifies. 1 t/(hm²·a) = 100 t/(km²·a).
 */
export type ErosionModulus = Quantity<"t/(km2·a)">;

export function soilLoss(tonnesPerHectareYear: number): SoilLoss {
  return tonnesPerHectareYear as SoilLoss;
}

export function erosionModulus(tonnesPerSquareKilometreYear: number): ErosionModulus {
  return tonnesPerSquareKilometreYear as ErosionModulus;
}

export function toErosionModulus(loss: SoilLoss): ErosionModulus {
  return erosionModulus(loss * 100);
}

export function toSoilLoss(modulus: ErosionModulus): SoilLoss {
  return soilLoss(modulus / 100);
}
