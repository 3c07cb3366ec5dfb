import { createTexts, type Texts } from "./create-texts.ts";
import en from "./locales/en.json" with { type: "json" };
import chinese from "./locales/zh-CN.json" with { type: "json" };

export type KitTextKey = keyof typeof chinese;
export type KitTexts = Texts<KitTextKey>;

export const useKitTexts: () => KitTexts = createTexts<KitTextKey>("kit", { "zh-CN": chinese, en });
