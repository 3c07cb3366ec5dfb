import { TerraceError } from "#errors";

export function inputUnknown(names: readonly string[]): TerraceError {
  return new TerraceError({
    code: "survey-input-unknown",
    userMessage: `没有这些输入文件：${names.join("、")}。请从输入文件列表中选择，或先上传、放入数据目录的 inputs 文件夹。`,
    message: `There are no such input files: ${names.join(", ")}. Choose from the list, or upload them or put them into the folder inputs of the data folder first.`,
    details: { names },
  });
}

export function inputMissing(missing: readonly { readonly zh: string; readonly en: string }[]): TerraceError {
  return new TerraceError({
    code: "survey-input-missing",
    userMessage: `还缺必需的输入：${missing.map(({ zh }) => zh).join("、")}。请选择文件；除高程外也可以填一个全区常数。`,
    message: `Inputs are missing: ${missing.map(({ en }) => en).join(", ")}. Choose a file; all but the elevation may be one number for the whole area.`,
  });
}

export function yearWrong(year: number, latest: number): TerraceError {
  return new TerraceError({
    code: "survey-year-wrong",
    userMessage: `调查年度 ${year} 不对：应在 ${EARLIEST_YEAR} 与 ${latest} 之间。请改正年度。`,
    message: `The year ${year} is wrong: a survey is of ${EARLIEST_YEAR} to ${latest}. Correct it.`,
    details: { year },
  });
}

/** Before it there is neither imagery nor a general survey to make a survey from (Landsat TM: 1982). */
export const EARLIEST_YEAR = 1980;

export function settingsUnreadable(where: string, cause: unknown): TerraceError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new TerraceError({
    code: "survey-settings-unreadable",
    userMessage: `${where}不是有效的 survey.yaml 写法：${reason}。请改正后再试，各项写法见手册“调查版本”。`,
    message: `${where} is not valid in the writing of survey.yaml: ${reason}. Correct it and try again.`,
    cause,
  });
}

/** The system ended the computation, as it does when memory runs out. */
export function computationEnded(ending: string): TerraceError {
  return new TerraceError({
    code: "survey-computation-ended",
    userMessage: `调查计算被系统终止（${ending}），常见原因是内存不足，没有留下半成品。请关闭其他程序或减小范围后重试；输入和参数都还在。`,
    message: `The computation was ended by the system (${ending}), often for want of memory; nothing half-made is left. Close other programs or take a smaller area, then retry; inputs and settings are kept.`,
    details: { ending },
  });
}
