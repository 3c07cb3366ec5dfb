import { createTexts, type Texts } from "#platform/interface-kit";
import en from "./locales/en.json" with { type: "json" };
import chinese from "./locales/zh-CN.json" with { type: "json" };

export const useAttachmentTexts: () => Texts<keyof typeof chinese> = createTexts<keyof typeof chinese>("attachments", {
  "zh-CN": chinese,
  en,
});
