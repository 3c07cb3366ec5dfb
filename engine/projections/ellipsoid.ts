/** CGCS2000 (GB 22021-2008; EPSG ellipsoid 1024 shares these figures with GRS 1980). */
export const CGCS2000_ELLIPSOID = { semiMajorMetres: 6_378_137, flattening: 1 / 298.257222101 } as const;

const { semiMajorMetres, flattening } = CGCS2000_ELLIPSOID;
const ECCENTRICITY_SQUARED = flattening * (2 - flattening);
const ECCENTRICITY = Math.sqrt(ECCENTRICITY_SQUARED);
const HALF_SEMI_MINOR_SQUARED = (semiMajorMetres * (1 - flattening)) ** 2 / 2;

/**
 * Area between the equator and a parallel, per radian of longitude, in m² (Snyder, Map Projections: A Working Manual,
 * USGS PP 1395, eq. 3-12 integrated): b²/2 · [sin φ/(1 − e² sin² φ) + artanh(e sin φ)/e].
 */
export function zoneAreaPerRadian(latitudeDegrees: number): number {
  const sine = Math.sin((latitudeDegrees * Math.PI) / 180);
  const bounded = sine / (1 - ECCENTRICITY_SQUARED * sine * sine);
  return HALF_SEMI_MINOR_SQUARED * (bounded + Math.atanh(ECCENTRICITY * sine) / ECCENTRICITY);
}
