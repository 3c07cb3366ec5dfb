import type { Extent } from "#engine/rasters";
import { describeCrs, findCrs } from "./catalogue.ts";

export interface Implausibility {
  /** Why, as a clause to be put after the name of the file. */
  readonly zh: string;
  readonly en: string;
  /** The system that the coordinates fit, where one can be told. */
  readonly suggestion: string | undefined;
}

/**
 * Why coordinates cannot be meant in the system that they are labelled with, or undefined where they can: degrees
 * labelled as metres, metres labelled as degrees, eastings with a zone number in a system without one.
 * @throws TerraceError `crs-unsupported`
 */
export function explainImplausibleExtent(code: string, extent: Extent): Implausibility | undefined {
  const system = describeCrs(code);
  const limits = system.plausible;
  const isInside =
    extent.minX >= limits.minX &&
    extent.maxX <= limits.maxX &&
    extent.minY >= limits.minY &&
    extent.maxY <= limits.maxY;
  if (system.kind === "projected" && looksLikeDegrees(extent)) {
    return {
      zh: `坐标像经纬度（${describe(extent)}），却标为 ${code}（单位米）`,
      en: `coordinates look like degrees (${describe(extent)}) but are labelled ${code} (metres)`,
      suggestion: "EPSG:4490",
    };
  }
  if (isInside) return undefined;
  if (system.kind === "geographic") {
    return {
      zh: `坐标不是经纬度（${describe(extent)}），却标为 ${code}（单位度）`,
      en: `coordinates are not degrees (${describe(extent)}) but are labelled ${code} (degrees)`,
      suggestion: zoneSuggestion(extent),
    };
  }
  return {
    zh: `坐标超出 ${code} 的合理范围（${describe(extent)}）`,
    en: `coordinates lie outside the plausible range of ${code} (${describe(extent)})`,
    suggestion: zoneSuggestion(extent),
  };
}

function looksLikeDegrees(extent: Extent): boolean {
  const isDegreeRange = extent.minX >= -180 && extent.maxX <= 360 && extent.minY >= -90 && extent.maxY <= 90;
  const isFarFromOrigin = Math.abs(extent.minX) > 1 || Math.abs(extent.minY) > 1;
  return isDegreeRange && isFarFromOrigin && extent.maxX - extent.minX < 360;
}

/** An easting of 25–45 million carries the number of a 3° zone, one of 13–23 million that of a 6° zone. */
function zoneSuggestion(extent: Extent): string | undefined {
  const zone = Math.floor(extent.minX / 1_000_000);
  const hasNorthing = extent.minY > 0 && extent.maxY < 10_002_000;
  if (!hasNorthing) return undefined;
  const code = zone >= 25 && zone <= 45 ? 4513 + zone - 25 : zone >= 13 && zone <= 23 ? 4491 + zone - 13 : undefined;
  return code !== undefined && findCrs(`EPSG:${code}`) !== undefined ? `EPSG:${code}` : undefined;
}

function describe(extent: Extent): string {
  const short = (value: number): string => String(Number(value.toPrecision(9)));
  return `x ${short(extent.minX)}…${short(extent.maxX)}, y ${short(extent.minY)}…${short(extent.maxY)}`;
}
