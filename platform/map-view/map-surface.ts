import {
  type GeoJSONSource,
  LngLatBounds,
  Map as MapLibreMap,
  Marker,
  prewarm,
  ScaleControl,
  setWorkerUrl,
} from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import "maplibre-gl/dist/maplibre-gl.css";
import { type Bounds, firstPadding, greatestZoom, type MapPlace, type MapViewpoint } from "#platform/first-view";
import { moveCoarselyWhereSlow } from "./coarse-motion.ts";
import {
  baseStyle,
  type Divisions,
  divisionLayers,
  firstVectorLayer,
  highlightLayers,
  labelsOf,
  type RasterOverlay,
} from "./map-layers.ts";
import { createRasterStack, type RasterStack } from "./raster-stack.ts";

setWorkerUrl(workerUrl);
// The workers start while WebGL does.
prewarm();

export interface MapSurfaceOptions {
  readonly bounds: Bounds;
  readonly viewpoint: MapViewpoint | undefined;
  readonly fontFamily: string;
  readonly onChoose: (place: MapPlace) => void;
  readonly onPointer: (place: MapPlace | undefined) => void;
  readonly onMoved: (viewpoint: MapViewpoint) => void;
  /** The user, not the program, begins to move the map. */
  readonly onGrasped: () => void;
  readonly onDrawn: (overlayId: string) => void;
}

/** A flat, north-up map that shows rasters of our own server, divisions and one marked place. */
export interface MapSurface {
  readonly map: MapLibreMap;
  setRasters(ground: RasterOverlay | undefined, overlay: RasterOverlay | undefined, bounds: Bounds): void;
  setOverlayOpacity(opacity: number): void;
  setDivisions(divisions: Divisions | undefined): void;
  setDivisionsShown(isShown: boolean): void;
  setHighlight(name: string | undefined): void;
  setMark(place: MapPlace | undefined): void;
  setLabel(label: string): void;
  fit(bounds: Bounds): void;
  destroy(): void;
}

/** @throws Error where the browser offers no WebGL */
export function createMapSurface(container: HTMLElement, options: MapSurfaceOptions): MapSurface {
  const map = createMap(container, options);
  // Divisions wait for the first raster: their shaders take longer to compile than the raster to arrive, and the raster is
  // what the user came for (0.4 s without a graphics card).
  const whenDrawn = deferred();
  const rasters: RasterStack = createRasterStack(map, firstVectorLayer, (overlayId) => {
    options.onDrawn(overlayId);
    whenDrawn.start();
  });
  let mark: Marker | undefined;
  let label = "";
  const styled = deferred();
  map.once("style.load", styled.start);
  const whenStyled = styled.run;

  map.on("click", (event) => options.onChoose({ longitude: event.lngLat.lng, latitude: event.lngLat.lat }));
  map.on("mousemove", (event) => options.onPointer({ longitude: event.lngLat.lng, latitude: event.lngLat.lat }));
  map.on("mouseout", () => options.onPointer(undefined));
  map.on("movestart", (event) => {
    if (event.originalEvent) options.onGrasped();
  });
  map.on("moveend", () => {
    const centre = map.getCenter();
    options.onMoved({ longitude: centre.lng, latitude: centre.lat, zoom: map.getZoom() });
  });
  // The keyboard's click: the arrow keys move the map, Enter asks for the place in the middle.
  map.getCanvas().addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    const centre = map.getCenter();
    options.onChoose({ longitude: centre.lng, latitude: centre.lat });
  });

  return {
    map,
    setRasters: (ground, overlay, bounds) => whenStyled(() => rasters.show(ground, overlay, bounds)),
    setOverlayOpacity: (opacity) => whenStyled(() => rasters.setOverlayOpacity(opacity)),
    setDivisions: (divisions) =>
      whenDrawn.run(() => {
        const shown = divisions ?? { type: "FeatureCollection" as const, features: [] };
        void map.getSource<GeoJSONSource>("divisions")?.setData(shown);
        void map.getSource<GeoJSONSource>("division-labels")?.setData(labelsOf(shown));
      }),
    setDivisionsShown: (isShown) =>
      whenStyled(() => {
        for (const layer of divisionLayers) map.setLayoutProperty(layer, "visibility", isShown ? "visible" : "none");
      }),
    setHighlight: (name) =>
      whenStyled(() => {
        for (const layer of highlightLayers) map.setFilter(layer, ["==", ["get", "name"], name ?? ""]);
      }),
    setMark: (place) => {
      mark?.remove();
      mark = place ? new Marker({ element: markElement() }).setLngLat([place.longitude, place.latitude]) : undefined;
      mark?.addTo(map);
      // MapLibre names a marker in English; the place is told by the card beside the map.
      const element = mark?.getElement();
      element?.removeAttribute("aria-label");
      element?.setAttribute("aria-hidden", "true");
    },
    setLabel: (text) => {
      label = text;
      map.getCanvas().setAttribute("aria-label", label);
    },
    fit: (bounds) => {
      map.fitBounds(toLngLatBounds(bounds), { padding: 24, duration: prefersStillness() ? 0 : 350, maxZoom: 15 });
    },
    destroy: () => {
      rasters.destroy();
      map.remove();
    },
  };
}

function createMap(container: HTMLElement, options: MapSurfaceOptions): MapLibreMap {
  const { viewpoint } = options;
  const map = new MapLibreMap({
    container,
    style: baseStyle(),
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
  });
  map.keyboard.disableRotation();
  map.touchZoomRotate.disableRotation();
  moveCoarselyWhereSlow(map);
  map.addControl(new ScaleControl({ maxWidth: 120, unit: "metric" }), "bottom-left");
  return map;
}

/** Holds back what is to run until `start`, then runs it in order; after that everything runs at once. */
function deferred(): { readonly run: (change: () => void) => void; readonly start: () => void } {
  const waiting: (() => void)[] = [];
  let isStarted = false;
  return {
    run: (change) => {
      if (isStarted) change();
      else waiting.push(change);
    },
    start: () => {
      isStarted = true;
      for (const change of waiting.splice(0)) change();
    },
  };
}

function toLngLatBounds([west, south, east, north]: Bounds): LngLatBounds {
  return new LngLatBounds([west, south], [east, north]);
}

function prefersStillness(): boolean {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}

function markElement(): HTMLElement {
  const element = document.createElement("div");
  element.className = "map-mark";
  return element;
}
