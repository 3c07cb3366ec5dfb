export { alignRaster } from "./align-raster.ts";
export { type ResamplingMethod, resamplingFor } from "./resampling-method.ts";
