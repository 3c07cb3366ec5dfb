import { Button, Segmented } from "antd";
import { type CSSProperties, type ReactNode, useMemo, useState } from "react";
import { surveyLayout } from "#contexts/erosion-assessment/first-picture";
import type { SurveySummary, ZoneSummary } from "#contexts/erosion-assessment/model";
import { ClassDot, type FigureColumn, FiguresTable, formatFigure, Icon } from "#platform/interface-kit";
import type { ClassStyle } from "./class-style.ts";
import styles from "./division-table.module.css";
import { fileAddress } from "./survey-requests.ts";
import { type SurveyLanguage, useSurveyLanguage } from "./survey-text.ts";

type AreaUnit = "km²" | "%";

/** Divisions × six classes, with loss area, rate and mean modulus; the totals stay in sight. */
export function DivisionTable(props: {
  readonly summary: SurveySummary;
  readonly classes: readonly ClassStyle[];
  readonly highlighted: string | undefined;
  readonly onHighlight: (name: string | undefined) => void;
  readonly onChoose: (name: string) => void;
}): ReactNode {
  const words = useSurveyLanguage();
  const { text, language } = words;
  const [unit, setUnit] = useState<AreaUnit>("km²");
  const [isOpen, setIsOpen] = useState(true);
  const { summary, classes } = props;
  const columns = useMemo(() => columnsOf(unit, classes, words, summary.total), [unit, classes, words, summary.total]);
  return (
    <section
      className={surveyLayout.table}
      style={{ "--table-rows": summary.zones.length } as CSSProperties}
      data-folded={isOpen ? undefined : true}
      aria-label={text("table.title")}
    >
      <div className={`${surveyLayout.tableBar} ${styles.bar}`}>
        <h2 className={styles.title}>{text("table.title")}</h2>
        {isOpen ? (
          <Segmented<AreaUnit>
            size="small"
            options={["km²", "%"]}
            value={unit}
            onChange={setUnit}
            aria-label={text("table.unit")}
          />
        ) : null}
        <span className={styles.spring} />
        <Button type="link" size="small" href={fileAddress(summary.runId, "summary.xlsx")} download="">
          {text("table.download")}
        </Button>
        <Button
          type="text"
          size="small"
          icon={<Icon name={isOpen ? "down" : "up"} />}
          aria-label={text(isOpen ? "table.collapse" : "table.expand")}
          title={text(isOpen ? "table.collapse" : "table.expand")}
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        />
      </div>
      {isOpen ? (
        <div className={surveyLayout.tableBody}>
          <FiguresTable<ZoneSummary>
            caption={text("table.caption", { unit })}
            columns={columns}
            rows={summary.zones}
            rowKey={(row) => row.name}
            totals={summary.total}
            highlighted={props.highlighted}
            onHighlight={props.onHighlight}
            onChoose={(row) => props.onChoose(row.name)}
            language={language}
          />
        </div>
      ) : null}
    </section>
  );
}

function columnsOf(
  unit: AreaUnit,
  classes: readonly ClassStyle[],
  { text, pick }: SurveyLanguage,
  total: ZoneSummary,
): FigureColumn<ZoneSummary>[] {
  const ofClass = (style: ClassStyle): FigureColumn<ZoneSummary> => {
    const value = (row: ZoneSummary) => (unit === "%" ? row.classPercent : row.classKm2)[style.id];
    const title = (
      <>
        <ClassDot color={style.color} />
        {style.label}
      </>
    );
    return { key: style.id, title, unit, sortValue: value, cell: (row) => formatFigure(shown(row, value(row)), 2) };
  };
  // A division without cells has no share of anything: a dash, not a zero.
  const shown = (row: ZoneSummary, value: number) => (unit === "%" && row.areaKm2 === 0 ? null : value);
  return [
    {
      key: "name",
      title: text("table.division"),
      isRowHeader: true,
      sortValue: (row) => row.name,
      cell: (row) => (row === total ? text("table.total") : pick(row.name, row.nameEn ?? row.name)),
    },
    {
      key: "area",
      title: text("table.area"),
      unit: "km²",
      sortValue: (row) => row.areaKm2,
      cell: (row) => formatFigure(row.areaKm2, 2),
    },
    ...classes.map(ofClass),
    {
      key: "loss-area",
      title: text("table.lossArea"),
      unit: "km²",
      sortValue: (row) => row.soilWaterLossAreaKm2,
      cell: (row) => formatFigure(row.soilWaterLossAreaKm2, 2),
    },
    {
      key: "rate",
      title: text("table.rate"),
      unit: "%",
      sortValue: (row) => row.conservationRatePercent,
      cell: (row) => formatFigure(row.conservationRatePercent, 2),
    },
    {
      key: "mean-modulus",
      title: text("table.meanModulus"),
      unit: "t/(km²·a)",
      sortValue: (row) => row.meanErosionModulus,
      cell: (row) => formatFigure(row.meanErosionModulus, 2),
    },
  ];
}
