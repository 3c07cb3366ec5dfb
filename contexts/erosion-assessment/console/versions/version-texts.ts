import type { SurveyVersion } from "#contexts/erosion-assessment/model";
import { createTexts, type Texts } from "#platform/interface-kit";
import en from "./locales/en.json" with { type: "json" };
import chinese from "./locales/zh-CN.json" with { type: "json" };

export type VersionTextKey = keyof typeof chinese;
export type VersionTexts = Texts<VersionTextKey>;

export const useVersionTexts: () => VersionTexts = createTexts<VersionTextKey>("survey-versions", {
  "zh-CN": chinese,
  en,
});

/** 2024 年第 2 版 */
export function versionName({ text }: VersionTexts, { year, number }: Pick<SurveyVersion, "year" | "number">): string {
  return text("version", { year, number });
}
