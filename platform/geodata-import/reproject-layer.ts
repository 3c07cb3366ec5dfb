import { transformer } from "#engine/projections";
import { mapPositions } from "./map-positions.ts";
import type { VectorFeature, VectorLayer } from "./vector-layer.ts";

/**
 * The layer in another reference system.
 * @throws TerraceError `crs-unsupported`
 */
export function reprojectLayer(layer: VectorLayer, crs: string): VectorLayer {
  return layer.crs === crs ? layer : { ...layer, crs, features: reprojectFeatures(layer.features, layer.crs, crs) };
}

/**
 * Features in another reference system; heights are left out.
 * @throws TerraceError `crs-unsupported`, `crs-old-datum`
 */
export function reprojectFeatures(features: readonly VectorFeature[], from: string, to: string): VectorFeature[] {
  const transform = transformer(from, to);
  return features.map(({ properties, geometry }) => ({
    properties,
    geometry:
      geometry === null
        ? null
        : mapPositions(geometry, ([x, y]) => {
            const place = transform(x!, y!);
            return [place.x, place.y];
          }),
  }));
}
