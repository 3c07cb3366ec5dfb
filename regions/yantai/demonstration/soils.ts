import { gradientNoise } from "./integer-noise.ts";

export interface DemonstrationSoil {
  readonly code: number;
  readonly nameZh: string;
  /** Percent by mass: 2–0.05 mm, 0.05–0.002 mm, below 0.002 mm; and organic carbon. */
  readonly sand: number;
  readonly silt: number;
  readonly clay: number;
  readonly organicCarbon: number;
}

/** 演示值: the great soil groups of the region with made-up textures of the usual kind; no profile was measured. */
export const demonstrationSoils: readonly DemonstrationSoil[] = [
  { code: 1, nameZh: "棕壤", sand: 63, silt: 24, clay: 13, organicCarbon: 1.0 },
  { code: 2, nameZh: "棕壤性土", sand: 70, silt: 20, clay: 10, organicCarbon: 0.8 },
  { code: 3, nameZh: "褐土", sand: 56, silt: 27, clay: 17, organicCarbon: 0.9 },
  { code: 4, nameZh: "潮土", sand: 68, silt: 19, clay: 13, organicCarbon: 0.9 },
  { code: 5, nameZh: "滨海砂质盐土", sand: 82, silt: 12, clay: 6, organicCarbon: 0.5 },
];

/** Soil code at a position: thin soils on steep ground, alluvial ones in the plains, sandy ones by the sea. */
export function soilAt(x: number, y: number, height: number, slope: number, seaDistance: number): number {
  const noise = gradientNoise(x / 3000, y / 3000, 411) + 0.5 * gradientNoise(x / 800, y / 800, 413);
  if (seaDistance < 1200 + 500 * noise && height < 9) return 5;
  if (slope > 0.15 + 0.06 * noise || height > 330 + 90 * noise) return 2;
  if (slope < 0.022 + 0.012 * noise && height < 75) return 4;
  if (x < 545000 && height < 110 + 50 * noise) return 3;
  return 1;
}

/** `soil.csv` for a survey: `code,sand,silt,clay,organic_carbon`. */
export function soilTable(): string {
  const lines = demonstrationSoils.map((soil) =>
    [soil.code, soil.sand, soil.silt, soil.clay, soil.organicCarbon, `${soil.nameZh}(演示)`].join(","),
  );
  return `${["code,sand,silt,clay,organic_carbon,name", ...lines].join("\n")}\n`;
}
