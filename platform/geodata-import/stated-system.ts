import { TerraceError } from "#errors";
import type { RawLayer, ReadVectorOptions } from "./vector-layer.ts";

/**
 * The reference system that a file states. One that a person states goes before it, also where the file's cannot be
 * understood.
 * @throws TerraceError `crs-unknown`, `crs-old-datum`, unless they are to be told
 */
export function statedSystem(
  options: ReadVectorOptions,
  read: () => string | undefined,
): Pick<RawLayer, "statedCrs" | "crsProblem"> {
  if (options.crs !== undefined) return { statedCrs: undefined };
  if (options.toleratesUnknownCrs !== true) return { statedCrs: read() };
  try {
    return { statedCrs: read() };
  } catch (error) {
    if (!(error instanceof TerraceError)) throw error;
    return { statedCrs: undefined, crsProblem: { code: error.code, zh: error.userMessage, en: error.message } };
  }
}
