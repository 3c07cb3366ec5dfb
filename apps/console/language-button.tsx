import { Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useConsoleTexts } from "./console-texts.ts";
import { chooseLanguage } from "./languages.ts";

export function LanguageButton(): ReactNode {
  const { text, language } = useConsoleTexts();
  const { i18n } = useTranslation();
  const next = language === "en" ? "zh-CN" : "en";
  return (
    <Button
      type="text"
      lang={next}
      onClick={() => {
        chooseLanguage(next);
        void i18n.changeLanguage(next);
      }}
    >
      {text("language.name")}
    </Button>
  );
}
