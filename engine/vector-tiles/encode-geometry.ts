import { type Bounds, type ClipSquare, clipLine, clipRing, measureBounds, PositionList } from "./clip.ts";
import { EXTERIOR_RING, INTERIOR_RING, LINE, type PartList, POINTS } from "./part-list.ts";
import type { ProtobufWriter } from "./protobuf-writer.ts";
import { GridPositions } from "./simplify.ts";

/** Geometry types of the Vector Tile Specification 2.1, 4.3.4. */
export type GeometryType = 1 | 2 | 3;
const POINT_TYPE = 1;
const LINE_TYPE = 2;
const POLYGON_TYPE = 3;

// Commands of the specification, 4.3.3.
const MOVE_TO = 1;
const LINE_TO = 2;
const CLOSE_PATH = 7;
/** Bytes of one number of a step: steps stay below 2^27, extent and margin together below 2^26. */
const STEP_BYTES = 4;

/**
 * Turns projected parts into the commands of a tile: cut to the square, rounded to whole units, simplified, without rings that have
 * no area left, outer rings clockwise on the screen and holes the other way. Of a collection only what has the highest dimension
 * is kept, as `ST_AsMVTGeom` does.
 */
export class GeometryEncoder {
  readonly #square: ClipSquare;
  readonly #tolerance: number;
  readonly #ring = new PositionList();
  readonly #spare = new PositionList();
  readonly #grid = new GridPositions();
  readonly #bounds: Bounds = { minX: 0, maxX: 0, minY: 0, maxY: 0 };
  #cursorX = 0;
  #cursorY = 0;

  /** @param tolerance of simplification in tile units; 0 leaves out repeated positions only */
  constructor(square: ClipSquare, tolerance: number) {
    this.#square = square;
    this.#tolerance = tolerance;
  }

  /** Appends the commands to `commands`; null where nothing of the geometry is left in the tile. */
  encode(parts: PartList, commands: ProtobufWriter): GeometryType | null {
    this.#cursorX = 0;
    this.#cursorY = 0;
    const before = commands.length;
    const type = typeOf(parts);
    if (type === POINT_TYPE) this.#points(parts, commands);
    else if (type === LINE_TYPE) this.#lines(parts, commands);
    else this.#polygons(parts, commands);
    return commands.length === before ? null : type;
  }

  #points(parts: PartList, commands: ProtobufWriter): void {
    const { least, greatest } = this.#square;
    const { coordinates, positionCount } = parts;
    const inside = this.#ring;
    inside.count = 0;
    for (let i = 0; i < 2 * positionCount; i += 2) {
      const x = coordinates[i]!;
      const y = coordinates[i + 1]!;
      if (x < least || x > greatest || y < least || y > greatest) continue;
      inside.add(Math.floor(x + 0.5), Math.floor(y + 0.5));
    }
    const { count } = inside;
    if (count === 0) return;
    commands.varint((count << 3) | MOVE_TO);
    commands.reserve(2 * STEP_BYTES * count);
    for (let i = 0; i < 2 * count; i += 2) {
      this.#step(inside.coordinates[i]!, inside.coordinates[i + 1]!, commands);
    }
  }

  #lines(parts: PartList, commands: ProtobufWriter): void {
    const square = this.#square;
    const grid = this.#grid;
    const write = (coordinates: Float64Array, first: number, end: number) => {
      grid.roundFrom(coordinates, first, end, false);
      if (this.#tolerance > 0) grid.simplify(this.#tolerance, false);
      if (grid.count > 1) this.#path(commands);
    };
    for (let part = 0, first = 0; part < parts.partCount; part++) {
      const end = parts.ends[part]!;
      if (parts.kinds[part] === LINE) {
        measureBounds(parts.coordinates, first, end, this.#bounds);
        const place = placeOf(this.#bounds, square);
        if (place === "inside") write(parts.coordinates, first, end);
        else if (place === "across") {
          clipLine(parts.coordinates, first, end, square, this.#ring, (piece) => {
            write(piece.coordinates, 0, piece.count);
          });
        }
      }
      first = end;
    }
  }

  #polygons(parts: PartList, commands: ProtobufWriter): void {
    const grid = this.#grid;
    let hasExterior = false;
    for (let part = 0, first = 0; part < parts.partCount; part++) {
      const end = parts.ends[part]!;
      const kind = parts.kinds[part]!;
      const isExterior = kind === EXTERIOR_RING;
      if (isExterior) hasExterior = false;
      if (isExterior || (kind === INTERIOR_RING && hasExterior)) {
        const doubleArea = this.#prepareRing(parts.coordinates, first, end);
        if (doubleArea !== 0) {
          if (doubleArea > 0 !== isExterior) grid.reverse();
          if (isExterior) hasExterior = true;
          this.#path(commands);
          commands.varint((1 << 3) | CLOSE_PATH);
        }
      }
      first = end;
    }
  }

  /** Leaves the ring in the grid as the tile shows it; gives twice its area, 0 where nothing is left. */
  #prepareRing(coordinates: Float64Array, first: number, end: number): number {
    const grid = this.#grid;
    measureBounds(coordinates, first, end, this.#bounds);
    const place = placeOf(this.#bounds, this.#square);
    if (place === "outside") return 0;
    if (place === "inside") grid.roundFrom(coordinates, first, end, true);
    else {
      this.#ring.copyFrom(coordinates, first, end);
      clipRing(this.#ring, this.#bounds, this.#square, this.#spare);
      grid.roundFrom(this.#ring.coordinates, 0, this.#ring.count, true);
    }
    if (grid.count < 3) return 0;
    if (this.#tolerance > 0) grid.simplify(this.#tolerance, true);
    return grid.count < 3 ? 0 : grid.doubleArea();
  }

  #path(commands: ProtobufWriter): void {
    const { coordinates, count } = this.#grid;
    commands.reserve(2 * STEP_BYTES * count + 16);
    commands.small((1 << 3) | MOVE_TO);
    this.#step(coordinates[0]!, coordinates[1]!, commands);
    commands.varint(((count - 1) << 3) | LINE_TO);
    commands.reserve(2 * STEP_BYTES * count);
    for (let i = 2; i < 2 * count; i += 2) this.#step(coordinates[i]!, coordinates[i + 1]!, commands);
  }

  #step(x: number, y: number, commands: ProtobufWriter): void {
    const stepX = x - this.#cursorX;
    const stepY = y - this.#cursorY;
    commands.small((stepX << 1) ^ (stepX >> 31));
    commands.small((stepY << 1) ^ (stepY >> 31));
    this.#cursorX = x;
    this.#cursorY = y;
  }
}

function typeOf({ kinds, partCount }: PartList): GeometryType {
  let greatest = POINTS as number;
  for (let part = 0; part < partCount; part++) greatest = Math.max(greatest, kinds[part]!);
  return greatest >= EXTERIOR_RING ? POLYGON_TYPE : greatest === LINE ? LINE_TYPE : POINT_TYPE;
}

function placeOf({ minX, maxX, minY, maxY }: Bounds, { least, greatest }: ClipSquare): "inside" | "outside" | "across" {
  // Without positions the bounds are infinite the wrong way round, which is outside.
  if (minX > greatest || maxX < least || minY > greatest || maxY < least) return "outside";
  return minX >= least && maxX <= greatest && minY >= least && maxY <= greatest ? "inside" : "across";
}
