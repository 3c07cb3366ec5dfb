import { TerraceError } from "#errors";
import type { ProblemStatuses } from "#platform/http-api";
import type { ReportDecisionAction, ReportState } from "../model/index.ts";

/** The status of this context's expected failures. */
export const actionPlanProblemStatuses: ProblemStatuses = {
  "plan-missing": 404,
  "plan-task-unknown": 404,
  "plan-report-unknown": 404,
  "plan-report-not-yours": 403,
  "plan-report-own-review": 403,
  "plan-report-action-impossible": 409,
  "plan-report-changed-elsewhere": 409,
  "plan-reminder-needless": 409,
  "plan-target-unknown": 404,
  "plan-shares-not-yours": 403,
  "plan-shares-changed-elsewhere": 409,
};

const stateNames: Readonly<Record<ReportState, string>> = {
  draft: "草稿",
  submitted: "已提交",
  returned: "已退回",
  accepted: "已审核",
};

const actionNames: Readonly<Record<ReportDecisionAction | "save", string>> = {
  save: "修改",
  submit: "提交",
  withdraw: "撤回",
  return: "退回",
  accept: "审核通过",
  reopen: "重新打开",
};

export function planMissing(): TerraceError {
  return new TerraceError({
    code: "plan-missing",
    userMessage: "系统中还没有实施方案。请管理员检查服务启动日志中装载方案的记录。",
    message: "No plan has been loaded. Look at the server's log of its start.",
  });
}

export function taskUnknown(taskId: string): TerraceError {
  return new TerraceError({
    code: "plan-task-unknown",
    userMessage: `实施方案中没有任务 ${taskId}。请从实施方案页面重新进入。`,
    message: `The plan has no task ${taskId}. Start again from the page of the plan.`,
    details: { taskId },
  });
}

export function reportUnknown(reportId: string): TerraceError {
  return new TerraceError({
    code: "plan-report-unknown",
    userMessage: "没有这份进展报告，或您无权查看。请从实施方案页面重新进入。",
    message: "There is no such progress report, or you may not see it. Start again from the page of the plan.",
    details: { reportId },
  });
}

export function reportNotYours(taskId: string): TerraceError {
  return new TerraceError({
    code: "plan-report-not-yours",
    userMessage: `任务 ${taskId} 的责任部门和配合部门中没有您的单位，不能为它报告进展。`,
    message: `Your organisation is not among the departments of task ${taskId}: it cannot report on it.`,
    details: { taskId },
  });
}

export function ownReview(): TerraceError {
  return new TerraceError({
    code: "plan-report-own-review",
    userMessage: "这份报告是您本人提交的，审核须由另一人办理。",
    message: "You submitted this report yourself: somebody else has to review it.",
  });
}

export function actionImpossible(action: ReportDecisionAction | "save", state: ReportState): TerraceError {
  return new TerraceError({
    code: "plan-report-action-impossible",
    userMessage: `报告现在是“${stateNames[state]}”，不能${actionNames[action]}。请刷新后按当前状态办理。`,
    message: `The report is ${state}: it cannot be changed by “${action}”. Reload and go on from its present state.`,
    details: { action, state },
  });
}

/** The second of two who edit one report is shown what the first has saved. */
export function reportChangedElsewhere(differences: Readonly<Record<string, unknown>>): TerraceError {
  return new TerraceError({
    code: "plan-report-changed-elsewhere",
    userMessage: "报告在您编辑期间已被他人改动，您的内容没有保存。请对照双方的差异后再保存。",
    message:
      "The report was changed by somebody else while you edited it; nothing of yours was saved. Compare both and save again.",
    details: differences,
  });
}

export function reportEmpty(): TerraceError {
  return new TerraceError({
    code: "plan-report-empty",
    userMessage: "进展内容为空，不能提交。请填写本期进展后再提交。",
    message: "The report has no text and cannot be submitted. Write what was done in the period first.",
  });
}

export function reasonMissing(action: ReportDecisionAction): TerraceError {
  return new TerraceError({
    code: "plan-reason-missing",
    userMessage: `${actionNames[action]}须写明理由。请填写理由后再办理。`,
    message: `“${action}” needs a reason. Give one and try again.`,
    details: { action },
  });
}

export function periodNotOpen(period: string): TerraceError {
  return new TerraceError({
    code: "plan-period-not-open",
    userMessage: `报告期 ${period} 尚未开始，或早于方案印发，不能报告。请选择列表中的报告期。`,
    message: `The period ${period} has not begun or lies before the plan. Choose one of the list.`,
    details: { period },
  });
}

export function reminderNeedless(): TerraceError {
  return new TerraceError({
    code: "plan-reminder-needless",
    userMessage: "该部门本期的报告已经提交，无需催办。",
    message: "The department has already handed in its report of the period: there is nothing to remind it of.",
  });
}

export function departmentUnknown(taskId: string): TerraceError {
  return new TerraceError({
    code: "plan-department-unknown",
    userMessage: `该单位不是任务 ${taskId} 的责任部门或配合部门，不能催办。请从任务的部门列表中选择。`,
    message: `The organisation is not a department of task ${taskId}: choose one of the task's departments.`,
    details: { taskId },
  });
}

export function organisationMissing(names: readonly string[]): TerraceError {
  const unique = [...new Set(names)];
  return new TerraceError({
    code: "plan-organisation-missing",
    userMessage: `实施方案中的部门 ${unique.join("、")} 不在单位名录中，方案未装载。请先登记这些单位，再重新启动。`,
    message: `The plan names departments that are no organisations: ${unique.join(", ")}. Register them and start again.`,
    details: { names: unique },
  });
}
