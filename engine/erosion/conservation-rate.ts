/**
 * @zh 水土保持率 as a ratio 0–1: (land area − area of soil and water loss) / land area.
 * Both areas in the same unit; undefined where there is no land.
 */
export function conservationRate(landArea: number, soilWaterLossArea: number): number | undefined {
  return landArea > 0 ? (landArea - soilWaterLossArea) / landArea : undefined;
}

/** The area in 轻度 and above, from the areas of the six classes 微度 … 剧烈. */
export function soilWaterLossArea(areaByIntensity: readonly number[]): number {
  return areaByIntensity.slice(1).reduce((sum, area) => sum + area, 0);
}
