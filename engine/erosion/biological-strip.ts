import type { KernelSession } from "#engine/kernels";
import { TerraceError } from "#errors";
import {
  type RatioGroup,
  ratioCoefficients,
  ratioOfCover,
  type SoilLossRatioConstants,
} from "./biological-measures.ts";
import { HALF_MONTHS } from "./half-months.ts";

/** How B of one land-use code comes about. */
export type BiologicalRule =
  | { readonly kind: "fixed"; readonly factor: number }
  | { readonly kind: "ratio"; readonly group: RatioGroup; readonly understoreyCover: number };

/** Coefficients of all 256 land-use codes, 8 numbers each: what the kernel reads. */
export type BiologicalTable = Float64Array;

const ENTRY = 8;
const IS_CONSTANT = 6;

/**
 * @param rules B by land-use code (0–255); a code without a rule gives NaN. Cropland is `fixed` with 1.
 * @param constants of the soil loss ratio, from `reference-data`
 */
export function biologicalTable(
  rules: ReadonlyMap<number, BiologicalRule>,
  constants: SoilLossRatioConstants,
): BiologicalTable {
  const table = new Float64Array(256 * ENTRY);
  for (let code = 0; code < 256; code += 1) {
    const rule = rules.get(code);
    if (rule?.kind === "ratio") {
      const { above, aboveSlope, below, belowSlope, rate } = ratioCoefficients(
        rule.group,
        rule.understoreyCover,
        constants,
      );
      table.set([above, aboveSlope, below, belowSlope, rate, 0, 0, 0], code * ENTRY);
    } else {
      table.set([0, 0, 1, 0, 0, rule?.factor ?? Number.NaN, 1, 0], code * ENTRY);
    }
  }
  return table;
}

export interface BiologicalStripInputs {
  readonly landUse: Uint8Array;
  /** FVC of the 24 half-months, fractions, NaN where unknown; one array may stand in several places. */
  readonly covers: readonly Float32Array[];
  /** WR of the 24 half-months, 1 altogether. */
  readonly weights: readonly number[];
  readonly table: BiologicalTable;
}

/**
 * B = Σ SLRk·WRk of a strip by the kernel: about 24 exponentials a cell where B follows from cover, none where it is fixed. Arrays
 * are in the session's memory. NaN where the code has no rule, or where B needs a cover that is NaN.
 * @throws TerraceError `cover-series-incomplete`
 */
export function computeBiologicalStrip(
  session: KernelSession,
  inputs: BiologicalStripInputs,
  biological: Float32Array,
): void {
  checkSeries(inputs);
  const mark = session.mark();
  const table = session.allocate("float64", inputs.table.length);
  table.set(inputs.table);
  const covers = session.allocate("uint32", HALF_MONTHS);
  covers.set(inputs.covers.map((cover) => cover.byteOffset));
  const weights = session.allocate("float64", HALF_MONTHS);
  weights.set(inputs.weights);
  session.exports.biologicalStrip(
    inputs.landUse.byteOffset,
    table.byteOffset,
    covers.byteOffset,
    weights.byteOffset,
    biological.byteOffset,
    inputs.landUse.length,
  );
  session.release(mark);
}

/** The readable twin of the kernel: the same bits, arrays anywhere. */
export function computeBiologicalStripTwin(inputs: BiologicalStripInputs, biological: Float32Array): void {
  checkSeries(inputs);
  const { landUse, covers, weights, table } = inputs;
  for (let cell = 0; cell < landUse.length; cell += 1) {
    const at = landUse[cell]! * ENTRY;
    if (table[at + IS_CONSTANT] !== 0) {
      biological[cell] = table[at + 5]!;
      continue;
    }
    const coefficients = {
      above: table[at]!,
      aboveSlope: table[at + 1]!,
      below: table[at + 2]!,
      belowSlope: table[at + 3]!,
      rate: table[at + 4]!,
    };
    let factor = 0;
    for (let halfMonth = 0; halfMonth < HALF_MONTHS; halfMonth += 1) {
      factor += ratioOfCover(coefficients, covers[halfMonth]![cell]!) * weights[halfMonth]!;
    }
    biological[cell] = factor;
  }
}

function checkSeries({ covers, weights }: BiologicalStripInputs): void {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (covers.length === HALF_MONTHS && weights.length === HALF_MONTHS && Math.abs(sum - 1) < 1e-6) return;
  throw new TerraceError({
    code: "cover-series-incomplete",
    userMessage: `计算 B 需要 24 个半月的植被盖度和合计为 1 的侵蚀力权重，现有盖度 ${covers.length} 期、权重 ${weights.length} 个、合计 ${sum}。请补齐。`,
    message: `B needs the cover of 24 half-months and weights that add up to 1; there are ${covers.length} covers and ${weights.length} weights adding up to ${sum}.`,
    details: { covers: covers.length, weights: weights.length, sum },
  });
}
