import { TerraceError } from "#errors";
import type { JobDefinition, JobReason } from "./job-definition.ts";

/** A job's reason for its row. A bug shows nothing of itself; it is in the log. */
export function reasonOf(error: unknown, { titleZh, titleEn }: JobDefinition): JobReason {
  const shown =
    error instanceof TerraceError
      ? error
      : new TerraceError({
          code: "job-failed",
          userMessage: `“${titleZh}”因程序出错没有完成，已有数据未受影响。请重试；若再次失败，请连同时间报告管理员。`,
          message: `“${titleEn}” was not finished because the program failed; the data is untouched. Try again; if it fails again, report it with the time.`,
        });
  const { code, userMessage, message, details } = shown;
  return { code, userMessage, message, details };
}

export function jobInterrupted(attempts: number, { titleZh, titleEn }: JobDefinition): TerraceError {
  return new TerraceError({
    code: "job-interrupted",
    userMessage: `“${titleZh}”运行了 ${attempts} 次，每次都随服务程序一起中断，已停止重试。请管理员查看服务日志（常见原因是内存不足）后再重试。`,
    message: `“${titleEn}” was started ${attempts} times, and each time the server's process ended with it. See the server's log (often out of memory), then retry.`,
    details: { attempts },
  });
}

export function jobCancelled(userName: string): TerraceError {
  return new TerraceError({
    code: "job-cancelled",
    userMessage: `已由${userName}取消，没有保存任何结果。`,
    message: `Cancelled by ${userName}; nothing of it was saved.`,
  });
}

export function jobUnknown(id: string): TerraceError {
  return new TerraceError({
    code: "job-unknown",
    userMessage: "没有这个任务，或您无权查看它。请从任务列表重新进入。",
    message: `There is no job ${id}, or you may not see it. Open it from the list of jobs.`,
    details: { id },
  });
}

export function jobFileUnknown(name: string): TerraceError {
  return new TerraceError({
    code: "job-file-unknown",
    userMessage: `任务没有结果文件“${name}”；结果文件保留 30 天，可重新运行任务得到。`,
    message: `The job has no file “${name}”. Files are kept for 30 days; run the job again to get it.`,
    details: { name },
  });
}

export function jobEnded(state: string): TerraceError {
  return new TerraceError({
    code: "job-already-ended",
    userMessage: "任务已经结束，不能再取消。请刷新页面查看结果。",
    message: `The job has ended (${state}) and cannot be cancelled. Refresh the page to see its result.`,
    details: { state },
  });
}

export function jobNotEnded(state: string): TerraceError {
  return new TerraceError({
    code: "job-not-failed",
    userMessage: "只有失败或已取消的任务可以重试。请刷新页面查看任务现在的状态。",
    message: `Only a job that failed or was cancelled is retried; this one is ${state}. Refresh the page.`,
    details: { state },
  });
}
