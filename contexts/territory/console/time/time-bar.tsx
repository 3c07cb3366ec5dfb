import { Button, Select, Slider } from "antd";
import type { ReactNode } from "react";
import { useMapTexts } from "../map-texts.ts";
import styles from "./time-bar.module.css";

/** The year that is looked at, and the year that it is compared with. */
export function TimeBar(props: {
  readonly years: readonly number[];
  /** Years that have a survey. */
  readonly surveyYears: readonly number[];
  /** Undefined: what holds now. */
  readonly year: number | undefined;
  readonly other: number | undefined;
  readonly onYear: (year: number | undefined) => void;
  readonly onOther: (year: number | undefined) => void;
}): ReactNode {
  const { text } = useMapTexts();
  const { years, surveyYears, year, other } = props;
  const [first, last] = [years[0], years.at(-1)];
  if (first === undefined || last === undefined) return null;
  const marks = Object.fromEntries(
    years.map((one) => [one, { label: <span data-survey={surveyYears.includes(one) || undefined}>{one}</span> }]),
  );
  return (
    <section className={styles.bar} aria-label={text("time")}>
      <Button size="small" type={year === undefined ? "primary" : "default"} onClick={() => props.onYear(undefined)}>
        {text("time.now")}
      </Button>
      {first === last ? null : (
        <div className={styles.slider}>
          <Slider
            min={first}
            max={last}
            step={1}
            marks={marks}
            included={false}
            value={year ?? last}
            onChange={(value) => props.onYear(value)}
            ariaLabelForHandle={text("time.year")}
            tooltip={{
              formatter: (value) =>
                value && surveyYears.includes(value) ? text("time.withSurvey", { year: value }) : value,
            }}
          />
        </div>
      )}
      {other === undefined ? null : (
        <span className={styles.other}>
          {text("time.against")}
          <Select
            size="small"
            value={other}
            aria-label={text("time.against")}
            onChange={(value: number) => props.onOther(value)}
            options={years.map((value) => ({ value, label: value }))}
          />
        </span>
      )}
    </section>
  );
}
