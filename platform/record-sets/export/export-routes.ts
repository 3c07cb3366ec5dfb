import { z } from "zod";
import { TerraceError } from "#errors";
import { defineRoute, type Route, signedIn } from "#platform/http-api";
import type { Jobs } from "#platform/jobs";
import { parseFilter } from "../record-filter.ts";
import type { RecordSets } from "../record-sets.ts";
import { exportFormats } from "./export-files.ts";
import { EXPORT_JOB } from "./export-job.ts";

/** Asks for an export; the job's own address gives its progress and, at the end, the file. */
export function exportRoutes(sets: RecordSets, enqueue: Jobs["enqueue"]): readonly Route[] {
  return [
    defineRoute({
      method: "post",
      path: "/record-sets/{set}/exports",
      access: signedIn(),
      summary: { zh: "导出全部筛选结果（后台任务）", en: "Exports the whole selection, as a job" },
      params: z.object({ set: z.string().max(100) }),
      body: z.object({
        format: z.enum(exportFormats),
        filter: z.string().max(10_000).optional(),
        text: z.string().max(200).optional(),
      }),
      response: z.object({ jobId: z.string() }),
      handle: async ({ session, params, body, transaction }) => {
        const set = sets.open(session, params.set);
        if (set.geometry === null && body.format !== "xlsx" && body.format !== "csv") {
          throw new TerraceError({
            code: "export-without-geometry",
            userMessage: `${set.titleZh}没有图形，不能导出为矢量文件。请选择 Excel 或 CSV。`,
            message: `${set.id} has no geometry; export it as Excel or CSV.`,
          });
        }
        const input = { ...body, set: set.id, filter: parseFilter(set, body.filter) };
        const titles = { titleZh: `导出：${set.titleZh}`, titleEn: `Export: ${set.titleEn}` };
        return { jobId: await transaction((tx) => enqueue(tx, session, EXPORT_JOB, input, titles)) };
      },
    }),
  ];
}
