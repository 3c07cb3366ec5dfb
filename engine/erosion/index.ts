export {
  biologicalMeasuresFactor,
  type CanopyRatio,
  type CoverRatio,
  type RatioGroup,
  type SoilLossRatioConstants,
  soilLossRatio,
} from "./biological-measures.ts";
export {
  type BiologicalRule,
  type BiologicalStripInputs,
  type BiologicalTable,
  biologicalTable,
  computeBiologicalStrip,
  computeBiologicalStripTwin,
} from "./biological-strip.ts";
export { conservationRate, soilWaterLossArea } from "./conservation-rate.ts";
export { type CsleFactors, coverOrTillage, csleErosionModulus, csleSoilLoss } from "./csle.ts";
export type { DailyRain, PartialDay, RainGap } from "./daily-rain-record.ts";
export {
  desmetGoversLengthFactor,
  investLengthSteepness,
  rillExponent,
  rusleSteepness,
} from "./desmet-govers.ts";
export { engineeringMeasuresFactor } from "./engineering-measures.ts";
export {
  type IntensityCode,
  type IntensityLimits,
  intensityLimits,
  intensityOf,
} from "./erosion-intensity.ts";
export { computeErosionStrip } from "./erosion-strip.ts";
export type { ErosionStripInputs, ErosionStripOutputs, FactorLayer } from "./erosion-strip-layers.ts";
export type { ErosionStripRules } from "./erosion-strip-rules.ts";
export { computeErosionStripTwin } from "./erosion-strip-twin.ts";
export { type FactorChange, factorChange } from "./factor-change.ts";
export {
  type RasterField,
  type RasterFieldId,
  rasterFields,
  rasterFieldTerm,
} from "./field-catalogue.ts";
export {
  computeFractionalCoverStrip,
  type DatedCover,
  fractionalCover,
  interpolateCover,
  type NdviEndMembers,
} from "./fractional-cover.ts";
export {
  type CivilDate,
  formatCivilDate,
  HALF_MONTHS,
  halfMonthOf,
  monthOfHalfMonth,
  parseCivilDate,
} from "./half-months.ts";
export { legacyMeanErosivity } from "./legacy-rainfall-erosivity.ts";
export {
  type DailyErosivityConstants,
  DEFAULT_MAXIMUM_MISSING_DAYS,
  type DroppedYear,
  dailyErosivity,
  dailyErosivityConstants,
  type ErosivityOptions,
  type MeanErosivity,
  meanErosivity,
  type YearErosivity,
} from "./rainfall-erosivity.ts";
export {
  brownFosterEnergy,
  type RainInterval,
  type Storm,
  type StormRules,
  stormsOf,
  type UnitEnergy,
  uncappedWischmeierSmithEnergy,
  wischmeierSmithEnergy,
} from "./rainfall-storms.ts";
export { multiplySevenLayers } from "./seven-layers.ts";
export {
  type SlopeLengthExponent,
  STANDARD_PLOT_METRES,
  slopeLengthExponent,
  slopeLengthFactor,
} from "./slope-length-factor.ts";
export {
  type SlopeSteepnessConstants,
  slopeSteepnessConstants,
  slopeSteepnessFactor,
} from "./slope-steepness.ts";
export {
  chinaCorrectedErodibility,
  type ErodibilityMethod,
  epicErodibility,
  type NomographSoil,
  nomographErodibility,
  SI_PER_CUSTOMARY_ERODIBILITY,
  type SoilTexture,
} from "./soil-erodibility.ts";
export { computeTillageStrip } from "./tillage-measures.ts";
