import type { ReactNode } from "react";
import { MapPage } from "#contexts/territory/console";

/** 一张图. */
export default function OneMapPage(): ReactNode {
  return <MapPage />;
}
