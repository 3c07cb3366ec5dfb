import { createTexts, type Texts } from "#platform/interface-kit";
import en from "./locales/en.json" with { type: "json" };
import chinese from "./locales/zh-CN.json" with { type: "json" };

type ConditionTextKey = keyof typeof chinese;
export type ConditionTexts = Texts<ConditionTextKey>;

export const useConditionTexts: () => ConditionTexts = createTexts<ConditionTextKey>("condition", {
  "zh-CN": chinese,
  en,
});
