import type { Extent } from "#engine/rasters";

/**
 * @zh 坐标参考系
 * What the product knows of one coordinate reference system. `proj4` is a definition for the proj4 library; in every
 * system x is the easting or longitude and y the northing or latitude, whatever order the EPSG registry gives the axes.
 */
export interface CoordinateSystem {
  /** `EPSG:4549` and the like. */
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly kind: "geographic" | "projected";
  readonly unit: "degree" | "metre";
  readonly datum: "cgcs2000" | "wgs84";
  readonly proj4: string;
  /** Coordinates outside this range cannot be meant in this system; they carry a wrong label. */
  readonly plausible: Extent;
  /** For transverse Mercator systems, what identifies them when a file carries parameters instead of a code. */
  readonly transverseMercator?: TransverseMercatorParameters;
}

export interface TransverseMercatorParameters {
  /** Degrees. */
  readonly centralMeridian: number;
  readonly scale: number;
  /** Metres. */
  readonly falseEasting: number;
  readonly falseNorthing: number;
}
