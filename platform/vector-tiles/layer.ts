import type { RawBuilder } from "kysely";

/** A relation with geometry in degrees (EPSG:4490), as a layer of the map. */
export interface TileLayerDefinition {
  /** Names the layer inside the tile. */
  readonly id: string;
  /** `schema.relation`, with a column `id`. */
  readonly relation: string;
  readonly geometryColumn: string;
  /** Given to each feature besides its `id`: name in the tile, column of the relation. */
  readonly attributes: readonly { readonly name: string; readonly column: string }[];
  /** Clusters are counted by it; null where the relation knows no division. */
  readonly divisionColumn: string | null;
  /** Which rows are wanted, in columns of the relation. Row-level security applies besides. */
  readonly where?: RawBuilder<unknown>;
  /**
   * Other relations from which `where` reads: a change of theirs is a change of the tile. A `where` with a query of its own and without
   * this is computed each time.
   */
  readonly readsAlso?: readonly string[];
}
