import { exp, exp2, log2 } from "#engine/reproducible-maths";

/** SLR = 1/(base + factor·rate^(100·FVC)). */
export interface CoverRatio {
  readonly base: number;
  readonly factor: number;
  readonly rate: number;
}

/** SLR = scale·exp(understoreyRate·GD) − canopyScale·exp(FVC − FVC·GD) + offset. */
export interface CanopyRatio {
  readonly scale: number;
  readonly understoreyRate: number;
  readonly canopyScale: number;
  readonly offset: number;
}

/** The three equations of the dynamic monitoring; the values come from `reference-data` with their confidence. */
export interface SoilLossRatioConstants {
  readonly teaAndShrub: CoverRatio;
  readonly grassland: CoverRatio;
  readonly orchardAndForest: CanopyRatio;
}

export type RatioGroup = keyof SoilLossRatioConstants;

/**
 * @zh 土壤流失比率 SLR of one half-month, held within 0 and 1.
 * @param canopyCover FVC, fraction
 * @param understoreyCover 林下盖度 GD, fraction: acts in orchards and forest only
 */
export function soilLossRatio(
  group: RatioGroup,
  canopyCover: number,
  understoreyCover: number,
  constants: SoilLossRatioConstants,
): number {
  return ratioOfCover(ratioCoefficients(group, understoreyCover, constants), canopyCover);
}

/** Any of the equations as (above + aboveSlope·E)/(below + belowSlope·E) with E = 2^(rate·FVC): one form for the raster kernel. */
export interface RatioCoefficients {
  readonly above: number;
  readonly aboveSlope: number;
  readonly below: number;
  readonly belowSlope: number;
  readonly rate: number;
}

export function ratioCoefficients(
  group: RatioGroup,
  understoreyCover: number,
  constants: SoilLossRatioConstants,
): RatioCoefficients {
  if (group === "orchardAndForest") {
    const { scale, understoreyRate, canopyScale, offset } = constants.orchardAndForest;
    const understorey = unitInterval(understoreyCover);
    const above = scale * exp(understoreyRate * understorey) + offset;
    return { above, aboveSlope: -canopyScale, below: 1, belowSlope: 0, rate: (1 - understorey) * Math.LOG2E };
  }
  const { base, factor, rate } = constants[group];
  return { above: 1, aboveSlope: 0, below: base, belowSlope: factor, rate: 100 * log2(rate) };
}

export function ratioOfCover(coefficients: RatioCoefficients, canopyCover: number): number {
  const { above, aboveSlope, below, belowSlope, rate } = coefficients;
  const growth = exp2(rate * unitInterval(canopyCover));
  return unitInterval((above + aboveSlope * growth) / (below + belowSlope * growth));
}

/** @zh 生物措施因子 B = Σ SLRk·WRk over the 24 half-months. Both arrays hold 24 values; the weights add up to 1. */
export function biologicalMeasuresFactor(ratios: readonly number[], weights: readonly number[]): number {
  let factor = 0;
  for (let halfMonth = 0; halfMonth < 24; halfMonth += 1) factor += ratios[halfMonth]! * weights[halfMonth]!;
  return factor;
}

function unitInterval(value: number): number {
  return value < 0 ? 0 : value > 1 ? 1 : value;
}
