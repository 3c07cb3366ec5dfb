/** @zh 进展报告的状态 */
export type ReportState = (typeof reportStates)[number];

export const reportStates = ["draft", "submitted", "returned", "accepted"] as const;

/** @zh 办理动作 */
export type ReportAction = (typeof reportActions)[number];

export const reportActions = ["save", "submit", "withdraw", "return", "accept", "reopen"] as const;

/** Every action but writing. */
export type ReportDecisionAction = Exclude<ReportAction, "save">;

interface ReportTransition {
  /** Null where there is no report yet. */
  readonly from: readonly (ReportState | null)[];
  /** Null keeps the state. */
  readonly to: ReportState | null;
  /** `department` is whoever reports for its own organisation, `reviewer` the city. */
  readonly by: "department" | "reviewer";
  readonly needsReason: boolean;
}

/**
 * The life of a report: a department writes and submits it, the city accepts it or returns it with a reason. Accepted is locked;
 * only a reviewer opens it again, with a reason. The trigger `action_plan.guard_report` holds the same table.
 */
export const reportTransitions: Readonly<Record<ReportAction, ReportTransition>> = {
  save: { from: [null, "draft", "returned"], to: null, by: "department", needsReason: false },
  submit: { from: ["draft", "returned"], to: "submitted", by: "department", needsReason: false },
  withdraw: { from: ["submitted"], to: "draft", by: "department", needsReason: false },
  return: { from: ["submitted"], to: "returned", by: "reviewer", needsReason: true },
  accept: { from: ["submitted"], to: "accepted", by: "reviewer", needsReason: false },
  reopen: { from: ["accepted"], to: "returned", by: "reviewer", needsReason: true },
};

/** What somebody may do to the report of an organisation. */
export interface ReportRights {
  /** May report for this organisation. */
  readonly isDepartment: boolean;
  /** May review reports of all. */
  readonly isReviewer: boolean;
  /** Has submitted it: nobody reviews what they handed in themselves. */
  readonly isSubmitter: boolean;
}

/** What may be done to a report in a state, in the order of the buttons. */
export function actionsOn(state: ReportState | null, rights: ReportRights): readonly ReportAction[] {
  return reportActions.filter((action) => {
    const { from, by } = reportTransitions[action];
    if (!from.includes(state)) return false;
    if (by === "department") return rights.isDepartment;
    return rights.isReviewer && !(rights.isSubmitter && state === "submitted");
  });
}
