import { TerraceError } from "#errors";

export function targetUnknown(targetId: string): TerraceError {
  return new TerraceError({
    code: "plan-target-unknown",
    userMessage: `实施方案中没有目标 ${targetId}。请从实施方案页面重新进入。`,
    message: `The plan has no target ${targetId}. Start again from the page of the plan.`,
    details: { targetId },
  });
}

export function sharesNotYours(): TerraceError {
  return new TerraceError({
    code: "plan-shares-not-yours",
    userMessage: "目标分解只由市级下达，您的账号不能修改。如有异议，请与市级主管部门联系。",
    message: "Targets are divided by the city only: your account cannot change shares. Ask the city's supervisor.",
  });
}

/** What is wrong with one entry, and with which. */
export interface ShareFault {
  readonly division: string;
  readonly year: number;
  readonly textZh: string;
  readonly textEn: string;
}

export function sharesInvalid(faults: readonly ShareFault[]): TerraceError {
  const more = faults.length > 3 ? ` 等 ${faults.length} 处` : "";
  const first = faults.slice(0, 3);
  return new TerraceError({
    code: "plan-shares-invalid",
    userMessage: `目标分解有误，没有保存：${first.map(({ textZh }) => textZh).join("；")}${more}。请改正后再保存。`,
    message: `The shares are not valid and nothing was saved: ${first.map(({ textEn }) => textEn).join("; ")}. Correct them and save again.`,
    details: { faults },
  });
}

/** The second of two who divide one target is told which entries the first has changed. */
export function sharesChangedElsewhere(
  cells: readonly { readonly division: string; readonly year: number }[],
  names: string,
): TerraceError {
  return new TerraceError({
    code: "plan-shares-changed-elsewhere",
    userMessage: `${names}的份额在您编辑期间已被他人改动，您的内容没有保存。请对照最新的数值后再保存。`,
    message: `Shares were changed by somebody else while you edited them; nothing of yours was saved. Compare and save again.`,
    details: { cells },
  });
}
