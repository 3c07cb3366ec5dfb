import { join, type LabelledRegions, laterNeighbours, rootOf } from "./regions.ts";

/**
 * Every region of fewer than `minimumCells` cells joins the largest region beside it and takes its code; of equally large
 * ones, the one met first from the north-west. A region that lies among smaller ones only waits until they have joined it.
 * Repeated until no region is below the minimum, except those without any neighbour: they stay, so that areas foot.
 * Every round at least halves the number of regions below the minimum, because each that does not join is joined.
 * Changes `regions.parent`, `codes` and `cells` in place.
 */
export function absorbSmallRegions(regions: LabelledRegions, minimumCells: number): void {
  if (minimumCells <= 1) return;
  const largestNeighbour = new Uint32Array(regions.highestLabel + 1);
  for (;;) {
    findLargestNeighbours(regions, minimumCells, largestNeighbour);
    if (!joinLargestNeighbours(regions, largestNeighbour)) return;
    joinRegionsOfEqualCode(regions);
  }
}

function outranks(cells: Uint32Array, a: number, b: number): boolean {
  const difference = cells[a]! - cells[b]!;
  return difference > 0 || (difference === 0 && a < b);
}

function findLargestNeighbours(regions: LabelledRegions, minimumCells: number, largestNeighbour: Uint32Array): void {
  const { labels, parent, cells } = regions;
  largestNeighbour.fill(0);
  for (const step of laterNeighbours(regions.connectivity, regions.stride)) {
    const end = labels.length - step;
    for (let at = 0; at < end; at++) {
      const label = labels[at]!;
      const other = labels[at + step]!;
      if (label === other || label === 0 || other === 0) continue;
      const a = parent[label]!;
      const b = parent[other]!;
      if (a === b) continue;
      if (cells[a]! < minimumCells) {
        const known = largestNeighbour[a]!;
        if (known === 0 || (known !== b && outranks(cells, b, known))) largestNeighbour[a] = b;
      }
      if (cells[b]! < minimumCells) {
        const known = largestNeighbour[b]!;
        if (known === 0 || (known !== a && outranks(cells, a, known))) largestNeighbour[b] = a;
      }
    }
  }
}

/** Whether anything was joined. Afterwards every label's parent is its root. */
function joinLargestNeighbours(regions: LabelledRegions, largestNeighbour: Uint32Array): boolean {
  const { parent, cells, highestLabel } = regions;
  let joined = false;
  for (let label = 1; label <= highestLabel; label++) {
    const target = largestNeighbour[label]!;
    if (target !== 0 && outranks(cells, target, label)) {
      parent[label] = target;
      joined = true;
    } else largestNeighbour[label] = 0;
  }
  if (!joined) return false;
  for (let label = 1; label <= highestLabel; label++) {
    const root = rootOf(parent, label);
    parent[label] = root;
    if (largestNeighbour[label] !== 0) cells[root]! += cells[label]!;
  }
  return true;
}

/** A region that took its neighbour's code may now lie beside others of that code. */
function joinRegionsOfEqualCode(regions: LabelledRegions): void {
  const { labels, parent, codes, cells, highestLabel } = regions;
  for (const step of laterNeighbours(regions.connectivity, regions.stride)) {
    const end = labels.length - step;
    for (let at = 0; at < end; at++) {
      const label = labels[at]!;
      const other = labels[at + step]!;
      if (label === other || label === 0 || other === 0) continue;
      if (parent[label] === parent[other]) continue;
      const a = rootOf(parent, label);
      const b = rootOf(parent, other);
      if (a === b || codes[a] !== codes[b]) continue;
      const total = cells[a]! + cells[b]!;
      cells[join(parent, a, b)] = total;
    }
  }
  for (let label = 1; label <= highestLabel; label++) parent[label] = rootOf(parent, label);
}
