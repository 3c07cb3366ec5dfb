import { type SoilErodibility, soilErodibility } from "#engine/quantities";
import { exp, pow } from "#engine/reproducible-maths";
import { TerraceError } from "#errors";

/** From the customary unit (ton·acre·h/(100 acre·ft·tonf·in)) to t·hm²·h/(hm²·MJ·mm). */
export const SI_PER_CUSTOMARY_ERODIBILITY = 0.1317;

/** Which way a K came about; the official yearly run takes the national K map (`map`) as it is. */
export type ErodibilityMethod = "map" | "epic" | "nomograph" | "epic-china-corrected";

/** @zh 土壤机械组成与有机碳. Percent by mass: sand 2–0.05 mm, silt 0.05–0.002 mm, clay < 0.002 mm. */
export interface SoilTexture {
  readonly sandPercent: number;
  readonly siltPercent: number;
  readonly clayPercent: number;
  /** Organic carbon, percent; organic matter = 1.724 × organic carbon. */
  readonly organicCarbonPercent: number;
}

/**
 * K after EPIC (Williams), t·hm²·h/(hm²·MJ·mm).
 * @throws TerraceError `soil-texture-invalid` where the fractions do not add up to 95–105 % or are negative
 */
export function epicErodibility(texture: SoilTexture): SoilErodibility {
  const { sandPercent: sand, siltPercent: silt, clayPercent: clay, organicCarbonPercent: carbon } = texture;
  checkTexture(texture);
  const notSand = 1 - sand / 100;
  const customary =
    (0.2 + 0.3 * exp(-0.0256 * sand * (1 - silt / 100))) *
    pow(silt / (clay + silt), 0.3) *
    (1 - (0.25 * carbon) / (carbon + exp(3.72 - 2.95 * carbon))) *
    (1 - (0.7 * notSand) / (notSand + exp(-5.51 + 22.9 * notSand)));
  return soilErodibility(SI_PER_CUSTOMARY_ERODIBILITY * customary);
}

/**
 * The EPIC value with the correction for China, K = −0.01383 + 0.51575·K_EPIC (Zhang Keli). It is five to ten times smaller than
 * EPIC's own and may come out negative for sandy soils, which is returned as it is: results of the two must not be mixed.
 */
export function chinaCorrectedErodibility(epic: SoilErodibility): SoilErodibility {
  return soilErodibility(-0.01383 + 0.51575 * epic);
}

/** What the nomograph needs beside texture. */
export interface NomographSoil {
  /** Silt and very fine sand, 0.1–0.002 mm, percent. */
  readonly siltAndVeryFineSandPercent: number;
  readonly clayPercent: number;
  readonly organicMatterPercent: number;
  /** 1 very fine granular … 4 blocky, platy or massive. */
  readonly structureClass: 1 | 2 | 3 | 4;
  /** 1 rapid … 6 very slow. */
  readonly permeabilityClass: 1 | 2 | 3 | 4 | 5 | 6;
}

/**
 * K after the nomograph equation of Wischmeier and Smith 1978 (USDA Agriculture Handbook 537), t·hm²·h/(hm²·MJ·mm). The nomograph
 * ends at 4 % organic matter; more counts as 4.
 */
export function nomographErodibility(soil: NomographSoil): SoilErodibility {
  const particle = soil.siltAndVeryFineSandPercent * (100 - soil.clayPercent);
  const organicMatter = Math.min(soil.organicMatterPercent, 4);
  const hundredfold =
    2.1e-4 * pow(particle, 1.14) * (12 - organicMatter) +
    3.25 * (soil.structureClass - 2) +
    2.5 * (soil.permeabilityClass - 3);
  return soilErodibility((SI_PER_CUSTOMARY_ERODIBILITY * hundredfold) / 100);
}

function checkTexture({ sandPercent, siltPercent, clayPercent, organicCarbonPercent }: SoilTexture): void {
  const sum = sandPercent + siltPercent + clayPercent;
  const least = Math.min(sandPercent, siltPercent, clayPercent, organicCarbonPercent);
  if (least >= 0 && sum >= 95 && sum <= 105 && clayPercent + siltPercent > 0) return;
  throw new TerraceError({
    code: "soil-texture-invalid",
    userMessage: `土壤机械组成无效：砂粒 ${sandPercent} %、粉粒 ${siltPercent} %、黏粒 ${clayPercent} % 之和应为 100 %，各项（含有机碳）不得为负。请检查土壤属性表。`,
    message: `Soil texture is not valid: sand ${sandPercent} %, silt ${siltPercent} % and clay ${clayPercent} % should add up to 100 %, none negative. Check the soil table.`,
    details: { sandPercent, siltPercent, clayPercent, organicCarbonPercent },
  });
}
