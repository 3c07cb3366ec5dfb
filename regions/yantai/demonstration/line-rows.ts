import type { Grid } from "#engine/rasters";
import type { ProjectedPoint } from "./gauss-kruger.ts";

export interface WideLine {
  readonly code: number;
  readonly points: readonly ProjectedPoint[];
  /** Half the width in metres at a share 0–1 of the points. */
  halfWidthAt(share: number): number;
}

interface Segment {
  readonly code: number;
  readonly a: ProjectedPoint;
  readonly b: ProjectedPoint;
  readonly halfWidth: number;
}

/** Draws wide lines on rows of a grid, so that a raster of any size is made row by row. */
export class LineRows {
  private readonly segments: readonly Segment[];
  private readonly grid: Grid;

  constructor(grid: Grid, lines: readonly WideLine[]) {
    this.grid = grid;
    this.segments = lines.flatMap(({ code, points, halfWidthAt }) =>
      points.slice(1).map((b, i) => ({ code, a: points[i]!, b, halfWidth: halfWidthAt(i / points.length) })),
    );
  }

  /** Writes the codes of lines over the cells of a row whose centre they cover; later lines cover earlier ones. */
  fill(row: number, codes: Uint8Array): void {
    const { grid } = this;
    const y = grid.originY - (row + 0.5) * grid.cellHeight;
    codes.fill(0);
    for (const { code, a, b, halfWidth } of this.segments) {
      if (Math.min(a.y, b.y) - halfWidth > y || Math.max(a.y, b.y) + halfWidth < y) continue;
      const west = Math.min(a.x, b.x) - halfWidth - grid.originX;
      const east = Math.max(a.x, b.x) + halfWidth - grid.originX;
      const first = Math.max(Math.floor(west / grid.cellWidth), 0);
      const last = Math.min(Math.floor(east / grid.cellWidth), grid.columns - 1);
      const dx = b.x - a.x;
      const dy = b.y - a.y;
      const length2 = dx * dx + dy * dy;
      for (let column = first; column <= last; column++) {
        const px = grid.originX + (column + 0.5) * grid.cellWidth - a.x;
        const py = y - a.y;
        const t = Math.min(Math.max((px * dx + py * dy) / length2, 0), 1);
        const ex = px - t * dx;
        const ey = py - t * dy;
        if (ex * ex + ey * ey <= halfWidth * halfWidth) codes[column] = code;
      }
    }
  }
}
