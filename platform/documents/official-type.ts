import type { IFontAttributesProperties } from "docx";

/**
 * The faces of GB/T 9704-2012. Each is named for Chinese and for Latin text apart: without `eastAsia` a word processor sets the
 * Chinese in its own default. The Latin face is Times New Roman, as is usual; the standard is silent.
 */
const face = (eastAsia: string): IFontAttributesProperties => ({
  ascii: "Times New Roman",
  hAnsi: "Times New Roman",
  cs: "Times New Roman",
  eastAsia,
});

/** 正文 (7.3.3). */
export const bodyFace = face("仿宋_GB2312");
/** 标题、发文机关标志 (7.2.4, 7.3.1). */
export const titleFace = face("方正小标宋简体");
/** 一级标题 (7.3.3). */
export const firstLevelFace = face("黑体");
/** 二级标题 (7.3.3). */
export const secondLevelFace = face("楷体_GB2312");
/** 页码 (7.5): 四号半角宋体. */
export const pageNumberFace = face("宋体");
