import { join, type LabelledRegions, rootOf } from "./regions.ts";

/** Pieces of regions whose cells share edges. Every part has exactly one outer ring. */
export interface Parts {
  /** Label of the part of every cell, laid out as `LabelledRegions.labels`. */
  readonly labels: Uint32Array;
  readonly highestLabel: number;
  readonly regionOfPart: Uint32Array;
}

/**
 * Splits regions that hang together by corners only (8-connectivity) into parts that hang together by edges; with
 * 4-connectivity each region is its own part. Holes are then found by their part, without any search.
 * Takes over `regions.labels`, which must hold roots and hold parts afterwards.
 */
export function splitIntoParts(regions: LabelledRegions): Parts {
  const { labels, parent, connectivity, stride, columns, rows } = regions;
  if (connectivity === 4) return { labels, highestLabel: regions.highestLabel, regionOfPart: parent };

  let partParent = new Uint32Array(1024);
  let regionOfPart = new Uint32Array(1024);
  let highestLabel = 0;
  for (let row = 0; row < rows; row++) {
    let at = (row + 1) * stride + 1;
    for (let column = 0; column < columns; column++, at++) {
      const region = labels[at]!;
      if (region === 0) continue;
      const west = labels[at - 1]!;
      const north = labels[at - stride]!;
      let part = west !== 0 && regionOfPart[west] === region ? west : 0;
      if (north !== 0 && regionOfPart[north] === region) {
        if (part === 0) part = north;
        else if (part !== north) part = join(partParent, part, north);
      }
      if (part === 0) {
        part = ++highestLabel;
        if (part === partParent.length) {
          partParent = doubled(partParent);
          regionOfPart = doubled(regionOfPart);
        }
        partParent[part] = part;
        regionOfPart[part] = region;
      }
      labels[at] = part;
    }
  }
  for (let part = 1; part <= highestLabel; part++) partParent[part] = rootOf(partParent, part);
  for (let at = 0; at < labels.length; at++) labels[at] = partParent[labels[at]!]!;
  return { labels, highestLabel, regionOfPart };
}

function doubled(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(array.length * 2);
  larger.set(array);
  return larger;
}
