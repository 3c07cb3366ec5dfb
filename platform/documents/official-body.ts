import {
  AlignmentType,
  LineRuleType,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from "docx";
import type { OfficialPart, OfficialTable } from "./official-content.ts";
import { bodyFace, firstLevelFace, secondLevelFace } from "./official-type.ts";
import { CHARACTER, LINE_PITCH, TYPE_AREA, TYPE_SIZE, twips } from "./page-layout.ts";

const faces = { paragraph: bodyFace, "first-level": firstLevelFace, "second-level": secondLevelFace } as const;

export function bodyOf(part: OfficialPart): (Paragraph | Table)[] {
  if (part.kind === "table") return table(part);
  return [
    new Paragraph({
      alignment: part.kind === "paragraph" ? AlignmentType.BOTH : AlignmentType.LEFT,
      indent: { firstLine: 2 * CHARACTER },
      keepNext: part.kind !== "paragraph",
      spacing: { line: LINE_PITCH, lineRule: LineRuleType.EXACT },
      children: [new TextRun({ text: part.text, font: faces[part.kind], size: TYPE_SIZE.third })],
    }),
  ];
}

/** The heading row comes again on each page; widths stand in the grid, without which other word processors draw all columns alike. */
function table({ caption, columns, rows }: OfficialTable): (Paragraph | Table)[] {
  const shares = columns.reduce((sum, { share }) => sum + share, 0);
  const widths = columns.map(({ share }) => Math.floor((twips(TYPE_AREA.width) * share) / shares));
  const cell = (text: string, at: number, isHead: boolean) =>
    new TableCell({
      width: { size: widths[at] ?? 0, type: WidthType.DXA },
      verticalAlign: VerticalAlign.CENTER,
      margins: { left: 80, right: 80, top: 40, bottom: 40 },
      children: [
        new Paragraph({
          alignment: isHead
            ? AlignmentType.CENTER
            : columns[at]?.isNumber === true
              ? AlignmentType.RIGHT
              : AlignmentType.LEFT,
          children: [new TextRun({ text, font: isHead ? firstLevelFace : bodyFace, size: TYPE_SIZE.smallFourth })],
        }),
      ],
    });
  const line = (texts: readonly string[], isHead: boolean) =>
    new TableRow({
      tableHeader: isHead,
      cantSplit: true,
      children: columns.map((_, at) => cell(texts[at] ?? "", at, isHead)),
    });
  return [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      keepNext: true,
      spacing: { before: LINE_PITCH / 2, after: 80 },
      children: [new TextRun({ text: caption, font: firstLevelFace, size: TYPE_SIZE.fourth })],
    }),
    new Table({
      layout: TableLayoutType.FIXED,
      width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
      columnWidths: widths,
      rows: [
        line(
          columns.map(({ title }) => title),
          true,
        ),
        ...rows.map((row) => line(row, false)),
      ],
    }),
    new Paragraph({ spacing: { line: LINE_PITCH / 2, lineRule: LineRuleType.EXACT }, children: [] }),
  ];
}
