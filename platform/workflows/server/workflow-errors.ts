import { TerraceError } from "#errors";
import type { ProblemStatuses } from "#platform/http-api";
import type { BlockedReason } from "../machine/blocked-reasons.ts";

export const workflowProblemStatuses: ProblemStatuses = {
  "workflow-not-started": 404,
  "workflow-already-started": 409,
  "workflow-changed-elsewhere": 409,
  "workflow-closed": 409,
  "transition-not-allowed": 403,
  "transition-blocked": 422,
  "workflow-person-unknown": 422,
};

/** There is none, or the session does not see it: the answer is the same, so that nothing is learned of foreign records. */
export function workflowNotStarted(recordSet: string, recordId: string): TerraceError {
  return new TerraceError({
    code: "workflow-not-started",
    userMessage: "没有找到这条记录的办理过程：它可能还没有开始，或者不在您的管辖范围内。请回到列表重新打开。",
    message:
      "This record has no course: it has not begun, or lies outside what you may see. Open it again from the list.",
    details: { recordSet, recordId },
  });
}

export function workflowAlreadyStarted(recordSet: string, recordId: string): TerraceError {
  return new TerraceError({
    code: "workflow-already-started",
    userMessage: "这条记录的办理过程已经开始，不能重复开始。请刷新页面查看。",
    message: "The course of this record has begun already. Reload the page to see it.",
    details: { recordSet, recordId },
  });
}

/** What happened meanwhile, so that the second person can decide anew. */
export interface Meanwhile {
  readonly version: number;
  readonly state: string;
  readonly stateZh: string;
  readonly stateEn: string;
  readonly actorName: string;
  readonly labelZh: string;
  readonly labelEn: string;
  readonly at: string;
}

export function workflowChangedElsewhere(meanwhile: Meanwhile): TerraceError {
  const { actorName, labelZh, labelEn, stateZh, stateEn } = meanwhile;
  return new TerraceError({
    code: "workflow-changed-elsewhere",
    userMessage: `${actorName}刚刚已办理“${labelZh}”，目前是“${stateZh}”。您的操作没有执行，填写的意见仍在，请看过最新情况再决定。`,
    message: `${actorName} has just done “${labelEn}”; it is now “${stateEn}”. Nothing of yours was done: look again and decide.`,
    details: { ...meanwhile },
  });
}

export function transitionNotAllowed(transition: string, stateZh: string, stateEn: string): TerraceError {
  return new TerraceError({
    code: "transition-not-allowed",
    userMessage: `在“${stateZh}”环节您不能进行这项操作。请刷新页面；如工作需要，请联系系统管理员开通权限。`,
    message: `You may not do this while it is “${stateEn}”. Reload the page, or ask the administrator for the permission.`,
    details: { transition },
  });
}

export function transitionBlocked(labelZh: string, labelEn: string, reasons: readonly BlockedReason[]): TerraceError {
  return new TerraceError({
    code: "transition-blocked",
    userMessage: `现在还不能“${labelZh}”：${reasons.map(({ zh }) => zh).join("；")}。请补齐后再办理。`,
    message: `“${labelEn}” is not possible yet: ${reasons.map(({ en }) => en).join("; ")}.`,
    details: { reasons },
  });
}

export function workflowPersonUnknown(id: string): TerraceError {
  return new TerraceError({
    code: "workflow-person-unknown",
    userMessage: "所选人员不存在、已停用或不在可选范围内，请重新选择。",
    message: "The person chosen does not exist, is disabled or may not be chosen. Choose again.",
    details: { id },
  });
}

export function workflowClosed(stateZh: string, stateEn: string): TerraceError {
  return new TerraceError({
    code: "workflow-closed",
    userMessage: `这条记录“${stateZh}”，只能查看。确需修改，请先说明理由重新打开。`,
    message: `This record is “${stateEn}” and read-only. Reopen it with a reason before you change it.`,
  });
}
