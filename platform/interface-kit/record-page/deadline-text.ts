import type { KitTexts } from "../kit-texts.ts";
import type { Deadline } from "./workflow.ts";

/** 还有 3 个工作日（2026-11-27 到期） */
export function deadlineText(deadline: Deadline, { text }: Pick<KitTexts, "text">): string {
  if (deadline.isPaused) return text("deadline.paused");
  const { daysLeft, dueOn, unit } = deadline;
  if (daysLeft === null || dueOn === null) return text("deadline.none");
  const days = text(unit === "working" ? "deadline.workingDays" : "deadline.days", { count: Math.abs(daysLeft) });
  if (deadline.isOverdue) return text("deadline.overdue", { days, date: dueOn });
  return daysLeft === 0 ? text("deadline.today", { date: dueOn }) : text("deadline.left", { days, date: dueOn });
}
