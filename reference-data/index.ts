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
export {
  type Confidence,
  confidenceMark,
  isDemonstration,
  isUnconfirmed,
  type ReferenceRow,
} from "./reference-row.ts";
export {
  type ErosionRegionId,
  type TolerableSoilLoss,
  tolerableSoilLosses,
  tolerableSoilLossOf,
} from "./tolerable-soil-loss.ts";
