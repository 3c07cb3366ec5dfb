import { landUseOf } from "./land-use-codes.ts";
import { type ReferenceRow, referenceRow, sources } from "./reference-row.ts";

/** @zh 生物措施因子 B that does not depend on cover, of one land-use code. */
export interface BiologicalFixedValue extends ReferenceRow<number> {
  readonly code: number;
  readonly note?: string;
}

function fixedValue(code: number, value: number): BiologicalFixedValue {
  return { code, ...referenceRow(value, `${sources.monitoringRules}，B 赋值表`, "memory-medium") };
}

/** Read in ChinaXiv:202108.00091: B and T are alternatives, so that cropland has B = 1 and its cover acts through T. */
function cropland(code: number): BiologicalFixedValue {
  return { code, note: "耕地由 T 反映", ...referenceRow(1, sources.chinaXiv, "verified") };
}

export const biologicalFixedValues: readonly BiologicalFixedValue[] = [
  cropland(11),
  cropland(12),
  cropland(13),
  fixedValue(51, 0.01),
  fixedValue(52, 0.025),
  fixedValue(53, 1),
  fixedValue(54, 0.1),
  fixedValue(61, 1),
  fixedValue(62, 0.01),
  fixedValue(71, 0),
  fixedValue(72, 0),
  fixedValue(73, 0),
  fixedValue(81, 1),
  fixedValue(82, 1),
  fixedValue(83, 1),
  fixedValue(84, 0),
];

/** The fixed B of a land-use code; undefined where B follows from cover, and for an unknown code. */
export function biologicalFactorOf(code: number): BiologicalFixedValue | undefined {
  const group = landUseOf(code)?.coverGroup;
  return group === "cropland" || group === "fixed" ? biologicalFixedValues.find((row) => row.code === code) : undefined;
}
