import type { ExpressionSpecification, FilterSpecification } from "maplibre-gl";
import type { Bounds, TilePyramid } from "#platform/first-view";

/** Pictures of 256 px in web mercator. */
export interface PictureLayer extends TilePyramid {
  readonly kind: "pictures";
  readonly id: string;
  readonly bounds?: Bounds | undefined;
  readonly opacity: number;
  /** Classes must not be blended when enlarged, quantities may. */
  readonly enlarge: "nearest" | "linear";
  /** As the ground under a theme: lighter, so that the theme's colours stay those of the legend. */
  readonly isLightened?: boolean;
}

export interface Category {
  readonly value: string;
  readonly color: string;
}

/** Records from vector tiles. A feature is a record with `id`, `title` and `code`, or a point for `count` of them. */
export interface RecordLayer {
  readonly kind: "records";
  readonly id: string;
  /** Address with `{z}/{x}/{y}`. */
  readonly tiles: string;
  /** The layer's name inside the tiles. */
  readonly sourceLayer: string;
  readonly opacity: number;
  /** Boundaries are thin dark lines with a white halo, which leave what is in them to be seen. */
  readonly drawing: "areas" | "boundaries";
  readonly color: string;
  /** Colours by an attribute; what has another value has the layer's colour. */
  readonly categories?: { readonly attribute: string; readonly of: readonly Category[] } | undefined;
  /** From this zoom on each record has its title on the map, once. */
  readonly labelsFromZoom: number;
  /** Only features that fulfil it are drawn. */
  readonly condition?: ExpressionSpecification | undefined;
}

export type FeatureMapLayer = PictureLayer | RecordLayer;

/** What a pointer or the keyboard has hit. */
export interface MapHit {
  readonly layer: string;
  /** Null for a point that stands for several records. */
  readonly id: string | null;
  readonly count: number;
  readonly title: string;
  readonly code: string;
}

/** The parts of a record layer, from the lowest. */
export const recordParts = ["fill", "halo", "line", "point", "cluster", "count"] as const;

const isArea: FilterSpecification = ["==", ["geometry-type"], "Polygon"];
const isNoPoint: FilterSpecification = ["!=", ["geometry-type"], "Point"];
const isCluster: ExpressionSpecification = [">", ["coalesce", ["get", "count"], 1], 1];
const isSingle: ExpressionSpecification = ["all", ["==", ["geometry-type"], "Point"], ["!", isCluster]];
const isHovered: ExpressionSpecification = ["boolean", ["feature-state", "hovered"], false];

/** The filters of the parts of a layer. */
export function filterOf(part: (typeof recordParts)[number], { condition }: RecordLayer): FilterSpecification {
  const own: Record<(typeof recordParts)[number], FilterSpecification> = {
    fill: isArea,
    halo: isNoPoint,
    line: isNoPoint,
    point: isSingle,
    cluster: isCluster,
    count: isCluster,
  };
  return (condition === undefined ? own[part] : ["all", own[part], condition]) as FilterSpecification;
}

/** What depends on the layer's settings, by part: set when the layer is made and whenever they change. */
export function paintOf(layer: RecordLayer): Record<(typeof recordParts)[number], Record<string, unknown>> {
  const color = colorOf(layer);
  const { opacity } = layer;
  const isBoundary = layer.drawing === "boundaries";
  return {
    fill: {
      "fill-color": color,
      "fill-opacity": isBoundary ? 0 : ["case", isHovered, 0.5 * opacity, 0.3 * opacity],
    },
    halo: {
      "line-color": "#ffffff",
      "line-width": isBoundary ? 3.2 : 2.6,
      "line-opacity": (isBoundary ? 0.75 : 0.5) * opacity,
    },
    line: {
      "line-color": isBoundary ? "#2b332e" : color,
      "line-width": isBoundary ? 0.9 : ["case", isHovered, 2.6, 1.3],
      "line-opacity": opacity,
    },
    point: {
      "circle-color": color,
      "circle-radius": ["case", isHovered, 7, 5],
      "circle-opacity": opacity,
      "circle-stroke-color": "#ffffff",
      "circle-stroke-width": 1.5,
    },
    cluster: {
      "circle-color": layer.color,
      "circle-radius": ["interpolate", ["linear"], ["log10", ["get", "count"]], 0.3, 9, 4, 26],
      "circle-opacity": 0.8 * opacity,
      "circle-stroke-color": "#ffffff",
      "circle-stroke-width": 1.5,
    },
    count: { "text-color": "#ffffff", "text-opacity": opacity },
  };
}

export const countLayout = {
  "text-field": ["to-string", ["get", "count"]],
  "text-size": 12,
  "text-font": ["sans-serif"],
  "text-allow-overlap": true,
} as const;

function colorOf({ color, categories }: RecordLayer): ExpressionSpecification | string {
  if (categories === undefined || categories.of.length === 0) return color;
  const cases = categories.of.flatMap(({ value, color: own }) => [value, own]);
  return ["match", ["to-string", ["get", categories.attribute]], ...cases, color] as unknown as ExpressionSpecification;
}
