/** Why a button is there and cannot be pressed, or what an action still lacks. */
export interface BlockedReason {
  /** What a program branches on: `guard-…`, `field-…`, `evidence-…`, `opinion-missing` … */
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

export const waitsForSigners = (names: readonly string[]): BlockedReason => ({
  code: "signers-missing",
  zh: `等待${names.join("、")}的加签意见`,
  en: `waiting for the opinion of ${names.join(", ")}`,
});

export const assignedTo = (name: string): BlockedReason => ({
  code: "assigned-to-other",
  zh: `已转由${name}办理`,
  en: `it is handled by ${name}`,
});

export const NOT_WITHDRAWABLE: BlockedReason = {
  code: "not-withdrawable",
  zh: "只有送出的人可以撤回，且下一步尚未办理",
  en: "only the person who sent it may withdraw it, while nobody has acted since",
};

export const NOTHING_EARLIER: BlockedReason = {
  code: "nothing-earlier",
  zh: "没有可以退回的环节",
  en: "there is no earlier step to return it to",
};

export const EXTENDED_ALREADY: BlockedReason = {
  code: "extended-already",
  zh: "期限已经延长过一次",
  en: "the time limit has been extended once already",
};

export const NO_CLOCK_RUNS: BlockedReason = {
  code: "no-clock-runs",
  zh: "当前没有正在计算的期限",
  en: "no time limit is running",
};

export const OPINION_MISSING: BlockedReason = {
  code: "opinion-missing",
  zh: "请填写意见或理由",
  en: "an opinion or reason is missing",
};

export const PERSON_MISSING: BlockedReason = {
  code: "person-missing",
  zh: "请选择人员",
  en: "a person must be chosen",
};

export const TARGET_MISSING: BlockedReason = {
  code: "target-missing",
  zh: "请选择要退回的环节",
  en: "the step to return to must be chosen",
};

export const fieldMissing = (field: {
  readonly name: string;
  readonly labelZh: string;
  readonly labelEn: string;
}): BlockedReason => ({
  code: `field-${field.name}`,
  zh: `“${field.labelZh}”还没有填写`,
  en: `“${field.labelEn}” is empty`,
});

export const evidenceMissing = (kind: string, labelZh: string, labelEn: string, atLeast: number): BlockedReason => ({
  code: `evidence-${kind}`,
  zh: `缺少材料“${labelZh}”（至少${atLeast}份）`,
  en: `evidence “${labelEn}” is missing (at least ${atLeast})`,
});

export const evidenceNotAttached = (count: number): BlockedReason => ({
  code: "evidence-not-attached",
  zh: `有${count}份材料不在这条记录的附件中，请重新上传`,
  en: `${count} of the files are not attached to this record`,
});
