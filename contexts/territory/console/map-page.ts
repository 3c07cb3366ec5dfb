import { type ComponentType, type LazyExoticComponent, lazy } from "react";

// Behind the door, so that the door itself stays light: the map is loaded when it is first opened.
export const MapPage: LazyExoticComponent<ComponentType> = lazy(async () => ({
  default: (await import("./map.page.tsx")).MapPage,
}));
