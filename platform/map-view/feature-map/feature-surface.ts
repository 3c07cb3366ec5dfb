import type { FeatureCollection, Geometry } from "geojson";
import {
  type GeoJSONSource,
  LngLatBounds,
  type MapGeoJSONFeature,
  Map as MapLibreMap,
  Marker,
  type StyleSpecification,
  setWorkerUrl,
} from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import "maplibre-gl/dist/maplibre-gl.css";
import { type Bounds, firstPadding, greatestZoom, type MapPlace, type MapViewpoint } from "#platform/first-view";
import { moveCoarselyWhereSlow } from "../coarse-motion.ts";
import { createLayerStack } from "./layer-stack.ts";
import type { FeatureMapLayer, MapHit } from "./layers.ts";
import { createRecordLabels, labelLayer, labelSource } from "./record-labels.ts";

setWorkerUrl(workerUrl);

export interface FeatureSurfaceOptions {
  readonly bounds: Bounds;
  readonly viewpoint: MapViewpoint | undefined;
  readonly fontFamily: string;
  /** For paper: the picture can be printed, is sharper, and does not follow the hand. */
  readonly pixelRatio: number | undefined;
  readonly onChoose: (hits: readonly MapHit[], place: MapPlace) => void;
  readonly onHover: (hit: MapHit | undefined, at: { readonly x: number; readonly y: number }) => void;
  readonly onPointer: (place: MapPlace | undefined) => void;
  readonly onMoved: (viewpoint: MapViewpoint) => void;
  /** Everything that was asked for is in sight. */
  readonly onSettled: () => void;
  /** A tile of a layer could not be had. */
  readonly onTrouble: (layer: FeatureMapLayer, error: Error) => void;
}

/** A flat, north-up map of records and pictures, with one chosen record. */
export interface FeatureSurface {
  readonly map: MapLibreMap;
  /** From the lowest to the highest. */
  setLayers(layers: readonly FeatureMapLayer[]): void;
  setChosen(geometry: Geometry | undefined): void;
  setMark(place: MapPlace | undefined): void;
  setLabel(label: string): void;
  /** Whether a click asks for what lies there; not while it draws. */
  setIsAsking(isAsking: boolean): void;
  fit(bounds: Bounds): void;
  showPlace(place: MapPlace): void;
  destroy(): void;
}

const firstOfOurs = "chosen-fill";
const emptyCollection: FeatureCollection = { type: "FeatureCollection", features: [] };
/** Around a pointer and a finger. */
const reachPixels = 4;
const placeZoom = 14;

function styleOf(): StyleSpecification {
  return {
    version: 8,
    sources: {
      chosen: { type: "geojson", data: emptyCollection },
      [labelSource]: { type: "geojson", data: emptyCollection },
    },
    layers: [
      {
        id: firstOfOurs,
        type: "fill",
        source: "chosen",
        filter: ["==", ["geometry-type"], "Polygon"],
        paint: { "fill-color": "#ffd54a", "fill-opacity": 0.25 },
      },
      {
        id: "chosen-halo",
        type: "line",
        source: "chosen",
        layout: { "line-join": "round" },
        paint: { "line-color": "#ffffff", "line-width": 6 },
      },
      {
        id: "chosen-line",
        type: "line",
        source: "chosen",
        layout: { "line-join": "round" },
        paint: { "line-color": "#b4560a", "line-width": 3 },
      },
      {
        id: "chosen-point",
        type: "circle",
        source: "chosen",
        filter: ["==", ["geometry-type"], "Point"],
        paint: {
          "circle-radius": 9,
          "circle-color": "#ffd54a",
          "circle-stroke-color": "#b4560a",
          "circle-stroke-width": 3,
        },
      },
      labelLayer,
    ],
  };
}

