import { type ComponentType, type LazyExoticComponent, lazy } from "react";
import type { RecordPanelProps } from "#platform/interface-kit";

/** The record sets whose records have a condition card. */
export const conditionSets: readonly string[] = ["pattern-elements", "protected-zones"];

// Behind the door, so that the door itself stays light: the card is loaded when it is first opened.
export const ConditionPanel: LazyExoticComponent<ComponentType<RecordPanelProps>> = lazy(
  () => import("./condition/condition-panel.tsx"),
);
