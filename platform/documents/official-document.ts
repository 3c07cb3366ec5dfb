import { Document, Footer, Packer, PageNumber, Paragraph, TextRun } from "docx";
import { bodyOf } from "./official-body.ts";
import type { OfficialDocument } from "./official-content.ts";
import { closing, head, recipients, title } from "./official-parts.ts";
import { bodyFace, pageNumberFace } from "./official-type.ts";
import { CHARACTER, officialPage, TYPE_SIZE } from "./page-layout.ts";

/**
 * A Word file that word processors open without change: fonts named for Chinese text, tables with their grid, no fields but the page
 * number.
 * @source GB/T 9704-2012 党政机关公文格式
 */
export async function writeOfficialDocument(document: OfficialDocument): Promise<Buffer> {
  const file = new Document({
    title: document.title,
    creator: document.signature,
    styles: { default: { document: { run: { font: bodyFace, size: TYPE_SIZE.third } } } },
    evenAndOddHeaderAndFooters: true,
    sections: [
      {
        properties: officialPage,
        // 单页码居右空一字，双页码居左空一字 (7.5).
        footers: { default: pageNumber("right"), even: pageNumber("left") },
        children: [
          ...head(document),
          ...title(document),
          ...recipients(document),
          ...document.parts.flatMap(bodyOf),
          ...closing(document),
        ],
      },
    ],
  });
  return Packer.toBuffer(file);
}

/** “— 1 —” in 四号 (7.5). */
function pageNumber(alignment: "left" | "right"): Footer {
  return new Footer({
    children: [
      new Paragraph({
        alignment,
        indent: { [alignment]: CHARACTER },
        children: [
          new TextRun({ font: pageNumberFace, size: TYPE_SIZE.fourth, children: ["— ", PageNumber.CURRENT, " —"] }),
        ],
      }),
    ],
  });
}