/** @throws Error where the browser offers no WebGL */
export function createFeatureSurface(container: HTMLElement, options: FeatureSurfaceOptions): FeatureSurface {
  const map = createMap(container, options);
  const stack = createLayerStack(map, firstOfOurs);
  const labels = createRecordLabels(map, () => stack.records);
  let isAsking = true;
  let isStyled = false;
  const waiting: (() => void)[] = [];
  const whenStyled = (change: () => void) => {
    if (isStyled) change();
    else waiting.push(change);
  };
  map.once("style.load", () => {
    isStyled = true;
    for (const change of waiting.splice(0)) change();
  });

  const hitsAt = (x: number, y: number): MapHit[] => {
    const box: [[number, number], [number, number]] = [
      [x - reachPixels, y - reachPixels],
      [x + reachPixels, y + reachPixels],
    ];
    const layers = stack.records.flatMap(({ id, tiles }) =>
      ["point", "cluster", "line", "fill"].map((part) => `${id}|${tiles}#${part}`),
    );
    return layers.length === 0 ? [] : hitsOf(map.queryRenderedFeatures(box, { layers }), stack.layerOf);
  };
  const choose = (x: number, y: number) => {
    if (!isAsking) return;
    const { lng, lat } = map.unproject([x, y]);
    options.onChoose(hitsAt(x, y), { longitude: lng, latitude: lat });
  };
  const hover = createHover(map, stack.layerOf);

  map.on("click", ({ point }) => choose(point.x, point.y));
  map.on("mousemove", ({ lngLat, point }) => {
    options.onPointer({ longitude: lngLat.lng, latitude: lngLat.lat });
    // Nobody asks while the map follows the hand, and to light up each record that passes costs more than the movement itself.
    const [hit] = isAsking && !map.isMoving() ? hitsAt(point.x, point.y) : [];
    hover.set(hit);
    map.getCanvas().style.cursor = isAsking && hit ? "pointer" : "";
    options.onHover(hit, point);
  });
  map.on("mouseout", () => {
    options.onPointer(undefined);
    hover.set(undefined);
    options.onHover(undefined, { x: 0, y: 0 });
  });
  map.on("moveend", () => {
    const centre = map.getCenter();
    options.onMoved({ longitude: centre.lng, latitude: centre.lat, zoom: map.getZoom() });
  });
  map.on("idle", () => {
    labels.refresh();
    options.onSettled();
  });
  map.on("error", (event) => {
    // MapLibre's own type leaves out whose source it was.
    const source = "sourceId" in event ? String(event.sourceId) : undefined;
    const layer = source === undefined ? undefined : stack.layerOf(source);
    if (layer) options.onTrouble(layer, asError(event.error));
    else console.error(event.error);
  });
  // The keyboard's click: the arrow keys move the map, Enter asks for what lies in the middle.
  map.getCanvas().addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    choose(container.clientWidth / 2, container.clientHeight / 2);
  });

  let mark: Marker | undefined;
  return {
    map,
    setLayers: (layers) =>
      whenStyled(() => {
        stack.show(layers);
        labels.refresh();
      }),
    setChosen: (geometry) =>
      whenStyled(() => {
        const feature = { type: "Feature" as const, properties: {}, geometry: geometry as Geometry };
        void map.getSource<GeoJSONSource>("chosen")?.setData(geometry ? feature : emptyCollection);
      }),
    setMark: (place) => {
      mark?.remove();
      mark = undefined;
      if (place === undefined) return;
      const element = document.createElement("div");
      element.className = "map-mark";
      mark = new Marker({ element }).setLngLat([place.longitude, place.latitude]).addTo(map);
      // MapLibre names a marker in English; the place is told by the card beside the map.
      element.removeAttribute("aria-label");
      element.setAttribute("aria-hidden", "true");
    },
    setLabel: (label) => map.getCanvas().setAttribute("aria-label", label),
    setIsAsking: (asking) => {
      isAsking = asking;
      hover.set(undefined);
    },
    fit: (bounds) => {
      map.fitBounds(toLngLatBounds(bounds), { padding: 64, duration: prefersStillness() ? 0 : 350, maxZoom: 16 });
    },
    showPlace: ({ longitude, latitude }) => {
      const zoom = Math.max(map.getZoom(), placeZoom);
      map.easeTo({ center: [longitude, latitude], zoom, duration: prefersStillness() ? 0 : 350 });
    },
    destroy: () => map.remove(),
  };
}

