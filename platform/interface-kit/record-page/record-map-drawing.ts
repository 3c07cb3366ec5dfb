import type { Geometry } from "geojson";
import { AttributionControl, Map as MapLibreMap, NavigationControl, ScaleControl, setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import "maplibre-gl/dist/maplibre-gl.css";
import { palette } from "../theme.ts";
import { extentOf } from "./extent.ts";

setWorkerUrl(workerUrl);

/**
 * Draws a record's outline. EPSG:4490 and what MapLibre draws differ by less than a pixel at any zoom here.
 *
 * @returns removes it
 * @throws Error where the browser offers no WebGL
 */
export function drawRecordMap(
  place: HTMLElement,
  geometry: { readonly type: string; readonly coordinates: unknown },
  label: string,
): () => void {
  const [west, south, east, north] = extentOf(geometry);
  const map = new MapLibreMap({
    container: place,
    style: { version: 8, sources: {}, layers: [ground] },
    bounds: [west, south, east, north],
    fitBoundsOptions: { padding: 40, maxZoom: 15 },
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    // So that what the printer gets is the map and not an empty canvas.
    canvasContextAttributes: { preserveDrawingBuffer: true },
  });
  map.getCanvas().setAttribute("aria-label", label);
  map.touchZoomRotate.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new ScaleControl({ unit: "metric" }), "bottom-left");
  map.addControl(new AttributionControl({ compact: true }), "bottom-right");
  map.once("load", () => {
    map.addSource("record", {
      type: "geojson",
      data: { type: "Feature", geometry: geometry as Geometry, properties: {} },
    });
    const isPoint = geometry.type.endsWith("Point");
    if (isPoint) {
      map.addLayer({ id: "point", type: "circle", source: "record", paint: pointPaint });
      return;
    }
    if (geometry.type.endsWith("Polygon")) {
      map.addLayer({ id: "area", type: "fill", source: "record", paint: areaPaint });
    }
    map.addLayer({ id: "outline", type: "line", source: "record", paint: linePaint });
  });
  return () => map.remove();
}

const ground = { id: "ground", type: "background", paint: { "background-color": "#eef1ee" } } as const;
const areaPaint = { "fill-color": palette.accent, "fill-opacity": 0.18 } as const;
const linePaint = { "line-color": palette.accent, "line-width": 2 } as const;
const pointPaint = {
  "circle-radius": 7,
  "circle-color": palette.accent,
  "circle-stroke-color": "#ffffff",
  "circle-stroke-width": 2,
} as const;
