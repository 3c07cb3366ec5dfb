import { Select } from "antd";
import type { ReactNode } from "react";
import type { SurveyListItem } from "#contexts/erosion-assessment/model";
import { Icon, QuietMark } from "#platform/interface-kit";
import styles from "./survey-picker.module.css";
import { useSurveyLanguage } from "./survey-text.ts";

/** One survey out of those on the server: title, year, kind of product and 演示. */
export function SurveyPicker(props: {
  readonly surveys: readonly SurveyListItem[];
  readonly value: string | undefined;
  readonly label: string;
  readonly placeholder?: string;
  readonly onChange: (run: string) => void;
  readonly isWide?: boolean;
}): ReactNode {
  const { text } = useSurveyLanguage();
  const known = props.surveys.some((survey) => survey.runId === props.value);
  return (
    <Select<string>
      className={(props.isWide ? styles.wide : styles.picker) ?? ""}
      value={known ? (props.value ?? null) : null}
      placeholder={props.placeholder ?? props.label}
      aria-label={props.label}
      onChange={props.onChange}
      suffixIcon={<Icon name="down" />}
      popupMatchSelectWidth={false}
      options={props.surveys.map((survey) => ({ value: survey.runId, label: optionTitle(survey, text) }))}
      optionRender={(option) => <OptionRow survey={props.surveys.find((item) => item.runId === option.value)} />}
    />
  );
}

function optionTitle(survey: SurveyListItem, text: ReturnType<typeof useSurveyLanguage>["text"]): string {
  // A title that names its year already needs no second one.
  if (survey.title.includes(String(survey.year))) return survey.title;
  return text("survey.option", { title: survey.title, year: survey.year });
}

function OptionRow({ survey }: { readonly survey: SurveyListItem | undefined }): ReactNode {
  const { text } = useSurveyLanguage();
  if (!survey) return null;
  return (
    <span className={styles.option}>
      <span>{optionTitle(survey, text)}</span>
      <span className={styles.detail}>
        {text(`survey.product.${survey.product}`)} ·{" "}
        {text("survey.finishedAt", { time: survey.finishedAt.slice(0, 16).replace("T", " ") })}
      </span>
      {survey.demonstration ? <QuietMark label={text("survey.demonstration")} /> : null}
    </span>
  );
}
