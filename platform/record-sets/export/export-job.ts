import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Geometry } from "geojson";
import { sql } from "kysely";
import { z } from "zod";
import { defineJob, type JobDefinition } from "#platform/jobs";
import { aggregateRecords } from "../aggregate-records.query.ts";
import { pageByKey } from "../list-records.query.ts";
import { recordFilterSchema } from "../record-filter.ts";
import type { RecordSets } from "../record-sets.ts";
import { describeFilter } from "./describe-filter.ts";
import { exportColumns, inChina } from "./export-columns.ts";
import { type ExportedRow, exportFormats, writeExport } from "./export-files.ts";

export const EXPORT_JOB = "record-sets-export";

export const exportInput = z.object({
  set: z.string(),
  format: z.enum(exportFormats),
  filter: recordFilterSchema.default({}),
  text: z.string().max(200).optional(),
});

const PAGE = 500;

/** The whole of a selection as a file, as the session sees it; the count in the file is that of its rows. */
export function exportJob(
  sets: RecordSets,
  divisions: readonly { readonly value: string; readonly labelZh: string }[],
): JobDefinition {
  const divisionNames = new Map(divisions.map(({ value, labelZh }) => [value, labelZh]));
  return defineJob({
    kind: EXPORT_JOB,
    titleZh: "导出台账",
    titleEn: "Export of a record set",
    input: exportInput,
    run: async ({ input, session, transaction, report, signal, workFolder }) => {
      const set = sets.open(session, input.set);
      const columns = exportColumns(set, divisionNames);
      const now = new Date();
      const { count } = await transaction((tx) => aggregateRecords(tx, set, input, []));
      const geometry =
        set.geometry === null ? sql`null as geometry` : sql`ST_AsGeoJSON(record.geometry, 9)::json as geometry`;
      // Page by page, each in a transaction of its own: a long one would keep an embedded database from everybody else.
      async function* rows(): AsyncGenerator<ExportedRow> {
        let done = 0;
        for (let after: string | null = null; ; ) {
          signal.throwIfAborted();
          const page = await transaction((tx) =>
            pageByKey(tx, set, input, { after, pageSize: PAGE, extraColumns: [geometry] }),
          );
          for (const record of page) {
            yield { values: columns.map(({ read }) => read(record)), geometry: record.row.geometry as Geometry | null };
          }
          done += page.length;
          report(Math.min(1, done / Math.max(1, count)), `${done} / ${count}`);
          after = page.at(-1)?.id ?? null;
          if (page.length < PAGE) return;
        }
      }
      const notes = (written: number) => [
        `${set.titleZh}（智慧水保导出）`,
        `筛选：${describeFilter(set, input, divisionNames)}`,
        `行数：${written}`,
        `时间：${inChina(now)}`,
        `导出人：${session.userName}`,
        "坐标系：CGCS2000（EPSG:4490）",
      ];
      const name = `${set.titleZh}_${inChina(now).replaceAll(/[-: ]/g, "").slice(0, 14)}`;
      const written = await writeExport(workFolder, name, input.format, { set, columns, rows: rows(), notes });
      await rm(join(workFolder, ".spool"), { recursive: true, force: true });
      return written;
    },
  });
}
