import type { Geometry } from "geojson";

export interface VectorField {
  readonly name: string;
  readonly type: "text" | "number" | "boolean" | "date" | "other";
}

export interface VectorFeature {
  readonly properties: Readonly<Record<string, unknown>>;
  /** Two-dimensional, in the CRS of the layer: easting, northing or longitude, latitude. */
  readonly geometry: Geometry | null;
}

/** A sentence for the person who imports, in both languages. */
export interface ImportNote {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

/** What was wrong with one geometry, and mended. */
export interface GeometryRepair {
  /** Number of the feature in the file, from 1. */
  readonly feature: number;
  /** Where, on CGCS2000; undefined where the geometry has no place. */
  readonly place: { readonly longitude: number; readonly latitude: number } | undefined;
  readonly what: ImportNote;
}

/** @zh 矢量图层 */
export interface VectorLayer {
  readonly name: string;
  /** `EPSG:4549` and the like. */
  readonly crs: string;
  /** Encoding of the attribute text, where the format leaves it open. */
  readonly encoding: string | undefined;
  readonly fields: readonly VectorField[];
  readonly features: readonly VectorFeature[];
  readonly repairs: readonly GeometryRepair[];
  readonly notes: readonly ImportNote[];
}

export type GeometryKind = "polygon" | "line" | "point";

export interface ReadVectorOptions {
  /** Needed where the file holds several. */
  readonly layer?: string;
  /** `GBK`, `GB18030`, `UTF-8` …; it goes before every mark in the file. */
  readonly encoding?: string;
  /** `EPSG:4549` and the like, or `GCJ-02` for positions from AMap; it goes before every mark in the file. */
  readonly crs?: string;
  /** Keep only geometries of this kind; the others are left out with a note. */
  readonly geometry?: GeometryKind;
  /** Fields that the layer must have. */
  readonly requiredFields?: readonly string[];
  /** A reference system that is stated but not known is told in `crsProblem` instead of thrown. */
  readonly toleratesUnknownCrs?: boolean;
}

export interface LayerName {
  readonly name: string;
  /** Null where it is only known after reading. */
  readonly rowCount: number | null;
}

/** One reading of the text, and what speaks for or against it. */
export interface EncodingOption {
  /** A label of the WHATWG Encoding Standard. */
  readonly label: string;
  readonly isReadable: boolean;
  /** Whether a mark in the file names it. */
  readonly isMarked: boolean;
  /** Share of the text that is ordinary text of a language in this encoding, 0…1. */
  readonly likeness: number;
}

/** The text of a file in encodings to choose from. */
export interface TextReadings {
  readonly options: readonly EncodingOption[];
  /** Field names and the first rows with text beyond ASCII. */
  readAs(label: string): { readonly fields: readonly string[]; readonly rows: readonly (readonly string[])[] };
}

/** What a format's reader hands on, before reference system and geometries are looked at. */
export interface RawLayer {
  readonly name: string;
  /** As the file states it: an EPSG code; undefined where it states none. */
  readonly statedCrs: string | undefined;
  /** What is wrong with the reference system that the file states. */
  readonly crsProblem?: ImportNote | undefined;
  readonly encoding: string | undefined;
  readonly fields: readonly VectorField[];
  readonly features: readonly VectorFeature[];
  readonly notes: readonly ImportNote[];
  /** Where the format leaves the encoding open and there is text beyond ASCII. */
  readonly text?: TextReadings | undefined;
}
