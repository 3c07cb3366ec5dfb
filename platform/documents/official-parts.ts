import { AlignmentType, BorderStyle, LineRuleType, Paragraph, TextRun } from "docx";
import type { OfficialDocument } from "./official-content.ts";
import { bodyFace, titleFace } from "./official-type.ts";
import { CHARACTER, LINE_PITCH, TYPE_AREA, TYPE_SIZE, twips } from "./page-layout.ts";

const RED = "FF0000";
const exactly = { line: LINE_PITCH, lineRule: LineRuleType.EXACT } as const;

/** 发文机关标志 35 mm below the upper edge of the type area, then the number, then the red line (7.2.4, 7.2.5, 7.2.7). */
export function head({ issuer, number }: OfficialDocument): Paragraph[] {
  if (issuer === null) return [];
  return [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { before: twips(20), after: 2 * LINE_PITCH },
      children: [new TextRun({ text: issuer, font: titleFace, color: RED, size: sizeOfIssuer(issuer) })],
    }),
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { after: 2 * LINE_PITCH },
      border: { bottom: { style: BorderStyle.SINGLE, size: 12, color: RED, space: 4 } },
      children: [new TextRun({ text: number ?? "（待编号）", font: bodyFace, size: TYPE_SIZE.third })],
    }),
  ];
}

/** Half points: as large as fits on one line, never above 22 mm (7.2.4). */
function sizeOfIssuer(issuer: string): number {
  const points = (TYPE_AREA.width / 25.4) * 72;
  return 2 * Math.floor(Math.min(62, points / [...issuer].length));
}

export function title({ title: text, mark }: OfficialDocument): Paragraph[] {
  const lines = [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { after: mark === null ? LINE_PITCH : 0 },
      keepNext: true,
      children: [new TextRun({ text, font: titleFace, size: TYPE_SIZE.second })],
    }),
  ];
  if (mark !== null) {
    lines.push(
      new Paragraph({
        alignment: AlignmentType.CENTER,
        spacing: { ...exactly, after: LINE_PITCH },
        children: [new TextRun({ text: `（${mark}）`, font: bodyFace, size: TYPE_SIZE.third })],
      }),
    );
  }
  return lines;
}

export function recipients({ addressee }: OfficialDocument): Paragraph[] {
  return addressee === null ? [] : [new Paragraph({ spacing: exactly, children: [new TextRun(`${addressee}：`)] })];
}

/** 附件说明 one line below the text, then the signature and, under it, the day with four characters left free at the right (7.3.4, 7.3.5). */
export function closing({ annexes, signature, date }: OfficialDocument): Paragraph[] {
  const listed = annexes.map(
    (name, at) =>
      new Paragraph({
        spacing: { ...exactly, before: at === 0 ? LINE_PITCH : 0 },
        indent: { left: annexes.length > 1 ? 5 * CHARACTER : 2 * CHARACTER, ...hanging(annexes.length, at) },
        children: [
          new TextRun(annexes.length === 1 ? `附件：${name}` : `${at === 0 ? "附件：" : ""}${at + 1}. ${name}`),
        ],
      }),
  );
  const width = [...signature].length;
  const dayWidth = [...date].length * 0.75;
  // The day is centred under the signature where that is longer, and the other way round.
  const shift = Math.max(0, (width - dayWidth) / 2);
  return [
    ...listed,
    new Paragraph({
      alignment: AlignmentType.RIGHT,
      keepNext: true,
      spacing: { ...exactly, before: 2 * LINE_PITCH },
      indent: { right: Math.round((4 - Math.min(shift, 2)) * CHARACTER) },
      children: [new TextRun(signature)],
    }),
    new Paragraph({
      alignment: AlignmentType.RIGHT,
      spacing: exactly,
      indent: { right: 4 * CHARACTER },
      children: [new TextRun(date)],
    }),
  ];
}

function hanging(count: number, at: number): { hanging?: number } {
  return count > 1 && at === 0 ? { hanging: 3 * CHARACTER } : {};
}
