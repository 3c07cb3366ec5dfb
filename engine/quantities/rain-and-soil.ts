import type { Quantity } from "./unit.ts";

/** @zh 降雨侵蚀力 R, MJ·mm/(hm²·h·a). */
export type RainfallErosivity = Quantity<"MJ·mm/(hm2·h·a)">;

/** @zh 土壤可蚀性 K, t·hm²·h/(hm²·MJ·mm). */
export type SoilErodibility = Quantity<"t·hm2·h/(hm2·MJ·mm)">;

export function rainfallErosivity(value: number): RainfallErosivity {
  return value as RainfallErosivity;
}

export function soilErodibility(value: number): SoilErodibility {
  return value as SoilErodibility;
}
