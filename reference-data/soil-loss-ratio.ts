import { type ReferenceRow, referenceRow, sources } from "./reference-row.ts";

/** SLR = 1/(base + factor·rate^(100·FVC)). */
interface CoverRatio {
  readonly base: number;
  readonly factor: number;
  readonly rate: number;
}

/** @zh 土壤流失比率 SLR: constants of the three equations that give B from cover, in the shape that the engine takes. */
export interface SoilLossRatioValues {
  /** 茶园、灌木林地. */
  readonly teaAndShrub: CoverRatio;
  /** 草地. */
  readonly grassland: CoverRatio;
  /** 果园、其他园地、有林地、其他林地: scale·exp(understoreyRate·GD) − canopyScale·exp(FVC − FVC·GD) + offset. */
  readonly orchardAndForest: {
    readonly scale: number;
    readonly understoreyRate: number;
    readonly canopyScale: number;
    readonly offset: number;
  };
}

export const soilLossRatioRow: ReferenceRow<SoilLossRatioValues> = referenceRow(
  {
    teaAndShrub: { base: 1.17647, factor: 0.86242, rate: 1.05905 },
    grassland: { base: 1.25, factor: 0.78845, rate: 1.05968 },
    orchardAndForest: { scale: 0.44468, understoreyRate: -3.20096, canopyScale: 0.04099, offset: 0.025 },
  },
  `${sources.monitoringRules}，SLR 计算式`,
  "memory-high",
);
