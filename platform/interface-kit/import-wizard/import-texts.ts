import { createTexts, type Texts } from "../create-texts.ts";
import en from "./locales/en.json" with { type: "json" };
import chinese from "./locales/zh-CN.json" with { type: "json" };

export type ImportTextKey = keyof typeof chinese;
export type ImportTexts = Texts<ImportTextKey>;

export const useImportTexts: () => ImportTexts = createTexts<ImportTextKey>("import", { "zh-CN": chinese, en });
