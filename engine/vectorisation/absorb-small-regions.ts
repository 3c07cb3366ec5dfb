import { join, type LabelledRegions, laterNeighbours, rootOf } from "./regions.ts";

/**
 * Every region of fewer than `minimumCells` cells joins the largest region beside it and takes its code; of equally large
 * ones, the one met first from the north-west. A region that lies among smaller ones only waits until they have joined it.
 * Repeated until no region is below the minimum, except those without any neighbour: they stay, so that areas foot.
 * Every round at least halves the number of regions below the minimum, because each that does not join is joined.
 * Changes `regions` in place; afterwards every label of `regions.labels` is its region's root.
 */
export function absorbSmallRegions(regions: LabelledRegions, minimumCells: number): void {
  const largestNeighbour = new Uint32Array(minimumCells > 1 ? regions.highestLabel + 1 : 0);
  for (;;) {
    labelByRoots(regions);
    if (minimumCells <= 1) return;
    findLargestNeighbours(regions, minimumCells, largestNeighbour);
    if (!joinLargestNeighbours(regions, largestNeighbour)) return;
    joinRegionsOfEqualCode(regions);
  }
}

/** Roots in place of labels: the scans that follow then compare neighbours without looking anything up. */
function labelByRoots({ labels, parent }: LabelledRegions): void {
  for (let at = 0; at < labels.length; at++) labels[at] = parent[labels[at]!]!;
}

function outranks(cells: Uint32Array, a: number, b: number): boolean {
  const difference = cells[a]! - cells[b]!;
  return difference > 0 || (difference === 0 && a < b);
}

function findLargestNeighbours(regions: LabelledRegions, minimumCells: number, largestNeighbour: Uint32Array): void {
  const { labels, cells, stride } = regions;
  largestNeighbour.fill(0);
  const steps = laterNeighbours(regions.connectivity, stride);
  const end = labels.length - stride - 1;
  for (let at = stride + 1; at < end; at++) {
    const a = labels[at]!;
    if (a === 0) continue;
    const isSmall = cells[a]! < minimumCells;
    for (let i = 0; i < steps.length; i++) {
      const b = labels[at + steps[i]!]!;
      if (a === b || b === 0) continue;
      if (isSmall) {
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

/** A region that took its neighbour's code may now lie beside others of that code. Afterwards every parent is a root. */
function joinRegionsOfEqualCode(regions: LabelledRegions): void {
  const { labels, parent, codes, cells, highestLabel, stride } = regions;
  const steps = laterNeighbours(regions.connectivity, stride);
  const end = labels.length - stride - 1;
  for (let at = stride + 1; at < end; at++) {
    const label = labels[at]!;
    if (label === 0) continue;
    for (let i = 0; i < steps.length; i++) {
      const other = labels[at + steps[i]!]!;
      if (label === other || other === 0) continue;
      const a = parent[label]!;
      const b = parent[other]!;
      // Parents of one region have one code, also while they are being joined: other codes need no root.
      if (a === b || codes[a] !== codes[b]) continue;
      const rootA = rootOf(parent, a);
      const rootB = rootOf(parent, b);
      if (rootA === rootB) continue;
      const total = cells[rootA]! + cells[rootB]!;
      cells[join(parent, rootA, rootB)] = total;
    }
  }
  for (let label = 1; label <= highestLabel; label++) parent[label] = rootOf(parent, label);
}
