import type { ReactNode } from "react";
import { ActionPlanPage } from "#contexts/action-plan/console";

/** 实施方案. */
export default function PlanPage(): ReactNode {
  return <ActionPlanPage />;
}
