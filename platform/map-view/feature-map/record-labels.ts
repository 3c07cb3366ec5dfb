import type { Feature, FeatureCollection, Geometry, Point, Polygon, Position } from "geojson";
import type { GeoJSONSource, LayerSpecification, Map as MapLibreMap } from "maplibre-gl";
import { labelPoint } from "../label-point.ts";
import type { RecordLayer } from "./layers.ts";

export const labelSource = "record-labels";

/** Beyond this many in sight nobody could read them. */
const MOST_LABELS = 150;

export const labelLayer: LayerSpecification = {
  id: "record-label",
  type: "symbol",
  source: labelSource,
  layout: {
    "text-field": ["get", "title"],
    "text-size": ["case", ["get", "isBoundary"], 13, 12],
    "text-font": ["sans-serif"],
    "text-padding": 2,
    "text-max-width": 9,
    "text-variable-anchor": ["center", "top", "bottom"],
    "text-radial-offset": 0.5,
    "text-rotation-alignment": "viewport",
    "symbol-sort-key": ["case", ["get", "isBoundary"], 0, 1],
  },
  paint: { "text-color": "#1c2420", "text-halo-color": "#ffffff", "text-halo-width": 1.6 },
};

/** What a tile's feature brings. */
export interface LabelledPiece {
  readonly id: string;
  readonly title: string;
  readonly geometry: Geometry;
}

/**
 * One label for each record although its polygon comes cut into tiles: in the largest piece whose middle is in sight. Empty where there
 * are too many to be read.
 */
export function labelsOf(
  pieces: readonly LabelledPiece[],
  isInSight: (position: Position) => boolean,
): readonly Feature<Point, { readonly id: string; readonly title: string }>[] {
  const best = new Map<string, { readonly title: string; readonly point: Position; readonly size: number }>();
  for (const { id, title, geometry } of pieces) {
    for (const part of partsOf(geometry)) {
      const size = sizeOf(part);
      const known = best.get(id);
      if (known !== undefined && known.size >= size) continue;
      const point = part.type === "Point" ? part.coordinates : labelPoint(part);
      if (point !== undefined && isInSight(point)) best.set(id, { title, point, size });
    }
    if (best.size > MOST_LABELS) return [];
  }
  return [...best].map(([id, { title, point }]) => ({
    type: "Feature",
    properties: { id, title },
    geometry: { type: "Point", coordinates: point },
  }));
}

/** Renews the labels of the map's record layers, as far as they changed. */
export function createRecordLabels(map: MapLibreMap, layers: () => readonly RecordLayer[]): { refresh(): void } {
  let last = "";
  return {
    refresh: () => {
      const bounds = map.getBounds();
      const isInSight = ([x = 0, y = 0]: Position) => bounds.contains([x, y]);
      const labelled = layers().filter((layer) => map.getZoom() >= layer.labelsFromZoom);
      const features = labelled.flatMap((layer) => {
        const found = map.querySourceFeatures(`${layer.id}|${layer.tiles}`, {
          sourceLayer: layer.sourceLayer,
          ...(layer.condition ? { filter: layer.condition } : {}),
        });
        const pieces = found.flatMap(({ properties, geometry }) =>
          typeof properties.id === "string" && properties.title
            ? [{ id: properties.id, title: String(properties.title), geometry }]
            : [],
        );
        const isBoundary = layer.drawing === "boundaries";
        return labelsOf(pieces, isInSight).map((label) => ({
          ...label,
          properties: { ...label.properties, isBoundary },
        }));
      });
      const collection: FeatureCollection = { type: "FeatureCollection", features };
      const text = JSON.stringify(collection);
      if (text === last) return;
      last = text;
      void map.getSource<GeoJSONSource>(labelSource)?.setData(collection);
    },
  };
}

function partsOf(geometry: Geometry): readonly (Polygon | Point)[] {
  if (geometry.type === "Polygon" || geometry.type === "Point") return [geometry];
  if (geometry.type !== "MultiPolygon") return [];
  return geometry.coordinates.map((coordinates) => ({ type: "Polygon", coordinates }));
}

function sizeOf(part: Polygon | Point): number {
  if (part.type === "Point") return 0;
  const ring = part.coordinates[0] ?? [];
  let doubled = 0;
  for (let index = 1; index < ring.length; index++) {
    const [x0 = 0, y0 = 0] = ring[index - 1]!;
    const [x1 = 0, y1 = 0] = ring[index]!;
    doubled += x0 * y1 - x1 * y0;
  }
  return Math.abs(doubled);
}
