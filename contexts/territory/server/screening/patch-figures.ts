import type { CellFacts } from "./screening-rules.ts";

/** What the cells of a patch come to. */
export interface PatchSums {
  readonly cells: number;
  readonly squareCentimetres: number;
  /** Weighted by area; null where no cell has a value. */
  readonly meanSlopeDegrees: number | null;
  readonly biologicalFactor: number | null;
  readonly biologicalFactorBefore: number | null;
  /** Of most of its area; the lower code where two share it. 0 where no cell has one. */
  readonly landUse: number;
  readonly landUseBefore: number;
}

/** Sums of one patch, cell by cell. */
export class PatchFigures {
  #cells = 0;
  #area = 0;
  readonly #slope = new Mean();
  readonly #factor = new Mean();
  readonly #factorBefore = new Mean();
  readonly #uses = new Map<number, number>();
  readonly #usesBefore = new Map<number, number>();

  add(area: number, cell: CellFacts): void {
    this.#cells += 1;
    this.#area += area;
    this.#slope.add(area, cell.slopeDegrees);
    this.#factor.add(area, cell.biologicalFactor);
    this.#factorBefore.add(area, cell.biologicalFactorBefore);
    addTo(this.#uses, cell.landUse, area);
    addTo(this.#usesBefore, cell.landUseBefore, area);
  }

  sums(): PatchSums {
    return {
      cells: this.#cells,
      squareCentimetres: this.#area,
      meanSlopeDegrees: this.#slope.value(2),
      biologicalFactor: this.#factor.value(4),
      biologicalFactorBefore: this.#factorBefore.value(4),
      landUse: most(this.#uses),
      landUseBefore: most(this.#usesBefore),
    };
  }
}

class Mean {
  #weight = 0;
  #sum = 0;

  add(weight: number, value: number): void {
    if (Number.isNaN(value)) return;
    this.#weight += weight;
    this.#sum += weight * value;
  }

  value(decimals: number): number | null {
    return this.#weight === 0 ? null : Number((this.#sum / this.#weight).toFixed(decimals));
  }
}

function addTo(areas: Map<number, number>, code: number, area: number): void {
  if (code !== 0) areas.set(code, (areas.get(code) ?? 0) + area);
}

function most(areas: ReadonlyMap<number, number>): number {
  return [...areas].sort(([a, areaA], [b, areaB]) => areaB - areaA || a - b)[0]?.[0] ?? 0;
}
