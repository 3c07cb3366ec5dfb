import type { SoilLossRatioConstants } from "./biological-measures.ts";

/** The published constants, written out so that the tests of the engine do not depend on `reference-data`. */
export const soilLossRatioConstants: SoilLossRatioConstants = {
  teaAndShrub: { base: 1.17647, factor: 0.86242, rate: 1.05905 },
  grassland: { base: 1.25, factor: 0.78845, rate: 1.05968 },
  orchardAndForest: { scale: 0.44468, understoreyRate: -3.20096, canopyScale: 0.04099, offset: 0.025 },
};
