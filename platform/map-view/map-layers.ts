import type { FeatureCollection, MultiPolygon, Point, Polygon } from "geojson";
import type { StyleSpecification } from "maplibre-gl";
import type { Bounds } from "#platform/first-view";
import { labelPoint } from "./label-point.ts";

export type { RasterOverlay } from "#platform/first-view";

/** `name` identifies a division; `label` is written on the map where it is not the name that is to be read. */
export type Divisions = FeatureCollection<Polygon | MultiPolygon, { readonly name: string; readonly label?: string }>;

export const divisionLayers = ["division-halo", "division-line", "division-label"] as const;
export const highlightLayers = ["highlight-fill", "highlight-line"] as const;
/**
 * The shade becomes lighter where it is the ground of a theme, so that the colours stay those of the legend: 0 is shown as
 * this, 1 as 1. `.first-picture-ground` in `#platform/first-view/browser` does the same with filters.
 */
export const groundLightening = 0.3;
/** Rasters are inserted below this one. */
export const firstVectorLayer = "highlight-fill";

const nothing: FeatureCollection = { type: "FeatureCollection", features: [] };

/**
 * Divisions as thin dark lines with a white halo above whatever raster is shown; nothing comes from elsewhere. The colour
 * behind is the page's: a layer for it would be drawn anew with every frame.
 */
export function baseStyle(): StyleSpecification {
  return {
    version: 8,
    sources: {
      divisions: { type: "geojson", data: nothing },
      // One point a division, apart from the polygons: a polygon cut into tiles would be labelled once a tile.
      "division-labels": { type: "geojson", data: nothing },
    },
    layers: [
      {
        id: "highlight-fill",
        type: "fill",
        source: "divisions",
        filter: ["==", ["get", "name"], ""],
        paint: { "fill-color": "#ffffff", "fill-opacity": 0.25 },
      },
      {
        id: "division-halo",
        type: "line",
        source: "divisions",
        layout: { "line-join": "round" },
        paint: { "line-color": "#ffffff", "line-width": 3.2, "line-opacity": 0.75 },
      },
      {
        id: "division-line",
        type: "line",
        source: "divisions",
        layout: { "line-join": "round" },
        paint: { "line-color": "#2b332e", "line-width": 0.9 },
      },
      {
        id: "highlight-line",
        type: "line",
        source: "divisions",
        filter: ["==", ["get", "name"], ""],
        layout: { "line-join": "round" },
        paint: { "line-color": "#10402a", "line-width": 2.6 },
      },
      {
        id: "division-label",
        type: "symbol",
        source: "division-labels",
        layout: {
          "text-field": ["get", "label"],
          "text-size": 13,
          "text-font": ["sans-serif"],
          "text-padding": 2,
          // A label that has no room on its point moves aside before it is left out.
          "text-variable-anchor": ["center", "top", "bottom", "left", "right"],
          "text-radial-offset": 0.4,
          "text-rotation-alignment": "viewport",
        },
        paint: { "text-color": "#1c2420", "text-halo-color": "#ffffff", "text-halo-width": 1.6 },
      },
    ],
  };
}

export function labelsOf(divisions: Divisions): FeatureCollection<Point> {
  return {
    type: "FeatureCollection",
    features: divisions.features.flatMap((feature) => {
      const point = labelPoint(feature.geometry);
      if (point === undefined) return [];
      return [
        {
          type: "Feature" as const,
          properties: { label: feature.properties.label ?? feature.properties.name },
          geometry: { type: "Point" as const, coordinates: point },
        },
      ];
    }),
  };
}

/** The box around a division; undefined where there is none of that name. */
export function boundsOf(divisions: Divisions, name: string): Bounds | undefined {
  let west = Number.POSITIVE_INFINITY;
  let south = Number.POSITIVE_INFINITY;
  let east = Number.NEGATIVE_INFINITY;
  let north = Number.NEGATIVE_INFINITY;
  for (const feature of divisions.features) {
    if (feature.properties.name !== name) continue;
    const geometry = feature.geometry;
    const parts = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    for (const [x = 0, y = 0] of parts.flat(2)) {
      west = Math.min(west, x);
      south = Math.min(south, y);
      east = Math.max(east, x);
      north = Math.max(north, y);
    }
  }
  return west <= east ? [west, south, east, north] : undefined;
}
