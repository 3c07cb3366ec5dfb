import { type Term, type TermId, termOf } from "#glossary";

/** What one raster variable is. Name, 中文, symbol and unit are those of its glossary entry. */
export interface RasterField {
  readonly term: TermId;
  readonly valueType: "float32" | "uint8" | "uint16" | "uint32";
  /** What stands where there is no value; NaN for floats. */
  readonly noData: number;
  /** Values that can occur, ends included. */
  readonly range: readonly [least: number, greatest: number];
  readonly definition: string;
  readonly source: string;
}

/** Every raster variable of the erosion operators, inputs and outputs. A test holds the operators to it. */
export const rasterFields = {
  slopeTangent: {
    term: "slope-tangent",
    valueType: "float32",
    noData: Number.NaN,
    range: [0, Number.POSITIVE_INFINITY],
    definition: "Rise over run in the steepest direction of the surveyed surface",
    source: "Horn 1981",
  },
  slopeLength: {
    term: "slope-length",
    valueType: "uint32",
    noData: 0,
    range: [0, 0xffff_ffff],
    definition:
      "λout: longest way of water over the slope to the lower end of the cell; 65536 = the longer side of a cell",
    source: "Van Remortel et al. 2001; cut factors 0.7 and 0.5",
  },
  direction: {
    term: "flow-direction",
    valueType: "uint8",
    noData: 255,
    range: [0, 255],
    definition: "Neighbour that the water of the cell flows to, codes of ESRI; 0 leaves the grid",
    source: "O'Callaghan and Mark 1984",
  },
  landUse: {
    term: "land-use-type",
    valueType: "uint8",
    noData: 0,
    range: [0, 84],
    definition: "Code of the dynamic monitoring, 25 classes",
    source: "《区域水土流失动态监测技术规定（试行）》",
  },
  cover: {
    term: "fractional-cover",
    valueType: "float32",
    noData: Number.NaN,
    range: [0, 1],
    definition: "Fraction of the ground under vegetation in one half-month",
    source: "ChinaXiv:202108.00091",
  },
  erosivity: {
    term: "rainfall-erosivity",
    valueType: "float32",
    noData: Number.NaN,
    range: [0, 30_000],
    definition: "R: multi-year mean of the erosivity of daily rain of 10 mm and more",
    source: "Xie et al. 2016",
  },
  erodibility: {
    term: "soil-erodibility",
    valueType: "float32",
    noData: Number.NaN,
    range: [0, 0.12],
    definition: "K: soil loss of the standard plot by unit of erosivity",
    source: "EPIC (Williams) or the national K map",
  },
  biological: {
    term: "biological-measures-factor",
    valueType: "float32",
    noData: Number.NaN,
    range: [0, 1],
    definition:
      "B: soil loss ratio of 24 half-months weighted by erosivity, or the fixed value of the land use; 1 on cropland",
    source: "ChinaXiv:202108.00091",
  },
  engineering: {
    term: "engineering-measures-factor",
    valueType: "float32",
    noData: Number.NaN,
    range: [0, 1],
    definition: "E: the smallest factor of the measures at the place; 1 without any",
    source: "ChinaXiv:202108.00091",
  },
  tillage: {
    term: "tillage-measures-factor",
    valueType: "float32",
    noData: Number.NaN,
    range: [0, 1],
    definition: "T: factor of the rotation zone on cropland; 1 on all other land",
    source: "ChinaXiv:202108.00091",
  },
  slopeDegrees: {
    term: "slope",
    valueType: "float32",
    noData: Number.NaN,
    range: [0, 90],
    definition: "Angle of the steepest direction, arc tangent of the slope tangent",
    source: "Horn 1981",
  },
  slopeLengthFactor: {
    term: "slope-length-factor",
    valueType: "float32",
    noData: Number.NaN,
    range: [0, Number.POSITIVE_INFINITY],
    definition: "L of the segment between λin and λout",
    source: "Foster and Wischmeier 1974; ChinaXiv:202108.00091",
  },
  slopeSteepnessFactor: {
    term: "slope-steepness-factor",
    valueType: "float32",
    noData: Number.NaN,
    range: [0.0299, 20.951],
    definition: "S: McCool below 10°, Liu from 10° on",
    source: "McCool et al. 1987; Liu et al. 1994",
  },
  lengthSteepness: {
    term: "length-steepness",
    valueType: "float32",
    noData: Number.NaN,
    range: [0, Number.POSITIVE_INFINITY],
    definition: "L · S, rounded once",
    source: "ChinaXiv:202108.00091",
  },
  erosionModulus: {
    term: "erosion-modulus",
    valueType: "float32",
    noData: Number.NaN,
    range: [0, Number.POSITIVE_INFINITY],
    definition: "100 · R·K·L·S·B·E·T",
    source: "ChinaXiv:202108.00091",
  },
  intensity: {
    term: "erosion-intensity",
    valueType: "uint8",
    noData: 0,
    range: [0, 6],
    definition: "Class of the stored modulus: 1 微度 … 6 剧烈",
    source: "SL 190-2007",
  },
} as const satisfies Readonly<Record<string, RasterField>>;

export type RasterFieldId = keyof typeof rasterFields;

/** Names, symbol and unit of a raster variable. */
export function rasterFieldTerm(id: RasterFieldId): Term {
  return termOf(rasterFields[id].term);
}
