import type { Grid } from "#engine/rasters";
import { describeCrs } from "./catalogue.ts";
import { zoneAreaPerRadian } from "./ellipsoid.ts";
import { type Transform, transformer } from "./transformer.ts";

/** Areas of the cells of a grid on the CGCS2000 ellipsoid. */
export interface CellAreas {
  /** A whole number, so that sums over cells come out the same in any order; exact up to 900,000 km². */
  squareCentimetres(column: number, row: number): number;
  /** All cells of a block have the same area; blocks begin at multiples of these. */
  readonly blockColumns: number;
  readonly blockRows: number;
}

/** Over 64 cells of 10 m the scale of a Gauss-Krüger zone changes by less than 1.5·10⁻⁶ of the area. */
const BLOCK_CELLS = 64;

const SQUARE_CENTIMETRES = 10_000;

/**
 * Areas of cells: in a projected system one figure for each block of 64 × 64 cells, in a geographic system one for each row.
 * @throws TerraceError `crs-unsupported`
 */
export function geodesicCellAreas(grid: Grid): CellAreas {
  return describeCrs(grid.crs).kind === "geographic" ? areasByRow(grid) : areasByBlock(grid);
}

function areasByRow(grid: Grid): CellAreas {
  const radians = (grid.cellWidth * Math.PI) / 180;
  const round = createCarryingRounder();
  const areas = Float64Array.from({ length: grid.rows }, (_, row) => {
    const north = grid.originY - row * grid.cellHeight;
    const zone = zoneAreaPerRadian(north) - zoneAreaPerRadian(north - grid.cellHeight);
    return round(zone * radians * SQUARE_CENTIMETRES * grid.columns, grid.columns);
  });
  return { blockColumns: grid.columns, blockRows: 1, squareCentimetres: (_column, row) => areas[row]! };
}

function areasByBlock(grid: Grid): CellAreas {
  const across = Math.ceil(grid.columns / BLOCK_CELLS);
  const down = Math.ceil(grid.rows / BLOCK_CELLS);
  const toDegrees = transformer(grid.crs, "EPSG:4490");
  const round = createCarryingRounder();
  const areas = new Float64Array(across * down);
  for (let blockRow = 0; blockRow < down; blockRow++) {
    for (let blockColumn = 0; blockColumn < across; blockColumn++) {
      areas[blockRow * across + blockColumn] = cellAreaOfBlock(grid, toDegrees, round, blockColumn, blockRow);
    }
  }
  return {
    blockColumns: BLOCK_CELLS,
    blockRows: BLOCK_CELLS,
    // `/ 64 | 0` compiles to a shift; this runs once a cell.
    squareCentimetres: (column, row) => areas[((row / BLOCK_CELLS) | 0) * across + ((column / BLOCK_CELLS) | 0)]!,
  };
}

function cellAreaOfBlock(
  grid: Grid,
  toDegrees: Transform,
  round: CarryingRounder,
  blockColumn: number,
  blockRow: number,
): number {
  const west = blockColumn * BLOCK_CELLS;
  const north = blockRow * BLOCK_CELLS;
  const columns = Math.min(BLOCK_CELLS, grid.columns - west);
  const rows = Math.min(BLOCK_CELLS, grid.rows - north);
  const corner = (column: number, row: number) =>
    toDegrees(grid.originX + column * grid.cellWidth, grid.originY - row * grid.cellHeight);
  const ring = [
    corner(west, north),
    corner(west, north + rows),
    corner(west + columns, north + rows),
    corner(west + columns, north),
  ];
  return round(areaOfRing(ring) * SQUARE_CENTIMETRES, columns * rows);
}

type CarryingRounder = (total: number, cells: number) => number;

/**
 * Whole square centimetres for each cell of a block, what rounding adds or takes being made up for in the next block: a
 * 2 m cell has 40,000 cm², so that plain rounding would shift the total by up to 10⁻⁵.
 */
function createCarryingRounder(): CarryingRounder {
  let owed = 0;
  return (total, cells) => {
    const area = Math.round((total + owed) / cells);
    owed += total - area * cells;
    return area;
  };
}

/**
 * Green's theorem with the area between equator and parallel as the height: exact for edges that are straight in
 * longitude and that area, from which an edge of 640 m differs by less than 10⁻⁹ of the block.
 */
function areaOfRing(ring: readonly { readonly x: number; readonly y: number }[]): number {
  let area = 0;
  for (const [i, from] of ring.entries()) {
    const to = ring[(i + 1) % ring.length]!;
    area += ((((to.x - from.x) * Math.PI) / 180) * (zoneAreaPerRadian(from.y) + zoneAreaPerRadian(to.y))) / 2;
  }
  return Math.abs(area);
}
