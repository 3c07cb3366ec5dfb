import { type ReactNode, useMemo } from "react";
import type { SurveyComparison } from "#contexts/erosion-assessment/model";
import { type FigureColumn, FiguresTable, formatChange, formatFigure } from "#platform/interface-kit";
import styles from "./comparison-panel.module.css";
import { type SurveyLanguage, useSurveyLanguage } from "./survey-text.ts";

type Change = SurveyComparison["zones"][number];

/** Rate of both years and the change of rate and of loss area, by division. */
export function ChangeByDivision({ comparison }: { readonly comparison: SurveyComparison }): ReactNode {
  const words = useSurveyLanguage();
  const { text, language } = words;
  const columns = useMemo(() => columnsOf(comparison, words), [comparison, words]);
  return (
    <section className={styles.section}>
      <h2 className={styles.heading}>{text("comparison.zones")}</h2>
      <div className={styles.bleed}>
        <FiguresTable<Change>
          caption={text("comparison.zones")}
          columns={columns}
          rows={comparison.zones}
          rowKey={(row) => row.name}
          language={language}
        />
      </div>
    </section>
  );
}

function columnsOf(comparison: SurveyComparison, { text, pick }: SurveyLanguage): FigureColumn<Change>[] {
  const rateChange = (row: Change) =>
    row.conservationRatePercentA === null || row.conservationRatePercentB === null
      ? null
      : row.conservationRatePercentB - row.conservationRatePercentA;
  return [
    {
      key: "name",
      title: text("table.division"),
      isRowHeader: true,
      sortValue: (row) => row.name,
      cell: (row) => pick(row.name, row.nameEn ?? row.name),
    },
    {
      key: "a",
      title: text("comparison.from", { year: comparison.runA.year }),
      unit: "%",
      sortValue: (row) => row.conservationRatePercentA,
      cell: (row) => formatFigure(row.conservationRatePercentA, 2),
    },
    {
      key: "b",
      title: text("comparison.from", { year: comparison.runB.year }),
      unit: "%",
      sortValue: (row) => row.conservationRatePercentB,
      cell: (row) => formatFigure(row.conservationRatePercentB, 2),
    },
    {
      key: "change",
      title: text("comparison.rateChange"),
      unit: text("comparison.points"),
      sortValue: rateChange,
      cell: (row) => formatChange(rateChange(row), 2),
    },
    {
      key: "loss-area",
      title: text("comparison.lossAreaChange"),
      unit: "km²",
      sortValue: (row) => row.soilWaterLossAreaChangeKm2,
      cell: (row) => formatChange(row.soilWaterLossAreaChangeKm2, 2),
    },
  ];
}
