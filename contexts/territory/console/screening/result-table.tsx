import type { ReactNode } from "react";
import { type ScreeningResult, screeningClasses } from "#contexts/territory/model";
import { type FigureColumn, FiguresTable, formatFigure } from "#platform/interface-kit";
import { useScreeningTexts } from "./screening-texts.ts";

type Line = ScreeningResult["classes"][number];

/** Areas of a screening: what is listed, what is too small, what lies outside, and the whole of it. */
export function ResultTable({ classes }: Pick<ScreeningResult, "classes">): ReactNode {
  const { text, pick, language } = useScreeningTexts();
  const area = (key: "areaHm2" | "smallHm2" | "outsideHm2" | "totalHm2", title: string): FigureColumn<Line> => ({
    key,
    title,
    unit: "hm²",
    cell: (line) => formatFigure(line[key], 2),
  });
  const columns: FigureColumn<Line>[] = [
    {
      key: "class",
      title: text("result.class"),
      isRowHeader: true,
      cell: (line) => {
        const known = screeningClasses.find(({ id }) => id === line.id);
        return known ? pick(known.zh, known.en) : line.id;
      },
    },
    { key: "patches", title: text("result.patches"), cell: (line) => formatFigure(line.patches, 0) },
    area("areaHm2", text("result.listed")),
    area("smallHm2", text("result.small")),
    area("outsideHm2", text("result.outside")),
    area("totalHm2", text("result.total")),
  ];
  return (
    <FiguresTable<Line>
      caption={text("result.caption")}
      columns={columns}
      rows={[...classes].sort((a, b) => placeOf(a) - placeOf(b))}
      rowKey={({ id }) => id}
      language={language}
    />
  );
}

/** In the order in which people know the classes, whichever was asked for first. */
function placeOf({ id }: Line): number {
  return screeningClasses.findIndex((known) => known.id === id);
}
