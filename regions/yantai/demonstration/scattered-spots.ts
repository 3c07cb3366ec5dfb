import { demonstrationBox } from "./coarse-grid.ts";
import { hashUnit } from "./integer-noise.ts";

export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** Uniform in [0, 1): what else is drawn by lot for the spot. */
  readonly lot: number;
}

/** Round spots strewn over the box, at most one in each square of a net: villages, ponds, building sites. */
export class ScatteredSpots {
  private readonly spacing: number;
  private readonly columns: number;
  private readonly rows: number;
  private readonly spots: readonly (Spot | undefined)[];

  constructor(spacing: number, seed: number, radii: readonly [number, number], isWanted: (spot: Spot) => boolean) {
    this.spacing = spacing;
    this.columns = Math.ceil((demonstrationBox.maxX - demonstrationBox.minX) / spacing);
    this.rows = Math.ceil((demonstrationBox.maxY - demonstrationBox.minY) / spacing);
    this.spots = Array.from({ length: this.columns * this.rows }, (_, i) => {
      const column = i % this.columns;
      const row = (i - column) / this.columns;
      const spot = {
        x: demonstrationBox.minX + (column + 0.15 + 0.7 * hashUnit(column, row, seed)) * spacing,
        y: demonstrationBox.maxY - (row + 0.15 + 0.7 * hashUnit(column, row, seed + 1)) * spacing,
        radius: radii[0] + (radii[1] - radii[0]) * hashUnit(column, row, seed + 2),
        lot: hashUnit(column, row, seed + 3),
      };
      return isWanted(spot) ? spot : undefined;
    });
  }

  /** The spot over a position; `swell` stretches the radius there, for an uneven rim. */
  at(x: number, y: number, swell: number): Spot | undefined {
    const column = Math.floor((x - demonstrationBox.minX) / this.spacing);
    const row = Math.floor((demonstrationBox.maxY - y) / this.spacing);
    for (let r = Math.max(row - 1, 0); r <= Math.min(row + 1, this.rows - 1); r++) {
      for (let c = Math.max(column - 1, 0); c <= Math.min(column + 1, this.columns - 1); c++) {
        const spot = this.spots[r * this.columns + c];
        if (spot === undefined) continue;
        const dx = x - spot.x;
        const dy = y - spot.y;
        const reach = spot.radius * swell;
        if (dx * dx + dy * dy < reach * reach) return spot;
      }
    }
    return undefined;
  }
}
