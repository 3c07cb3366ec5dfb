/**
 * T of a strip: the factor of the tillage zone on cropland, 1 on all other land (which takes B), NaN where the land use is unknown.
 * @param landUse codes
 * @param cropland 1 for each code (0–255) that is cropland, 2 for each that is known and is not; 0 unknown
 * @param zoneFactor T of the rotation zone, one for all or one a cell
 * @param tillage receives T
 */
export function computeTillageStrip(
  landUse: Uint8Array,
  cropland: Uint8Array,
  zoneFactor: Float32Array | number,
  tillage: Float32Array,
): void {
  const isConstant = typeof zoneFactor === "number";
  for (let cell = 0; cell < landUse.length; cell += 1) {
    const kind = cropland[landUse[cell]!]!;
    tillage[cell] = kind === 2 ? 1 : kind === 1 ? (isConstant ? zoneFactor : zoneFactor[cell]!) : Number.NaN;
  }
}
