import { TerraceError } from "#errors";

/** Expected failures of reading a raster file. Each names the file, what is wrong and the remedy. */
export type RasterFileProblem =
  | "raster-empty"
  | "raster-not-tiff"
  | "raster-truncated"
  | "raster-unreadable"
  | "raster-unsupported"
  | "raster-crs-missing"
  | "raster-crs-unknown"
  | "raster-crs-implausible"
  | "raster-not-georeferenced"
  | "raster-rotated"
  | "raster-band-choice";

export function rasterFileError(
  code: RasterFileProblem,
  name: string,
  text: { readonly zh: string; readonly en: string },
  details: Readonly<Record<string, unknown>> = {},
  cause?: unknown,
): TerraceError {
  return new TerraceError({
    code,
    userMessage: `栅格文件 ${name}：${text.zh}`,
    message: `Raster file ${name}: ${text.en}`,
    details: { file: name, ...details },
    cause,
  });
}
