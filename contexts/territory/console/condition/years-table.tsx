import { useQuery } from "@tanstack/react-query";
import { Segmented } from "antd";
import { type ReactNode, useState } from "react";
import type { ConditionLine, ConditionYear } from "#contexts/territory/model";
import {
  ClassDot,
  type FigureColumn,
  FiguresTable,
  formatChange,
  formatFigure,
  QuietMark,
  recordSetsQuery,
} from "#platform/interface-kit";
import { intensityClasses } from "#reference-data";
import styles from "./condition-panel.module.css";
import { type ConditionTexts, useConditionTexts } from "./condition-texts.ts";

type AreaUnit = "km²" | "%";

/** Six classes, loss, rate and mean modulus of each year, and under it the divisions of the latest one. */
export function YearsTable(props: { readonly recordSet: string; readonly years: readonly ConditionYear[] }): ReactNode {
  const texts = useConditionTexts();
  const { text, pick, language } = texts;
  const [unit, setUnit] = useState<AreaUnit>("km²");
  const nameOf = useDivisionName(props.recordSet);
  const latest = props.years.find(({ total }) => total !== null);
  const yearColumns: FigureColumn<ConditionYear>[] = [
    {
      key: "year",
      title: text("years.year"),
      isRowHeader: true,
      sortValue: ({ survey }) => survey.year,
      cell: ({ survey, problem }) => (
        <>
          <a href={survey.path}>{survey.year}</a>{" "}
          <span className={styles.quiet}>{text("years.version", { number: survey.number })}</span>{" "}
          {survey.demonstration ? <QuietMark label={text("demonstration")} /> : null}
          {problem === null ? null : <div className={styles.quiet}>{pick(problem.zh, problem.en)}</div>}
        </>
      ),
    },
    ...lineColumns(unit, texts).map(
      (column): FigureColumn<ConditionYear> => ({
        ...column,
        sortValue: ({ total }) => (total === null ? null : column.value(total)),
        cell: ({ total }) => formatFigure(total === null ? null : column.value(total), 2),
      }),
    ),
    {
      key: "change",
      title: text("years.change"),
      unit: "km²",
      cell: ({ change }) => formatChange(change?.soilWaterLossAreaKm2, 2),
    },
  ];
  return (
    <>
      <section className={styles.section}>
        <header className={styles.sectionHead}>
          <h2>{text("years.title")}</h2>
          <Segmented<AreaUnit>
            size="small"
            options={["km²", "%"]}
            value={unit}
            onChange={setUnit}
            aria-label={text("years.unit")}
          />
        </header>
        <FiguresTable<ConditionYear>
          caption={text("years.caption", { unit })}
          columns={yearColumns}
          rows={props.years}
          rowKey={({ survey }) => survey.runId}
          language={language}
        />
      </section>
      {latest?.total && latest.divisions.length > 1 ? (
        <section className={styles.section}>
          <h2>{text("divisions.title", { year: latest.survey.year })}</h2>
          <FiguresTable<ConditionLine>
            caption={text("divisions.caption", { year: latest.survey.year, unit })}
            columns={divisionColumns(unit, texts, (line) =>
              line === latest.total ? text("total") : nameOf(line.division),
            )}
            rows={latest.divisions}
            rowKey={({ division }) => division ?? ""}
            totals={latest.total}
            language={language}
          />
        </section>
      ) : null}
    </>
  );
}

interface LineColumn {
  readonly key: string;
  readonly title: ReactNode;
  readonly unit: string;
  readonly value: (line: ConditionLine) => number | null;
}

function lineColumns(unit: AreaUnit, { text, pick }: ConditionTexts): readonly LineColumn[] {
  return [
    { key: "area", title: text("years.area"), unit: "km²", value: (line) => line.areaKm2 },
    ...intensityClasses.map(({ id, zh, en, colour }) => ({
      key: id,
      title: (
        <>
          <ClassDot color={colour} />
          {pick(zh, en)}
        </>
      ),
      unit,
      value: (line: ConditionLine) => (unit === "%" ? (line.classPercent?.[id] ?? null) : line.classKm2[id]),
    })),
    { key: "loss", title: text("years.loss"), unit: "km²", value: (line) => line.soilWaterLossAreaKm2 },
    { key: "rate", title: text("years.rate"), unit: "%", value: (line) => line.conservationRatePercent },
    { key: "modulus", title: text("years.modulus"), unit: "t/(km²·a)", value: (line) => line.meanErosionModulus },
    { key: "vegetated", title: text("years.vegetated"), unit: "%", value: (line) => line.vegetatedPercent },
    { key: "without", title: text("years.without"), unit: "km²", value: (line) => line.withoutResultKm2 },
  ];
}

function divisionColumns(
  unit: AreaUnit,
  texts: ConditionTexts,
  nameOf: (line: ConditionLine) => string,
): FigureColumn<ConditionLine>[] {
  return [
    {
      key: "division",
      title: texts.text("divisions.division"),
      isRowHeader: true,
      sortValue: nameOf,
      cell: nameOf,
    },
    ...lineColumns(unit, texts).map((column) => ({
      ...column,
      sortValue: column.value,
      cell: (line: ConditionLine) => formatFigure(column.value(line), 2),
    })),
  ];
}

/** As the filters of the list name divisions. */
function useDivisionName(recordSet: string): (code: string | null) => string {
  const { text, pick } = useConditionTexts();
  const sets = useQuery(recordSetsQuery);
  const choices = sets.data
    ?.find(({ id }) => id === recordSet)
    ?.fields.find(({ kind }) => kind === "division")?.choices;
  return (code) => {
    if (code === null) return text("divisions.none");
    const choice = choices?.find(({ value }) => value === code);
    return choice ? pick(choice.labelZh, choice.labelEn) : code;
  };
}