/** Points before lines before areas, boundaries only where there is nothing else; each record once. */
function hitsOf(
  features: readonly MapGeoJSONFeature[],
  layerOf: (source: string) => FeatureMapLayer | undefined,
): MapHit[] {
  const found = new Map<string, MapHit & { readonly isBoundary: boolean }>();
  for (const { source, properties } of features) {
    const layer = layerOf(source);
    if (layer?.kind !== "records") continue;
    const count = Number(properties.count ?? 1);
    const id = count > 1 ? null : typeof properties.id === "string" ? properties.id : null;
    const key = `${layer.id} ${id ?? JSON.stringify(properties)}`;
    if (found.has(key)) continue;
    const title = properties.title === undefined ? "" : String(properties.title);
    const code = properties.code === undefined ? "" : String(properties.code);
    found.set(key, { layer: layer.id, id, count, title, code, isBoundary: layer.drawing === "boundaries" });
  }
  const hits = [...found.values()];
  const wanted = hits.some(({ isBoundary }) => !isBoundary) ? hits.filter(({ isBoundary }) => !isBoundary) : hits;
  return wanted.map(({ isBoundary: _, ...hit }) => hit);
}

/** Keeps the one feature that the pointer is on drawn as such. */
function createHover(map: MapLibreMap, layerOf: (source: string) => FeatureMapLayer | undefined) {
  let hovered: { source: string; sourceLayer: string; id: string } | undefined;
  return {
    set: (hit: MapHit | undefined) => {
      if (hovered && map.getSource(hovered.source)) map.setFeatureState(hovered, { hovered: false });
      hovered = undefined;
      if (!hit || hit.id === null) return;
      const source = Object.keys(map.getStyle().sources).find((id) => layerOf(id)?.id === hit.layer);
      const layer = source === undefined ? undefined : layerOf(source);
      if (source === undefined || layer?.kind !== "records") return;
      hovered = { source, sourceLayer: layer.sourceLayer, id: hit.id };
      map.setFeatureState(hovered, { hovered: true });
    },
  };
}

function createMap(container: HTMLElement, options: FeatureSurfaceOptions): MapLibreMap {
  const { viewpoint, pixelRatio } = options;
  const map = new MapLibreMap({
    container,
    style: styleOf(),
    ...(viewpoint
      ? { center: [viewpoint.longitude, viewpoint.latitude] as [number, number], zoom: viewpoint.zoom }
      : { bounds: toLngLatBounds(options.bounds), fitBoundsOptions: { padding: firstPadding } }),
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    renderWorldCopies: false,
    fadeDuration: 0,
    maxZoom: greatestZoom,
    localIdeographFontFamily: options.fontFamily,
    ...(pixelRatio === undefined ? {} : { pixelRatio, maxCanvasSize: [8192, 8192] as [number, number] }),
    canvasContextAttributes: { preserveDrawingBuffer: pixelRatio !== undefined },
  });
  map.keyboard.disableRotation();
  map.touchZoomRotate.disableRotation();
  if (pixelRatio === undefined) moveCoarselyWhereSlow(map);
  return map;
}

function toLngLatBounds([west, south, east, north]: Bounds): LngLatBounds {
  return new LngLatBounds([west, south], [east, north]);
}

function prefersStillness(): boolean {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** MapLibre tells of an error that crossed from its worker as a plain object. */
function asError(error: Error | { readonly message: string }): Error {
  return error instanceof Error ? error : new Error(error.message);
}
