import { createTexts, type Texts } from "#platform/interface-kit";
import en from "./locales/en.json" with { type: "json" };
import chinese from "./locales/zh-CN.json" with { type: "json" };

export type ConsoleTextKey = keyof typeof chinese;
export type ConsoleTexts = Texts<ConsoleTextKey>;

export const useConsoleTexts: () => ConsoleTexts = createTexts<ConsoleTextKey>("console", { "zh-CN": chinese, en });
