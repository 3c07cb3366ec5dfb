import { Button, Input, InputNumber } from "antd";
import { type ReactNode, useId } from "react";
import type { ReportContent } from "#contexts/action-plan/model";
import { Icon } from "#platform/interface-kit";
import { usePlanTexts } from "./plan-texts.ts";
import styles from "./task-panel.module.css";

type Figures = ReportContent["figures"];

/** Numbers that a department reports beside its words, each with its name and unit. */
export function ReportFigures(props: {
  readonly figures: Figures;
  readonly onChange: (figures: Figures) => void;
}): ReactNode {
  const { text } = usePlanTexts();
  const id = useId();
  const { figures } = props;
  const change = (index: number, changes: Partial<Figures[number]>) =>
    props.onChange(figures.map((figure, at) => (at === index ? { ...figure, ...changes } : figure)));
  return (
    <fieldset className={styles.fieldset} aria-labelledby={id}>
      <legend id={id} className={styles.quiet}>
        {text("report.figures")}
      </legend>
      <ul className={styles.figures}>
        {figures.map((figure, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a figure that is being typed has nothing else that stays.
          <li key={index}>
            <Input
              aria-label={text("report.figureLabel")}
              placeholder={text("report.figureLabel")}
              maxLength={60}
              required
              value={figure.label}
              onChange={(event) => change(index, { label: event.target.value })}
            />
            <InputNumber<number>
              className={styles.value ?? ""}
              aria-label={text("report.figureValue")}
              value={figure.value}
              onChange={(value) => change(index, { value: value ?? 0 })}
            />
            <Input
              aria-label={text("report.figureUnit")}
              placeholder={text("report.figureUnit")}
              maxLength={20}
              value={figure.unit}
              onChange={(event) => change(index, { unit: event.target.value })}
            />
            <Button
              type="text"
              aria-label={text("report.removeFigure")}
              icon={<Icon name="close" />}
              onClick={() => props.onChange(figures.filter((_, at) => at !== index))}
            />
          </li>
        ))}
      </ul>
      <Button
        size="small"
        icon={<Icon name="plus" />}
        onClick={() => props.onChange([...figures, { label: "", value: 0, unit: "" }])}
      >
        {text("report.addFigure")}
      </Button>
    </fieldset>
  );
}
