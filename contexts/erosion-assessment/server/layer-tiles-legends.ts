import { type TermId, termOf } from "#glossary";
import { intensityClasses, intensityUpperLimits, landUses } from "#reference-data";
import type { LayerLegend, SurveyLayerId } from "../model/index.ts";

export interface LayerName {
  readonly nameZh: string;
  readonly nameEn: string;
  /** Empty for a ratio and for codes. */
  readonly unit: string;
}

const layerTerms: Readonly<Record<SurveyLayerId, TermId>> = {
  intensity: "erosion-intensity",
  "soil-loss": "erosion-modulus",
  hillshade: "hillshade",
  slope: "slope",
  "slope-length": "slope-length",
  ls: "length-steepness",
  r: "rainfall-erosivity",
  k: "soil-erodibility",
  l: "slope-length-factor",
  s: "slope-steepness-factor",
  b: "biological-measures-factor",
  e: "engineering-measures-factor",
  t: "tillage-measures-factor",
  "land-use": "land-use",
};

/** The factors of the equation carry their symbol, by which specialists know them. */
const FACTORS: ReadonlySet<SurveyLayerId> = new Set(["ls", "r", "k", "l", "s", "b", "e", "t"]);

export function layerNameOf(id: SurveyLayerId): LayerName {
  const { zh, en, symbol, unit = "" } = termOf(layerTerms[id]);
  const mark = FACTORS.has(id) && symbol !== undefined ? ` ${symbol}` : "";
  return { nameZh: `${zh}${mark}`, nameEn: `${en}${mark}`, unit };
}

type Stops = Extract<LayerLegend, { kind: "ramp" }>["stops"];

const ramp = (stops: Stops): LayerLegend => ({ kind: "ramp", stops });
const stopsOf = (values: readonly number[], colors: readonly string[]): Stops =>
  values.map((value, i) => ({ value, color: colors[i]! }));

/** One hue each, light to dark: the order is seen in print and by colour-blind readers. */
const GREENS = ["#f6fbf0", "#d3ebc6", "#a3d39a", "#63b36f", "#2b8a4b", "#0b5a2c"] as const;
const PURPLES = ["#f8f5fb", "#dcd3ea", "#b7a6d3", "#8f77b8", "#68489b", "#421f6e"] as const;
const BLUES = ["#eef5fb", "#bfdaee", "#82b8dc", "#4690c4", "#1d5f98"] as const;
const BROWNS = ["#fbf3e6", "#ecd3ab", "#d3a76c", "#ad783b", "#754a1b"] as const;
/** Dark where a measure holds the soil (a factor near 0), light where it does not (1). */
const MEASURES = [...GREENS].reverse();

/** The slope classes in which the dynamic monitoring counts orchards, woods and grass: 5, 8, 15, 25, 35°. */
const SLOPE_STOPS = [0, 5, 8, 15, 25, 35];
const EVEN_SHARES = [0, 0.2, 0.4, 0.6, 0.8, 1];

/**
 * The legends that are the same for every survey, so that two years beside each other can be compared by colour.
 * Undefined for R and K, whose range differs tenfold between regions: see `rangeLegend`.
 */
export function fixedLegend(id: SurveyLayerId, toleranceModulus: number): LayerLegend | undefined {
  switch (id) {
    case "intensity":
      return {
        kind: "classes",
        entries: intensityClasses.map(({ code, zh, en, colour }) => ({
          code,
          labelZh: zh,
          labelEn: en,
          color: colour,
        })),
      };
    case "land-use":
      return {
        kind: "classes",
        entries: landUses.map(({ code, zh, en, colour }) => ({ code, labelZh: zh, labelEn: en, color: colour })),
      };
    case "soil-loss":
      return soilLossLegend(toleranceModulus);
    case "hillshade":
      return ramp(stopsOf([0, 255], ["#000000", "#ffffff"]));
    case "slope":
      return ramp(stopsOf(SLOPE_STOPS, GREENS));
    case "slope-length":
      return ramp(stopsOf([0, 10, 20, 40, 70, 100], GREENS));
    case "ls":
      return ramp(stopsOf([0, 1, 3, 6, 12, 24], PURPLES));
    case "l":
      return ramp(stopsOf([0, 0.5, 1, 1.5, 2, 3], PURPLES));
    case "s":
      return ramp(stopsOf([0, 0.5, 1, 3, 6, 10], PURPLES));
    case "b":
      return ramp(stopsOf([0, 0.02, 0.1, 0.3, 0.6, 1], MEASURES));
    case "e":
    case "t":
      return ramp(stopsOf(EVEN_SHARES, MEASURES));
    case "r":
    case "k":
      return undefined;
  }
}

/** The lower limit of each class has the colour of the class, so that this map and that of the classes agree. */
function soilLossLegend(toleranceModulus: number): LayerLegend {
  const lowerLimits = [0, toleranceModulus, ...intensityUpperLimits.value];
  const stops = stopsOf(
    lowerLimits,
    intensityClasses.map(({ colour }) => colour),
  );
  // A tolerance above 2500 t/(km²·a) leaves no class 轻度.
  return ramp(stops.filter((stop, i) => i === 0 || i === 1 || stop.value > toleranceModulus));
}

/** Of the value: differences below one percent are not worth a colour, and rounding would make stops of them equal. */
const LEAST_SPREAD = 0.01;

/** A legend of five round stops that holds a range; surveys of one region come to the same stops. */
export function rangeLegend(id: "r" | "k", lowest: number, highest: number): LayerLegend {
  const colors = id === "r" ? BLUES : BROWNS;
  const intervals = colors.length - 1;
  const magnitude = Math.max(Math.abs(lowest), Math.abs(highest));
  const spread = Math.max(highest - lowest, LEAST_SPREAD * magnitude) || 1;
  let step = roundUpToStep(spread / intervals);
  let first = Math.floor(lowest / step) * step;
  while (first + intervals * step < highest) {
    step = roundUpToStep(step * 1.01);
    first = Math.floor(lowest / step) * step;
  }
  // Twelve digits: 3 × 0.1 is 0.3 on a legend, not 0.30000000000000004.
  const values = colors.map((_, i) => Number((first + i * step).toPrecision(12)));
  return ramp(stopsOf(values, colors));
}

function roundUpToStep(width: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(width));
  const multiple = [1, 2, 2.5, 5, 10].find((candidate) => candidate * magnitude >= width) ?? 10;
  return multiple * magnitude;
}

/** The legend of a factor that is one number everywhere. */
export function constantLegend(id: SurveyLayerId, value: number, toleranceModulus: number): LayerLegend {
  const legend = fixedLegend(id, toleranceModulus);
  if (legend?.kind === "classes") {
    return { kind: "classes", entries: legend.entries.filter(({ code }) => code === value) };
  }
  return ramp([{ value, color: (id === "k" ? BROWNS : BLUES)[2] }]);
}
