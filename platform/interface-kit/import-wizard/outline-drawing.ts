import type { FeatureCollection } from "geojson";
import {
  AttributionControl,
  type ExpressionSpecification,
  GeoJSONSource,
  Map as MapLibreMap,
  NavigationControl,
  ScaleControl,
  setWorkerUrl,
} from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import "maplibre-gl/dist/maplibre-gl.css";
import { palette } from "../theme.ts";
import type { FindingSeverity, ImportExtent, ImportOutline } from "./import-session.ts";

setWorkerUrl(workerUrl);

/** Where something was found, longitude and latitude. */
export interface FoundPlace {
  readonly at: readonly [number, number];
  readonly severity: FindingSeverity;
}

export interface OutlineContent {
  readonly outline: ImportOutline | null;
  /** What is known to lie right, in grey below. */
  readonly context: ImportOutline | null;
  readonly extent: ImportExtent | null;
  readonly places: readonly FoundPlace[];
}

export interface OutlineDrawing {
  readonly show: (content: OutlineContent) => void;
  readonly goTo: (place: readonly [number, number]) => void;
  readonly lookAt: (extent: ImportExtent) => void;
  readonly remove: () => void;
}

/**
 * A small map of where the file's data would lie. EPSG:4490 and what MapLibre draws differ by less than a pixel here.
 * @throws Error where the browser offers no WebGL
 */
export function drawOutline(
  place: HTMLElement,
  { label, onDrawn }: { readonly label: string; readonly onDrawn: () => void },
): OutlineDrawing {
  const map = new MapLibreMap({
    container: place,
    style: { version: 8, sources: {}, layers: [ground] },
    center: [0, 0],
    zoom: 1,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
  });
  map.getCanvas().setAttribute("aria-label", label);
  map.touchZoomRotate.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new ScaleControl({ unit: "metric" }), "bottom-left");
  map.addControl(new AttributionControl({ compact: true }), "bottom-right");
  let wanted: OutlineContent | undefined;
  let isReady = false;
  let shownExtent = "";
  const lookAt = ([west, south, east, north]: ImportExtent) => {
    map.fitBounds([west, clamped(south), east, clamped(north)], { padding: 40, maxZoom: 15, duration: 0 });
  };
  const paint = () => {
    if (!isReady || wanted === undefined) return;
    setData(map, "context", wanted.context);
    setData(map, "outline", wanted.outline);
    setData(map, "places", pointsOf(wanted.places));
    if (wanted.extent === null || shownExtent === wanted.extent.join()) return;
    shownExtent = wanted.extent.join();
    lookAt(wanted.extent);
    map.once("idle", onDrawn);
  };
  map.once("load", () => {
    for (const id of ["context", "outline", "places"]) {
      map.addSource(id, { type: "geojson", data: { type: "FeatureCollection", features: [] } });
    }
    map.addLayer({ id: "context", type: "line", source: "context", paint: contextPaint });
    map.addLayer({
      id: "area",
      type: "fill",
      source: "outline",
      filter: ["==", ["geometry-type"], "Polygon"],
      paint: areaPaint,
    });
    map.addLayer({ id: "line", type: "line", source: "outline", paint: linePaint });
    map.addLayer({
      id: "point",
      type: "circle",
      source: "outline",
      filter: ["==", ["geometry-type"], "Point"],
      paint: pointPaint,
    });
    map.addLayer({ id: "places", type: "circle", source: "places", paint: placePaint });
    isReady = true;
    paint();
  });
  return {
    show: (content) => {
      wanted = content;
      paint();
    },
    goTo: ([longitude, latitude]) => {
      map.jumpTo({ center: [longitude, clamped(latitude)], zoom: Math.max(map.getZoom(), 15) });
    },
    lookAt,
    remove: () => map.remove(),
  };
}

function setData(map: MapLibreMap, id: string, data: ImportOutline | null): void {
  const source = map.getSource(id);
  if (!(source instanceof GeoJSONSource)) throw new Error(`The map has no source ${id}`);
  void source.setData((data ?? { type: "FeatureCollection", features: [] }) as unknown as FeatureCollection);
}

function pointsOf(places: OutlineContent["places"]): ImportOutline {
  return {
    type: "FeatureCollection",
    features: places.map(({ at, severity }) => {
      const point = { type: "Feature", properties: { severity }, geometry: { type: "Point", coordinates: at } };
      return point;
    }),
  };
}

/** Where Mercator ends; a wrongly chosen system puts data anywhere. */
function clamped(latitude: number): number {
  return Math.min(85, Math.max(-85, latitude));
}

const ground = { id: "ground", type: "background", paint: { "background-color": "#eef1ee" } } as const;
const contextPaint = { "line-color": "#7d8880", "line-width": 1 } as const;
const areaPaint = { "fill-color": palette.accent, "fill-opacity": 0.18 } as const;
const linePaint = { "line-color": palette.accent, "line-width": 1.5 } as const;
const pointPaint = {
  "circle-radius": 5,
  "circle-color": palette.accent,
  "circle-stroke-color": "#ffffff",
  "circle-stroke-width": 1.5,
} as const;
const colourOfSeverity: ExpressionSpecification = [
  "match",
  ["get", "severity"],
  "refused",
  palette.redInk,
  "warning",
  palette.amberInk,
  palette.inkSecondary,
];
const placePaint = {
  "circle-radius": 6,
  "circle-color": "#ffffff",
  "circle-opacity": 0.4,
  "circle-stroke-color": colourOfSeverity,
  "circle-stroke-width": 2,
} as const;
