import { TerraceError } from "#errors";
import type { SurveyDecision, SurveyState, SurveyVersion } from "../../model/index.ts";

const stateNames: Readonly<Record<SurveyState, string>> = { draft: "草稿", published: "已发布", withdrawn: "已撤回" };
const decisionNames: Readonly<Record<SurveyDecision, string>> = { publish: "发布", withdraw: "撤回" };

export function surveyFilesMissing(title: string, folder: string): TerraceError {
  return new TerraceError({
    code: "survey-files-missing",
    userMessage: `${title}：成果文件不在了，或与登记时的不一致（目录 ${folder}）。请从备份恢复该目录，或重新运行调查。`,
    message: `${title}: its files are gone or are not those that were registered (folder ${folder}). Restore the folder from a backup, or run the survey again.`,
    details: { folder },
  });
}

export function surveyStateWrong(decision: SurveyDecision, { year, number, state }: SurveyVersion): TerraceError {
  return new TerraceError({
    code: "survey-state-wrong",
    userMessage: `${year} 年第 ${number} 版现在是“${stateNames[state]}”，不能${decisionNames[decision]}。请刷新后按当前状态办理。`,
    message: `Version ${number} of ${year} is ${state}: it cannot be changed by “${decision}”. Reload and go on from its present state.`,
    details: { decision, state },
  });
}

export function surveyChangedElsewhere({ year, number }: SurveyVersion): TerraceError {
  return new TerraceError({
    code: "survey-changed-elsewhere",
    userMessage: `${year} 年第 ${number} 版在您打开之后已被他人办理，您的操作没有生效。请刷新后查看。`,
    message: `Version ${number} of ${year} was changed by somebody else since you opened it; nothing was done. Reload.`,
  });
}

export function surveyOfTheCity(): TerraceError {
  return new TerraceError({
    code: "survey-of-the-city",
    userMessage: "调查由市级开展和发布。您可以查看已发布的调查；如需新的调查，请联系市水行政主管部门。",
    message: "Surveys are run and published by the city; your account is not the city's.",
  });
}
