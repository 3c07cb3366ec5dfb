import { type ComponentType, type LazyExoticComponent, lazy } from "react";

// Behind the door, so that the door itself stays light: loaded when it is first opened.
export const ImportPage: LazyExoticComponent<ComponentType<{ readonly parameters: Readonly<Record<string, string>> }>> =
  lazy(() => import("./import.page.tsx"));
