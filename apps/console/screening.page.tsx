import type { ReactNode } from "react";
import { ScreeningPage } from "#contexts/territory/console";

/** 陡坡与植被筛查. */
export default function SteepLandPage(): ReactNode {
  return <ScreeningPage />;
}
