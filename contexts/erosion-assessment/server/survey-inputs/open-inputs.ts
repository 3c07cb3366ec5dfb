import type { SurveyConfig } from "../../model/index.ts";
import type { SurveyFactors } from "../factor-layers.ts";
import { openCover } from "./cover-input.ts";
import type { InputContext } from "./input-context.ts";
import { type LandUseInput, openLandUse } from "./land-use-input.ts";
import { openMeasures } from "./measures-input.ts";
import { openRain } from "./rain-input.ts";
import { openSoil } from "./soil-input.ts";
import { openTillage } from "./tillage-input.ts";
import { openZones, type ZonesInput } from "./zones-input.ts";

export interface SurveyInputs {
  readonly factors: SurveyFactors;
  readonly landUse: LandUseInput;
  /** Undefined where the survey has one zone, the whole area. */
  readonly zones: ZonesInput | undefined;
}

/** Opens and checks every input but the elevation, so that whatever is wrong is said before anything is computed. */
export async function openInputs(
  config: SurveyConfig,
  context: InputContext,
  advance: (fraction: number) => void,
): Promise<SurveyInputs> {
  const landUse = await openLandUse(config.landUse, context);
  advance(1 / 6);
  const zones = config.zones === undefined ? undefined : await openZones(config.zones, context);
  advance(2 / 6);
  const rain = await openRain(config.rain, context);
  advance(3 / 6);
  const erodibility = await openSoil(config.soil, context);
  advance(4 / 6);
  const engineering = await openMeasures(config.measures, context);
  const tillage = await openTillage(config.tillage, landUse, context);
  advance(5 / 6);
  const biological = await openCover(config.cover, landUse, rain.weights, context);
  return { factors: { erosivity: rain.erosivity, erodibility, biological, engineering, tillage }, landUse, zones };
}
