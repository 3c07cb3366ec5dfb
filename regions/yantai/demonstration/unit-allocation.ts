import { CellHeap } from "./cell-heap.ts";
import { coarseCellAt } from "./coarse-grid.ts";
import { project } from "./gauss-kruger.ts";
import { islands } from "./geography/coast.ts";
import { towns } from "./geography/towns.ts";
import type { CoarseRelief } from "./relief-evolution.ts";

/**
 * Head start of a unit's towns in metres, found by trial so that the demonstration's areas come near the known ones;
 * of units without an entry 0.
 */
const HEAD_START: Readonly<Record<string, number>> = {
  "3706-KY": -1400,
  "370671": -500,
  "370602": 800,
  "370682": -1500,
  "370687": -500,
};
/** Metres of way that a metre of climb counts for: borders then run along ridges. */
const CLIMB_COST = 12;

/**
 * Which unit each coarse cell of Yantai belongs to: the one whose towns are nearest by way over the ground (示意).
 *
 * @param codes the units; unit `codes[n]` has the label n + 1
 * @returns label per cell, 0 outside Yantai
 */
export function allocateUnits(relief: CoarseRelief, codes: readonly string[]): Uint8Array {
  const { grid, yantai } = relief.mask;
  const { columns } = grid;
  const cost = new Float64Array(yantai.length).fill(1e12);
  const label = new Uint8Array(yantai.length);
  const heap = new CellHeap(8 * yantai.length);
  const largestStart = Math.max(0, ...Object.values(HEAD_START));
  const seed = (x: number, y: number, division: string): void => {
    const cell = coarseCellAt(grid, x, y);
    if (yantai[cell] === 0) return;
    const start = largestStart - (HEAD_START[division] ?? 0);
    if (start >= cost[cell]!) return;
    cost[cell] = start;
    label[cell] = codes.indexOf(division) + 1;
    heap.push(start, cell);
  };
  for (const town of towns) {
    const at = project(town.position[0], town.position[1]);
    seed(at.x, at.y, town.division);
  }
  for (const island of islands) {
    const at = project(island.centre[0], island.centre[1]);
    seed(at.x, at.y, island.division);
  }
  const steps = [1, columns + 1, columns, columns - 1, -1, -columns - 1, -columns, -columns + 1];
  while (heap.size > 0) {
    const key = heap.minimumKey;
    const cell = heap.pop();
    if (key > cost[cell]!) continue;
    for (let d = 0; d < steps.length; d++) {
      const next = cell + steps[d]!;
      if (next < 0 || next >= yantai.length || yantai[next] === 0) continue;
      const way = (d % 2 === 1 ? Math.SQRT2 : 1) * grid.cell;
      const climb = Math.abs(relief.height[next]! - relief.height[cell]!);
      const total = key + way + CLIMB_COST * climb;
      if (total >= cost[next]!) continue;
      cost[next] = total;
      label[next] = label[cell]!;
      heap.push(total, next);
    }
  }
  return label;
}
