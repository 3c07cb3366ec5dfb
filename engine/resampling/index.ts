export { alignRaster } from "./align-raster.ts";
export { type CoverageGap, CoverageGapCollector, coverageOf, GAP_PLACE_NAMES, type GapPlace } from "./coverage.ts";
export { type ResamplingMethod, resamplingFor } from "./resampling-method.ts";
