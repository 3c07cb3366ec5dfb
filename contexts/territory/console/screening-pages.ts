import { type ComponentType, type LazyExoticComponent, lazy } from "react";
import type { RecordPanelProps } from "#platform/interface-kit";

/** The record sets whose records are checked on the spot. */
export const verdictSets: readonly string[] = ["screening-patches"];

// Behind the door, so that the door itself stays light: each is loaded when it is first opened.
export const ScreeningPage: LazyExoticComponent<ComponentType> = lazy(() => import("./screening/screening.page.tsx"));
export const VerdictPanel: LazyExoticComponent<ComponentType<RecordPanelProps>> = lazy(
  () => import("./screening/verdict-panel.tsx"),
);
