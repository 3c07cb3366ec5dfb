import { TerraceError } from "#errors";
import type { ProblemStatuses } from "#platform/http-api";
import { type PatchState, patchStateLabels, type ScreeningTopic } from "../../model/index.ts";
import type { SurveyTitle } from "../survey-shelf.ts";

export const screeningProblemStatuses: ProblemStatuses = {
  "screening-of-the-city": 403,
  "screening-survey-unsuited": 422,
  "screening-baseline-missing": 422,
  "screening-baseline-unsuited": 422,
  "screening-too-many-patches": 422,
  "screening-patch-unknown": 404,
  "verdict-not-yours": 403,
  "verdict-impossible": 409,
  "verdict-changed-elsewhere": 409,
};

const topicNames: Readonly<Record<ScreeningTopic, readonly [zh: string, en: string]>> = {
  "steep-land": ["陡坡地", "steep land"],
  "sloping-cropland": ["坡耕地", "sloping cropland"],
  "vegetation-loss": ["植被减少", "loss of vegetation"],
};

function surveyName({ title, year, number }: SurveyTitle): string {
  return `${year} 年${title}第 ${number} 版`;
}

export function screeningOfTheCity(): TerraceError {
  return new TerraceError({
    code: "screening-of-the-city",
    userMessage: "筛查覆盖全市，只能由市级账号运行。区市可以在筛查图斑中核查本辖区的图斑。",
    message:
      "A screening covers the whole city and is run by the city's accounts; districts check the patches of their area.",
  });
}

export function surveyUnsuited(survey: SurveyTitle, topic: ScreeningTopic): TerraceError {
  const [zh, en] = topicNames[topic];
  const needed = topic === "vegetation-loss" ? "土地利用栅格和区市分区" : "土地利用栅格、坡度栅格和区市分区";
  return new TerraceError({
    code: "screening-survey-unsuited",
    userMessage: `${surveyName(survey)}不能用于筛查${zh}：需要${needed}。请带上这些资料重新运行该调查，或另选一次调查。`,
    message: `The survey ${survey.runId} cannot be screened for ${en}: it lacks land use, slope or zones. Rerun it with them, or choose another.`,
    details: { runId: survey.runId, topic },
  });
}

export function baselineMissing(): TerraceError {
  return new TerraceError({
    code: "screening-baseline-missing",
    userMessage: "筛查植被减少需要选择一次更早的调查作对比。请选择对比调查，或去掉“植被减少”。",
    message: "A loss of vegetation is found against an earlier survey: choose one, or leave vegetation loss out.",
  });
}

export function baselineUnsuited(
  survey: SurveyTitle,
  baseline: SurveyTitle,
  reason: "later" | "grid" | "land-use",
): TerraceError {
  const [zh, en] = {
    later: ["不早于本次调查", "is not earlier"],
    grid: ["与本次调查的栅格不同，不能逐格比较", "has another grid"],
    "land-use": ["没有土地利用栅格", "has no land use"],
  }[reason];
  return new TerraceError({
    code: "screening-baseline-unsuited",
    userMessage: `对比的${surveyName(baseline)}${zh}。请另选一次更早的、栅格相同并有土地利用的调查。`,
    message: `The baseline ${baseline.runId} ${en}. Choose an earlier survey of the same grid with land use.`,
    details: { runId: survey.runId, baselineRunId: baseline.runId, reason },
  });
}

export function tooManyPatches(limit: number): TerraceError {
  return new TerraceError({
    code: "screening-too-many-patches",
    userMessage: `筛查出的图斑超过 ${limit} 个，没有保存。请加大最小图斑面积，或分类别运行。`,
    message: `The screening found more than ${limit} patches; nothing was kept. Raise the smallest patch, or screen topic by topic.`,
    details: { limit },
  });
}

export function patchUnknown(id: string): TerraceError {
  return new TerraceError({
    code: "screening-patch-unknown",
    userMessage: "没有找到这个筛查图斑，或它不在您的管辖范围内。请从列表重新进入。",
    message: "There is no such screening patch, or it is outside your area. Start again from the list.",
    details: { id },
  });
}

export function verdictNotYours(): TerraceError {
  return new TerraceError({
    code: "verdict-not-yours",
    userMessage: "您的账号只能查看，不能填写核查结论。如工作需要，请联系系统管理员。",
    message: "Your account may look at the patch but not give a verdict.",
  });
}

export function verdictImpossible(from: PatchState, to: PatchState): TerraceError {
  return new TerraceError({
    code: "verdict-impossible",
    userMessage: `图斑现为“${patchStateLabels[from].zh}”，不能直接改为“${patchStateLabels[to].zh}”。请刷新后按可选的结论填写。`,
    message: `A patch that is ${from} cannot become ${to}. Reload and choose one of the verdicts offered.`,
    details: { from, to },
  });
}

export function verdictChangedElsewhere(state: PatchState, by: string | null, version: number): TerraceError {
  return new TerraceError({
    code: "verdict-changed-elsewhere",
    userMessage: `这个图斑刚被${by ?? "别人"}改为“${patchStateLabels[state].zh}”，您的结论还没有保存。请核对后再提交。`,
    message: `The patch has become ${state} meanwhile; compare and submit again.`,
    details: { state, version },
  });
}
