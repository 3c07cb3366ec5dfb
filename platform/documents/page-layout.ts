import { convertMillimetersToTwip, type ISectionPropertiesOptions, PageOrientation } from "docx";

/** Twentieths of a point. */
export const twips = (millimetres: number): number => convertMillimetersToTwip(millimetres);

/** Half points of Chinese type sizes: 二号 22 pt, 三号 16 pt, 四号 14 pt, 小四 12 pt. */
export const TYPE_SIZE = { second: 44, third: 32, fourth: 28, smallFourth: 24 } as const;

/** The type area of GB/T 9704-2012, 5.2.1: 156 mm × 225 mm. */
export const TYPE_AREA = { width: 156, height: 225 } as const;

/** 22 lines in 225 mm (GB/T 9704-2012, 5.2.3). */
export const LINE_PITCH = Math.floor(twips(TYPE_AREA.height) / 22);

/** One character of 三号 type, twips: paragraphs begin two characters in. */
export const CHARACTER = TYPE_SIZE.third * 10;

/**
 * A4 with the head of 37 mm and the binding margin of 28 mm (GB/T 9704-2012, 5.2.1); right and foot follow from the type area. The grid
 * holds 22 lines a page.
 */
export const officialPage: ISectionPropertiesOptions = {
  page: {
    size: { width: twips(210), height: twips(297), orientation: PageOrientation.PORTRAIT },
    margin: {
      top: twips(37),
      left: twips(28),
      right: twips(210 - 28 - TYPE_AREA.width),
      bottom: twips(297 - 37 - TYPE_AREA.height),
      footer: twips(297 - 37 - TYPE_AREA.height - 7 - 5),
    },
  },
  grid: { type: "lines", linePitch: LINE_PITCH },
};
