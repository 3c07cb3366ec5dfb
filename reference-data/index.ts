export {
  type BiologicalFixedValue,
  biologicalFactorOf,
  biologicalFixedValues,
} from "./biological-fixed-values.ts";
export { type CsleParameter, csleParameterOf, csleParameters } from "./csle-parameters.ts";
export { type EngineeringMeasure, engineeringMeasureOf, engineeringMeasures } from "./engineering-measures.ts";
export {
  type SheetErosionRow,
  sheetErosionClass,
  sheetErosionSlopes,
  sheetErosionTable,
  slopeClassLimits,
  vegetationCoverLimits,
} from "./field-check-tables.ts";
export {
  INTENSITY_NO_DATA,
  type IntensityClass,
  type IntensityId,
  intensityClasses,
  intensityClassOf,
  intensityThicknessLimits,
  intensityUpperLimits,
} from "./intensity-classes.ts";
export {
  type CoverGroup,
  isCropland,
  type LandUse,
  type LandUseGroup,
  type LandUseGroupId,
  landUseGroupOf,
  landUseGroups,
  landUseOf,
  landUses,
} from "./land-use-codes.ts";
export { type LandUseCorrespondence, landUseCrosswalk, landUseFromStandard } from "./land-use-crosswalk.ts";
export { type MeasureCode, type MeasureGroupId, measureCodes } from "./measure-codes.ts";
export {
  type Confidence,
  confidenceMark,
  isDemonstration,
  isUnconfirmed,
  type ReferenceRow,
} from "./reference-row.ts";
export {
  type ScreeningThreshold,
  type ScreeningThresholdId,
  screeningThresholdOn,
  screeningThresholds,
} from "./screening-thresholds.ts";
export { type SoilLossRatioValues, soilLossRatioRow } from "./soil-loss-ratio.ts";
export { demonstrationTillage, type TillageZone, tillageZones } from "./tillage-zones.ts";
export {
  type ErosionRegionId,
  type TolerableSoilLoss,
  tolerableSoilLosses,
  tolerableSoilLossOf,
} from "./tolerable-soil-loss.ts";
export { type Holiday, type WorkingDayYearValue, workingDayCalendar } from "./working-day-calendar.ts";
