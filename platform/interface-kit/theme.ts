import type { ThemeConfig } from "antd";

/**
 * One accent (deep green), neutral greys, 14 px base on an 8 px grid. Every pair of text and ground used here has a
 * contrast of at least 4.5 : 1 (WCAG 2.2, 1.4.3): secondary text #55605a on #f5f7f5 is 6.1 : 1, amber #8a5300 on #fff4dd 5.6 : 1.
 */
export const palette = {
  accent: "#1d6b46",
  ink: "#1c2420",
  inkSecondary: "#55605a",
  line: "#dfe4e0",
  lineStrong: "#c3cbc5",
  ground: "#ffffff",
  groundQuiet: "#f5f7f5",
  amberInk: "#8a5300",
  amberGround: "#fff4dd",
  redInk: "#b3261e",
} as const;

/** System fonts only: the product runs on an intranet machine and fetches nothing. */
export const fontFamily =
  '"Narrow Dot", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", system-ui, sans-serif';

export const consoleTheme: ThemeConfig = {
  token: {
    colorPrimary: palette.accent,
    colorInfo: palette.accent,
    colorLink: palette.accent,
    colorLinkHover: "#14513a",
    colorText: palette.ink,
    colorTextSecondary: palette.inkSecondary,
    colorTextTertiary: palette.inkSecondary,
    colorTextDescription: palette.inkSecondary,
    colorTextPlaceholder: "#66706a",
    colorBorder: palette.lineStrong,
    colorBorderSecondary: palette.line,
    colorError: palette.redInk,
    borderRadius: 4,
    fontFamily,
    fontSize: 14,
    controlHeight: 30,
    controlHeightSM: 26,
    wireframe: false,
    motionDurationMid: "0.12s",
    motionDurationSlow: "0.16s",
  },
  components: {
    Segmented: { trackBg: "#e9ede9", itemColor: palette.inkSecondary },
  },
};
