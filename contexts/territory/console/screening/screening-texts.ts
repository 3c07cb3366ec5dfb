import { createTexts, type Texts } from "#platform/interface-kit";
import en from "./locales/en.json" with { type: "json" };
import chinese from "./locales/zh-CN.json" with { type: "json" };

type ScreeningTextKey = keyof typeof chinese;
export type ScreeningTexts = Texts<ScreeningTextKey>;

export const useScreeningTexts: () => ScreeningTexts = createTexts<ScreeningTextKey>("screening", {
  "zh-CN": chinese,
  en,
});
