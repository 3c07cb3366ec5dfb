import type { ValidityBitmap } from "#engine/rasters";

/** 4: cells that share an edge belong together; 8: cells that share a corner do as well. */
export type Connectivity = 4 | 8;

/**
 * Regions of equal code. `labels` has a margin of one cell on every side, so that no neighbour has to be checked against
 * the border: cell (column, row) is `labels[(row + 1) * stride + column + 1]`. Label 0 is "no region".
 * `parent`, `codes` and `cells` are indexed by label; only the entries of a root (`parent[label] === label`) count.
 */
export interface LabelledRegions {
  readonly columns: number;
  readonly rows: number;
  readonly stride: number;
  readonly labels: Uint32Array;
  readonly connectivity: Connectivity;
  readonly highestLabel: number;
  readonly parent: Uint32Array;
  readonly codes: Uint8Array;
  readonly cells: Uint32Array;
}

/** The root of a label, shortening the path on the way (path halving, Tarjan and van Leeuwen 1984). */
export function rootOf(parent: Uint32Array, label: number): number {
  let at = label;
  for (;;) {
    const above = parent[at]!;
    if (above === at) return at;
    const next = parent[above]!;
    parent[at] = next;
    at = next;
  }
}

/** Joins two regions; the lower label stays root, which keeps the result independent of the order of joins. */
export function join(parent: Uint32Array, a: number, b: number): number {
  const rootA = rootOf(parent, a);
  const rootB = rootOf(parent, b);
  const low = rootA < rootB ? rootA : rootB;
  const high = rootA < rootB ? rootB : rootA;
  parent[high] = low;
  return low;
}

/** Labels of the neighbours of a cell that a scan by rows has already passed, or of those that are still to come. */
export function laterNeighbours(connectivity: Connectivity, stride: number): readonly number[] {
  return connectivity === 4 ? [1, stride] : [1, stride - 1, stride, stride + 1];
}

/**
 * Labels the regions of equal code (two-pass labelling, Rosenfeld and Pfaltz 1966). Memory: 4 bytes a cell and 9 bytes a
 * provisional label.
 */
export function labelRegions(
  codes: Uint8Array,
  validity: ValidityBitmap,
  columns: number,
  rows: number,
  connectivity: Connectivity,
): LabelledRegions {
  const stride = columns + 2;
  const labels = new Uint32Array(stride * (rows + 2));
  let parent = new Uint32Array(1024);
  let labelCodes = new Uint8Array(1024);
  let highestLabel = 0;
  const bits = validity.bytes;
  const diagonal = connectivity === 8;

  for (let row = 0; row < rows; row++) {
    let at = (row + 1) * stride + 1;
    let cell = row * columns;
    for (let column = 0; column < columns; column++, at++, cell++) {
      if (((bits[cell >> 3]! >> (cell & 7)) & 1) === 0) continue;
      const code = codes[cell]!;
      const west = labels[at - 1]!;
      const north = labels[at - stride]!;
      let label = west !== 0 && labelCodes[west] === code ? west : 0;
      if (north !== 0 && labelCodes[north] === code) {
        if (label === 0) label = north;
        else if (label !== north) label = join(parent, label, north);
      }
      if (diagonal) {
        const northWest = labels[at - stride - 1]!;
        const northEast = labels[at - stride + 1]!;
        if (northWest !== 0 && labelCodes[northWest] === code) {
          label = label === 0 ? northWest : join(parent, label, northWest);
        }
        if (northEast !== 0 && labelCodes[northEast] === code) {
          label = label === 0 ? northEast : join(parent, label, northEast);
        }
      }
      if (label === 0) {
        label = ++highestLabel;
        if (label === parent.length) {
          parent = grown(parent);
          labelCodes = grown(labelCodes);
        }
        parent[label] = label;
        labelCodes[label] = code;
      }
      labels[at] = label;
    }
  }
  const cells = countCells(labels, parent, highestLabel);
  return { columns, rows, stride, labels, connectivity, highestLabel, parent, codes: labelCodes, cells };
}

/** Every label's parent becomes its root, and every root gets its number of cells. */
function countCells(labels: Uint32Array, parent: Uint32Array, highestLabel: number): Uint32Array {
  const cells = new Uint32Array(highestLabel + 1);
  for (let label = 1; label <= highestLabel; label++) parent[label] = parent[parent[label]!]!;
  for (let at = 0; at < labels.length; at++) {
    const label = labels[at]!;
    if (label !== 0) cells[parent[label]!]!++;
  }
  return cells;
}

function grown<A extends Uint32Array | Uint8Array>(array: A): A {
  const larger = (
    array instanceof Uint32Array ? new Uint32Array(array.length * 2) : new Uint8Array(array.length * 2)
  ) as A;
  larger.set(array);
  return larger;
}
