import { createTexts, type Texts } from "#platform/interface-kit";
import en from "./locales/en.json" with { type: "json" };
import chinese from "./locales/zh-CN.json" with { type: "json" };

export type CockpitTexts = Texts<keyof typeof chinese>;

export const useCockpitTexts: () => CockpitTexts = createTexts("cockpit", { "zh-CN": chinese, en });
