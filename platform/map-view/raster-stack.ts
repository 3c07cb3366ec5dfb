import type { Map as MapLibreMap } from "maplibre-gl";
import { type Bounds, tileSide } from "#platform/first-view";
import { groundLightening, type RasterOverlay } from "./map-layers.ts";

export interface RasterStack {
  show(ground: RasterOverlay | undefined, overlay: RasterOverlay | undefined, bounds: Bounds): void;
  setOverlayOpacity(opacity: number): void;
  destroy(): void;
}

/**
 * One thematic raster above one ground raster. A raster shown before stays loaded and comes back at once; while a new one
 * loads, the old one stays in sight, so that changing layers never shows an empty map.
 */
export function createRasterStack(map: MapLibreMap, below: string, onDrawn: (overlayId: string) => void): RasterStack {
  let current: { readonly overlay: string | undefined; readonly ground: string | undefined } | undefined;
  let opacity = 1;

  function ensure(raster: RasterOverlay, bounds: Bounds, isGround: boolean): string {
    const id = `${isGround ? "ground" : "overlay"}:${raster.tiles}`;
    if (map.getLayer(id)) return id;
    map.addSource(id, {
      type: "raster",
      tiles: [new URL(raster.tiles, window.location.href).href.replaceAll("%7B", "{").replaceAll("%7D", "}")],
      tileSize: tileSide,
      bounds: [...bounds],
      minzoom: raster.minZoom,
      maxzoom: raster.maxZoom,
    });
    const layers = map.getStyle().layers.map((layer) => layer.id);
    const firstOverlay = layers.find((layer) => layer.startsWith("overlay:"));
    map.addLayer(
      {
        id,
        type: "raster",
        source: id,
        paint: {
          "raster-resampling": raster.enlarge,
          "raster-fade-duration": 0,
          "raster-opacity": isGround ? 1 : opacity,
          ...(isGround ? { "raster-brightness-min": groundLightening } : {}),
        },
      },
      isGround ? (firstOverlay ?? below) : below,
    );
    return id;
  }

  function hideOthers(): void {
    for (const layer of map.getStyle().layers) {
      const isRaster = layer.id.startsWith("overlay:") || layer.id.startsWith("ground:");
      if (!isRaster) continue;
      const isShown = layer.id === current?.overlay || layer.id === current?.ground;
      map.setLayoutProperty(layer.id, "visibility", isShown ? "visible" : "none");
    }
  }

  let settle: (() => void) | undefined;
  function whenLoaded(id: string, then: () => void): void {
    if (settle) map.off("render", settle);
    const check = () => {
      if (!map.getSource(id) || !map.isSourceLoaded(id)) return;
      map.off("render", check);
      settle = undefined;
      then();
    };
    settle = check;
    map.on("render", check);
    map.triggerRepaint();
  }

  return {
    show(ground, overlay, bounds) {
      // Sources load in the order they were added: the theme is what the user waits for.
      const overlayId = overlay && ensure(overlay, bounds, false);
      const groundId = ground && ensure(ground, bounds, true);
      current = { overlay: overlayId, ground: groundId };
      for (const id of [groundId, overlayId]) if (id) map.setLayoutProperty(id, "visibility", "visible");
      if (overlayId && overlay) {
        map.setPaintProperty(overlayId, "raster-opacity", opacity);
        map.moveLayer(overlayId, below);
        whenLoaded(overlayId, () => {
          hideOthers();
          onDrawn(overlay.id);
        });
      } else {
        hideOthers();
        onDrawn(ground?.id ?? "");
      }
    },
    setOverlayOpacity(value) {
      opacity = value;
      if (current?.overlay && map.getLayer(current.overlay)) {
        map.setPaintProperty(current.overlay, "raster-opacity", value);
      }
    },
    destroy() {
      if (settle) map.off("render", settle);
    },
  };
}
