import { createTexts, type Texts } from "#platform/interface-kit";
import en from "./locales/en.json" with { type: "json" };
import chinese from "./locales/zh-CN.json" with { type: "json" };

export type MapTextKey = keyof typeof chinese;
export type MapTexts = Texts<MapTextKey>;

export const useMapTexts: () => MapTexts = createTexts<MapTextKey>("map", { "zh-CN": chinese, en });
