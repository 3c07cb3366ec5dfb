import { TerraceError } from "#errors";

/** NDVI of bare soil and of full cover. They depend on the sensor, the season and the vegetation type. */
export interface NdviEndMembers {
  readonly soil: number;
  readonly vegetation: number;
}

/**
 * @zh 植被覆盖度 FVC from NDVI by the dimidiate pixel model: (NDVI − soil)/(vegetation − soil), held within 0 and 1.
 * @throws TerraceError `ndvi-end-members-invalid` unless −1 ≤ soil < vegetation ≤ 1
 */
export function fractionalCover(ndvi: number, endMembers: NdviEndMembers): number {
  checkEndMembers(endMembers);
  return coverOf(ndvi, endMembers);
}

/** The same for a strip: NaN stays NaN. Writes fractions 0–1 into `cover`, which may be `ndvi` itself. */
export function computeFractionalCoverStrip(ndvi: Float32Array, endMembers: NdviEndMembers, cover: Float32Array): void {
  checkEndMembers(endMembers);
  for (let cell = 0; cell < ndvi.length; cell += 1) cover[cell] = coverOf(ndvi[cell]!, endMembers);
}

function coverOf(ndvi: number, { soil, vegetation }: NdviEndMembers): number {
  const fraction = (ndvi - soil) / (vegetation - soil);
  return fraction < 0 ? 0 : fraction > 1 ? 1 : fraction;
}

function checkEndMembers({ soil, vegetation }: NdviEndMembers): void {
  if (soil >= -1 && soil < vegetation && vegetation <= 1) return;
  throw new TerraceError({
    code: "ndvi-end-members-invalid",
    userMessage: `NDVI 端元无效：裸土 ${soil}、全植被 ${vegetation}。裸土值须小于全植被值，且都在 −1 与 1 之间。`,
    message: `NDVI end members are not valid: soil ${soil}, vegetation ${vegetation}. Soil must be less than vegetation, both within −1 and 1.`,
    details: { soil, vegetation },
  });
}

/** A cover image and the half-month (0–23) that it stands for. */
export interface DatedCover {
  readonly halfMonth: number;
  readonly cover: Float32Array;
}

/**
 * The cover of one half-month from images of some half-months: linear between the nearest two round the year (after December comes
 * January). One image alone stands for the whole year.
 * @param covers at least one, in order of half-month without repeats, equal lengths
 * @param target receives the fractions; may be one of the images only when it is for that very half-month
 */
export function interpolateCover(covers: readonly DatedCover[], halfMonth: number, target: Float32Array): void {
  const next = covers.find((image) => image.halfMonth >= halfMonth) ?? covers[0]!;
  const previous = covers.findLast((image) => image.halfMonth <= halfMonth) ?? covers.at(-1)!;
  const span = (next.halfMonth - previous.halfMonth + 24) % 24;
  const share = span === 0 ? 0 : ((halfMonth - previous.halfMonth + 24) % 24) / span;
  for (let cell = 0; cell < target.length; cell += 1) {
    const from = previous.cover[cell]!;
    target[cell] = share === 0 ? from : from + (next.cover[cell]! - from) * share;
  }
}
