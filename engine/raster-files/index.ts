export type { ByteSink, ByteSource, Compress, Inflate } from "./byte-access.ts";
export { type CogOptions, type CogWriter, createCogWriter } from "./cog-writer.ts";
export type { RasterFileProblem } from "./errors.ts";
export { type OpenRasterOptions, openRasterFile } from "./open-raster-file.ts";
export type { OverviewMethod } from "./overview-reduction.ts";
export type { OverviewSize, RasterFile } from "./raster-file.ts";
