import type { LayerSpecification, Map as MapLibreMap } from "maplibre-gl";
import { tileSide } from "#platform/first-view";
import { groundLightening } from "../map-layers.ts";
import {
  countLayout,
  type FeatureMapLayer,
  filterOf,
  type PictureLayer,
  paintOf,
  type RecordLayer,
  recordParts,
} from "./layers.ts";

export interface LayerStack {
  /** From the lowest to the highest; what is no longer among them goes. */
  show(layers: readonly FeatureMapLayer[]): void;
  /** The layer of a source, for what MapLibre tells of sources. */
  layerOf(source: string): FeatureMapLayer | undefined;
  readonly records: readonly RecordLayer[];
}

/** Below this zoom of the tiles nothing more is asked for: what is nearer is the same geometry, enlarged. */
const NEAREST_TILES = 16;

/** Layers of pictures and records under `below`. Pictures that go stay until the new ones are there, so that no year shows an empty map. */
export function createLayerStack(map: MapLibreMap, below: string): LayerStack {
  let shown = new Map<string, FeatureMapLayer>();
  const leaving = new Set<string>();

  function sourceOf(layer: FeatureMapLayer): string {
    return `${layer.id}|${layer.tiles}`;
  }

  function partsOf(layer: FeatureMapLayer): readonly string[] {
    const source = sourceOf(layer);
    return layer.kind === "pictures" ? [source] : recordParts.map((part) => `${source}#${part}`);
  }

  function add(layer: FeatureMapLayer): void {
    const source = sourceOf(layer);
    leaving.delete(source);
    if (map.getSource(source)) return;
    if (layer.kind === "pictures") addPictures(source, layer);
    else addRecords(source, layer);
  }

  function addPictures(source: string, layer: PictureLayer): void {
    map.addSource(source, {
      type: "raster",
      tiles: [absolute(layer.tiles)],
      tileSize: tileSide,
      minzoom: layer.minZoom,
      maxzoom: layer.maxZoom,
      ...(layer.bounds ? { bounds: [...layer.bounds] as [number, number, number, number] } : {}),
    });
    map.addLayer(
      {
        id: source,
        type: "raster",
        source,
        paint: {
          "raster-resampling": layer.enlarge,
          "raster-fade-duration": 0,
          ...(layer.isLightened ? { "raster-brightness-min": groundLightening } : {}),
        },
      },
      below,
    );
  }

  function addRecords(source: string, layer: RecordLayer): void {
    map.addSource(source, {
      type: "vector",
      tiles: [absolute(layer.tiles)],
      minzoom: 0,
      maxzoom: NEAREST_TILES,
      promoteId: "id",
    });
    const types = {
      fill: "fill",
      halo: "line",
      line: "line",
      point: "circle",
      cluster: "circle",
      count: "symbol",
    } as const;
    for (const part of recordParts) {
      map.addLayer(
        {
          id: `${source}#${part}`,
          type: types[part],
          source,
          "source-layer": layer.sourceLayer,
          ...(types[part] === "line" ? { layout: { "line-join": "round" } } : {}),
          ...(part === "count" ? { layout: countLayout } : {}),
        } as LayerSpecification,
        below,
      );
    }
  }

  function settle(layer: FeatureMapLayer): void {
    const source = sourceOf(layer);
    if (layer.kind === "pictures") {
      map.setPaintProperty(source, "raster-opacity", layer.opacity);
      return;
    }
    const paint = paintOf(layer);
    for (const part of recordParts) {
      const id = `${source}#${part}`;
      map.setFilter(id, filterOf(part, layer));
      for (const [name, value] of Object.entries(paint[part])) map.setPaintProperty(id, name as never, value as never);
    }
  }

  function remove(source: string): void {
    for (const { id } of map.getStyle().layers) if (id === source || id.startsWith(`${source}#`)) map.removeLayer(id);
    if (map.getSource(source)) map.removeSource(source);
    leaving.delete(source);
  }

  map.on("idle", () => {
    for (const source of leaving) remove(source);
  });

  return {
    show(layers) {
      const wanted = new Map(layers.map((layer) => [sourceOf(layer), layer]));
      const before = shown;
      shown = wanted;
      for (const [source, layer] of before) {
        if (wanted.has(source)) continue;
        // Only what is replaced waits: what the user switches off is gone at once.
        const isReplaced = layer.kind === "pictures" && layers.some((other) => other.id === layer.id);
        if (isReplaced) leaving.add(source);
        else remove(source);
      }
      for (const layer of layers) {
        add(layer);
        if (before.get(sourceOf(layer)) !== layer) settle(layer);
        // Each on top of the one before it.
        for (const part of partsOf(layer)) map.moveLayer(part, below);
      }
    },
    layerOf: (source) => shown.get(source),
    get records() {
      return [...shown.values()].filter((layer): layer is RecordLayer => layer.kind === "records");
    },
  };
}

/** MapLibre's worker knows no page to which an address could be relative. Encoding it anew would touch `{z}` and filters. */
function absolute(tiles: string): string {
  return tiles.startsWith("/") ? `${window.location.origin}${tiles}` : tiles;
}
