import { GeometryEncoder } from "./encode-geometry.ts";
import { PartList, POINTS } from "./part-list.ts";
import { ProtobufWriter } from "./protobuf-writer.ts";
import { readWkb } from "./read-wkb.ts";
import { projectToTile, TILE_EXTENT, type TileAddress } from "./tile-frame.ts";

/** What a feature can say of itself. Null, undefined and NaN are left out: a tile has no word for them. */
export type TileValue = string | number | boolean | null | undefined;

export interface TileLayerOptions {
  readonly name: string;
  readonly tile: TileAddress;
  /** Names of the values that each feature is given, in their order. */
  readonly attributes: readonly string[];
  /** How far beyond the tile geometry is kept, tile units, so that outlines do not show where it was cut. */
  readonly margin?: number;
  /** Of simplification, tile units; 0 leaves out repeated positions only. */
  readonly tolerance?: number;
}

// Field numbers of vector_tile.proto, Vector Tile Specification 2.1.
const TILE_LAYERS = 3;
const LAYER = { version: 15, name: 1, features: 2, keys: 3, values: 4, extent: 5 } as const;
const FEATURE = { id: 1, tags: 2, type: 3, geometry: 4 } as const;
const VALUE = { string: 1, double: 3, unsigned: 5, signed: 6, boolean: 7 } as const;
const SPECIFICATION_VERSION = 2;

/** An eighth of MapLibre's 512 screen pixels: wide enough for the thickest outline. */
export const DEFAULT_MARGIN = 64;
/** An eighth of a screen pixel. */
const DEFAULT_TOLERANCE = 1;

/** One layer of a tile, to which features are added one by one. */
export class TileLayer {
  readonly #name: string;
  readonly #tile: TileAddress;
  readonly #attributes: readonly string[];
  readonly #geometry: GeometryEncoder;
  readonly #parts = new PartList();
  readonly #features = new ProtobufWriter();
  readonly #values = new ProtobufWriter();
  readonly #indexOfValue = new Map<string | number | boolean, number>();
  readonly #feature = new ProtobufWriter();
  readonly #commands = new ProtobufWriter();
  readonly #tags = new ProtobufWriter();
  #featureCount = 0;

  constructor({ name, tile, attributes, margin, tolerance }: TileLayerOptions) {
    this.#name = name;
    this.#tile = tile;
    this.#attributes = attributes;
    const beyond = margin ?? DEFAULT_MARGIN;
    this.#geometry = new GeometryEncoder(
      { least: -beyond, greatest: TILE_EXTENT + beyond },
      tolerance ?? DEFAULT_TOLERANCE,
    );
  }

  get featureCount(): number {
    return this.#featureCount;
  }

  /**
   * @param wkb geometry in longitude and latitude, as PostGIS's `ST_AsBinary` or its own EWKB gives it
   * @param values in the order of the layer's attributes
   * @param id a number from 0 to 2^53 − 1
   * @returns false where nothing of it is left in this tile
   * @throws TerraceError `stored-geometry-unreadable`, `geometry-not-in-degrees`
   */
  add(wkb: Uint8Array, values: readonly TileValue[], id?: number): boolean {
    readWkb(wkb, this.#parts);
    return this.#addParts(values, id);
  }

  /** A point in degrees; as `add`. */
  addPoint(longitude: number, latitude: number, values: readonly TileValue[], id?: number): boolean {
    const parts = this.#parts;
    parts.clear();
    parts.coordinates[0] = longitude;
    parts.coordinates[1] = latitude;
    parts.positionCount = 1;
    parts.endPart(POINTS);
    return this.#addParts(values, id);
  }

  #addParts(values: readonly TileValue[], id: number | undefined): boolean {
    projectToTile(this.#parts, this.#tile);
    const commands = this.#commands;
    commands.clear();
    const type = this.#geometry.encode(this.#parts, commands);
    if (type === null) return false;
    const tags = this.#tags;
    tags.clear();
    for (let key = 0; key < this.#attributes.length; key++) {
      const value = values[key];
      if (value === null || value === undefined || Number.isNaN(value)) continue;
      tags.varint(key);
      tags.varint(this.#indexOf(value));
    }
    const feature = this.#feature;
    feature.clear();
    if (id !== undefined) feature.varintField(FEATURE.id, id);
    if (tags.length > 0) feature.bytesField(FEATURE.tags, tags.view());
    feature.varintField(FEATURE.type, type);
    feature.bytesField(FEATURE.geometry, commands.view());
    this.#features.bytesField(LAYER.features, feature.view());
    this.#featureCount++;
    return true;
  }

  #indexOf(value: string | number | boolean): number {
    const known = this.#indexOfValue.get(value);
    if (known !== undefined) return known;
    const index = this.#indexOfValue.size;
    this.#indexOfValue.set(value, index);
    this.#values.bytesField(LAYER.values, encodeValue(value));
    return index;
  }

  /** The layer's message; empty where it has no features, for a layer should have one. */
  bytes(): Uint8Array {
    const layer = new ProtobufWriter();
    if (this.#featureCount === 0) return layer.view();
    layer.varintField(LAYER.version, SPECIFICATION_VERSION);
    layer.stringField(LAYER.name, this.#name);
    layer.append(this.#features.view());
    for (const key of this.#attributes) layer.stringField(LAYER.keys, key);
    layer.append(this.#values.view());
    layer.varintField(LAYER.extent, TILE_EXTENT);
    return layer.view();
  }
}

function encodeValue(value: string | number | boolean): Uint8Array {
  const writer = new ProtobufWriter(32);
  if (typeof value === "string") writer.stringField(VALUE.string, value);
  else if (typeof value === "boolean") writer.varintField(VALUE.boolean, Number(value));
  else if (!Number.isSafeInteger(value)) writer.doubleField(VALUE.double, value);
  else if (value >= 0) writer.varintField(VALUE.unsigned, value);
  // Zigzag: −1 is 1, −2 is 3 …
  else if (value > -(2 ** 52)) writer.varintField(VALUE.signed, -2 * value - 1);
  else writer.doubleField(VALUE.double, value);
  return writer.view();
}

/** A tile of some layers, Mapbox Vector Tile 2.1 (application/vnd.mapbox-vector-tile). Without features it has no bytes. */
export function encodeTile(layers: readonly TileLayer[]): Uint8Array<ArrayBuffer> {
  const tile = new ProtobufWriter();
  for (const layer of layers) {
    const bytes = layer.bytes();
    if (bytes.length > 0) tile.bytesField(TILE_LAYERS, bytes);
  }
  return tile.take();
}
