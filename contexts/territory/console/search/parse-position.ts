import { explainImplausibleExtent, findCrs, transformer } from "#engine/projections";

/** How a typed position was understood. */
export interface TypedPosition {
  readonly longitude: number;
  readonly latitude: number;
  /** `EPSG:4490` for degrees, otherwise the Gauss-Krüger zone. */
  readonly crs: string;
  /** Number of the zone; null for degrees. */
  readonly zone: { readonly number: number; readonly widthDegrees: 3 | 6 } | null;
  /** The zone was not written before the easting: another one would be as good. */
  readonly isZoneGuessed: boolean;
}

/** Longitudes of the zones that a number without a prefix may lie in: a map of one city needs its own and its neighbour. */
const DEGREES_OF_ZONE = 3;
/** The widest that a 3° zone is used for, beyond which the neighbour is meant. */
const HALF_ZONE_DEGREES = 1.8;

/**
 * What a typed text may mean as a position, the likeliest first; empty where it is none. Understood are degrees in both orders (no
 * longitude of China is a latitude), decimal or with minutes and seconds, and CGCS2000 Gauss-Krüger coordinates in metres in both
 * orders, with the zone's number before the easting (40,620,000) or without.
 * @param around a place of the region, by which a zone without a prefix is guessed
 */
export function parsePosition(text: string, around: { readonly longitude: number }): readonly TypedPosition[] {
  const plain = text
    .normalize("NFKC")
    .replace(/[，；、;]/g, ",")
    .trim();
  const degrees = parseDegrees(plain);
  if (degrees !== undefined) return [degrees];
  return parseMetres(plain, around.longitude);
}

const NUMBER = /[-+]?\d+(?:\.\d+)?/g;

function parseDegrees(text: string): TypedPosition | undefined {
  const halves = halvesOf(text);
  if (halves === undefined) return undefined;
  const [first, second] = halves.map(degreesOf);
  if (first === undefined || second === undefined) return undefined;
  const named = axisOf(halves[0]) ?? otherAxis(axisOf(halves[1]));
  if (named === "latitude") return placed(second, first);
  if (named === "longitude") return placed(first, second);
  return isLongitudeOfChina(second) && isLatitude(first) && !isLongitudeOfChina(first)
    ? placed(second, first)
    : placed(first, second);
}

const isLatitude = (degrees: number) => Math.abs(degrees) <= 90;
const isLongitudeOfChina = (degrees: number) => degrees >= 73 && degrees <= 136;

function placed(longitude: number, latitude: number): TypedPosition | undefined {
  if (!isLatitude(latitude) || Math.abs(longitude) > 180) return undefined;
  return { longitude, latitude, crs: "EPSG:4490", zone: null, isZoneGuessed: false };
}

