import { transformer } from "#engine/projections";
import { mapPositions } from "./map-positions.ts";
import type { VectorLayer } from "./vector-layer.ts";

/**
 * The layer in another reference system.
 * @throws TerraceError `crs-unsupported`
 */
export function reprojectLayer(layer: VectorLayer, crs: string): VectorLayer {
  if (layer.crs === crs) return layer;
  const transform = transformer(layer.crs, crs);
  const features = layer.features.map(({ properties, geometry }) => ({
    properties,
    geometry:
      geometry === null
        ? null
        : mapPositions(geometry, ([x, y]) => {
            const to = transform(x!, y!);
            return [to.x, to.y];
          }),
  }));
  return { ...layer, crs, features };
}
