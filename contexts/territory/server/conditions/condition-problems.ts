import { TerraceError } from "#errors";
import type { ProblemStatuses } from "#platform/http-api";
import type { ConditionProblem } from "../../model/index.ts";

export const conditionProblemStatuses: ProblemStatuses = { "condition-set-unknown": 404 };

export function conditionSetUnknown(recordSet: string): TerraceError {
  return new TerraceError({
    code: "condition-set-unknown",
    userMessage: "这类记录没有状况卡。状况卡只有“一脊两带七廊多点”和管控区域才有，请从这两个台账进入。",
    message: `Records of ${recordSet} have no condition card; elements of the pattern and protected zones have.`,
    details: { recordSet },
  });
}

/** What keeps a card, or a year of it, from having figures. Not an error: the rest of the card stands. */
export const conditionProblems = {
  outlineMissing: {
    code: "outline-missing",
    zh: "还没有边界，无法统计。请由市级在台账中补充或导入边界。",
    en: "It has no outline yet, so nothing can be counted. The city adds or imports it.",
  },
  noSurvey: {
    code: "no-survey",
    zh: "还没有已发布的水土流失调查，发布后这里自动统计。",
    en: "No survey of soil loss is published yet; figures show as soon as one is.",
  },
  outsideSurvey: {
    code: "outside-survey",
    zh: "范围内没有这次调查的栅格：边界在调查范围之外，或比一个栅格还小。",
    en: "No cell of this survey lies inside: the outline is outside the survey, or smaller than a cell.",
  },
  outsideOwnArea: {
    code: "outside-own-area",
    zh: "不在本辖区之内，或这次调查没有按区市分区，无法给出本辖区部分。",
    en: "It is outside your area, or the survey is not divided, so that your part cannot be told.",
  },
  divisionsNotDrawn: {
    code: "divisions-not-drawn",
    zh: "区市边界还没有载入，无法截取本辖区部分。请管理员载入区市边界。",
    en: "The outlines of the divisions are not loaded, so your part cannot be cut out. Ask the administrator.",
  },
} as const satisfies Readonly<Record<string, ConditionProblem>>;

export function asConditionProblem({ code, userMessage, message }: TerraceError): ConditionProblem {
  return { code, zh: userMessage, en: message };
}