/** The parts of the two angles, by whatever stands between them: a comma, a letter or word of an axis, or only their number. */
function halvesOf(text: string): [string, string] | undefined {
  const byComma = text.split(",").filter((part) => part.trim() !== "");
  if (byComma.length === 2) return [byComma[0]!, byComma[1]!];
  if (byComma.length > 2) return undefined;
  const before = /^\s*((?:[EWNS]|东经|西经|北纬|南纬)[^EWNS东西南北]+)((?:[EWNS]|东经|西经|北纬|南纬).+)$/i.exec(text);
  if (before) return [before[1]!, before[2]!];
  const behind = /^([^EWNS]+[EWNS])(.+)$/i.exec(text);
  if (behind) return [behind[1]!, behind[2]!];
  const numbers = text.match(NUMBER) ?? [];
  if (text.replace(NUMBER, "").replace(/[\s°º˚度′'’分″"”秒]/g, "") !== "" || numbers.length % 2 !== 0) return undefined;
  const middle = numbers.length / 2;
  return middle >= 1 && middle <= 3 ? [numbers.slice(0, middle).join(" "), numbers.slice(middle).join(" ")] : undefined;
}

const AXES = {
  E: "longitude",
  W: "longitude",
  东经: "longitude",
  西经: "longitude",
  N: "latitude",
  S: "latitude",
  北纬: "latitude",
  南纬: "latitude",
} as const;
type Axis = (typeof AXES)[keyof typeof AXES];

function axisOf(part: string): Axis | undefined {
  const [word] = /[EWNS]|东经|西经|北纬|南纬/i.exec(part) ?? [];
  return word === undefined ? undefined : AXES[word.toUpperCase() as keyof typeof AXES];
}

function otherAxis(axis: Axis | undefined): Axis | undefined {
  if (axis === undefined) return undefined;
  return axis === "latitude" ? "longitude" : "latitude";
}

/** `121°23′28.3″E`, `121 23 28.3`, `东经121度23分28.3秒`, `121.3912`. */
function degreesOf(part: string): number | undefined {
  const numbers = part.match(NUMBER) ?? [];
  const rest = part.replace(NUMBER, "").replace(/[EWNS]|东经|西经|北纬|南纬|[\s°º˚度′'’分″"”秒]/gi, "");
  if (rest !== "" || numbers.length < 1 || numbers.length > 3) return undefined;
  const [degrees = 0, minutes = 0, seconds = 0] = numbers.map(Number);
  if (numbers.slice(1).some((one) => /^[-+]/.test(one)) || minutes >= 60 || seconds >= 60) return undefined;
  const size = Math.abs(degrees) + minutes / 60 + seconds / 3600;
  const isNegative = degrees < 0 || /[WS]|西经|南纬/i.test(part);
  return size > 180 ? undefined : isNegative ? -size : size;
}

function parseMetres(text: string, longitude: number): readonly TypedPosition[] {
  // Thousands may be separated where something else separates the two.
  const parts = text
    .replace(/[XYxy东北]\s*[:=]?/g, " ")
    .trim()
    .split(/\s*,\s*|\s+/);
  if (parts.length !== 2 || !parts.every((part) => /^\d+(\.\d+)?米?m?$/i.test(part))) return [];
  const [first, second] = parts.map((part) => Number.parseFloat(part)) as [number, number];
  // Chinese survey tables write X for the northing: which is which is told by the size.
  const [easting, northing] = isNorthing(second) && isEasting(first) ? [first, second] : [second, first];
  if (!isNorthing(northing) || !isEasting(easting)) return [];
  if (easting >= 1e7) {
    const prefix = Math.floor(easting / 1e6);
    return inZone(easting, northing, prefix, codeWithPrefix(prefix), false);
  }
  const zone = Math.round(longitude / DEGREES_OF_ZONE);
  return [zone, zone + 1, zone - 1].flatMap((number) => inZone(easting, northing, number, 4534 + number - 25, true));
}

/** With the zone's number before it, or within 400 km of the false easting. */
const isEasting = (metres: number) => (metres >= 1.3e7 && metres < 4.6e7) || (metres >= 1e5 && metres <= 9e5);
/** From 18° to 54° north. */
const isNorthing = (metres: number) => metres > 1.9e6 && metres < 6e6;

/** EPSG:4513 to 4533 are the 3° zones 25 to 45, EPSG:4491 to 4501 the 6° zones 13 to 23, both with the number before the easting. */
function codeWithPrefix(prefix: number): number {
  return prefix >= 25 ? 4513 + prefix - 25 : 4491 + prefix - 13;
}

function inZone(
  easting: number,
  northing: number,
  number: number,
  code: number,
  isZoneGuessed: boolean,
): TypedPosition[] {
  const crs = `EPSG:${code}`;
  const isZone = (number >= 25 && number <= 45) || (!isZoneGuessed && number >= 13 && number <= 23);
  if (!isZone || findCrs(crs) === undefined) return [];
  const widthDegrees = number >= 25 ? 3 : 6;
  const extent = { minX: easting, maxX: easting, minY: northing, maxY: northing };
  if (explainImplausibleExtent(crs, extent) !== undefined) return [];
  const { x, y } = transformer(crs, "EPSG:4490")(easting, northing);
  const isFar = isZoneGuessed && Math.abs(x - number * DEGREES_OF_ZONE) > HALF_ZONE_DEGREES;
  if (isFar || !Number.isFinite(x) || !Number.isFinite(y)) return [];
  return [{ longitude: x, latitude: y, crs, zone: { number, widthDegrees }, isZoneGuessed }];
}
