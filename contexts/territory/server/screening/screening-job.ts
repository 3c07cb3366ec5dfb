import type { Transaction } from "#platform/database";
import { defineJob, type JobDefinition } from "#platform/jobs";
import { createWorkerPool } from "#platform/worker-threads";
import { type ScreeningResult, screeningRequest } from "../../model/index.ts";
import type { SurveyShelf } from "../survey-shelf.ts";
import type { ClassCount, FindPatchesInput, FoundPatches } from "./find-patches.ts";
import { type PatchAlert, patchAlerts } from "./new-patches.ts";
import { patchRows } from "./patch-rows.ts";
import { screeningOfTheCity, tooManyPatches } from "./screening-errors.ts";
import { limitsOf, thresholdsOn } from "./screening-rules.ts";
import { openSubject } from "./screening-subject.ts";
import { storePatches } from "./store-patches.command.ts";

export const SCREENING_JOB = "territory-screening";

export type ScreeningTasks = {
  screen: { input: FindPatchesInput; output: FoundPatches; report: number };
};

/** More than people can check in years, and than one transaction of an embedded database should write. */
const MOST_PATCHES = 20_000;
const SQUARE_CENTIMETRES_PER_HM2 = 1e8;
/** What finding them is of the whole, for the progress bar. */
const FINDING_SHARE = 0.9;

export interface ScreeningJobOptions {
  readonly shelf: SurveyShelf;
  /** Told of the new patches of each district in the transaction that keeps them, to put them before its people. */
  readonly onNewPatches?: (alert: PatchAlert, transaction: Transaction) => Promise<void>;
  readonly now?: () => Date;
}

/** Finds the patches in a thread that ends with the job, and keeps them all at once. */
export function screeningJob({ shelf, onNewPatches, now = () => new Date() }: ScreeningJobOptions): JobDefinition {
  return defineJob({
    kind: SCREENING_JOB,
    titleZh: "运行筛查",
    titleEn: "Screening",
    input: screeningRequest,
    run: async ({ id, input, session, transaction, report, signal, finish }) => {
      if (session.scope !== "city") throw screeningOfTheCity();
      const subject = await openSubject({ transaction }, shelf, input);
      const thresholds = thresholdsOn(now().toISOString().slice(0, 10));
      const limits = limitsOf(thresholds);
      const smallest = input.smallestSquareMetres ?? limits["smallest-patch"];
      const found = await inThread(
        {
          ...subject,
          topics: input.topics,
          limits: { ...limits, "smallest-patch": smallest },
          mostPatches: MOST_PATCHES,
        },
        signal,
        (fraction) => report(FINDING_SHARE * fraction, { zh: "逐格筛查", en: "Screening the cells" }),
      );
      if (found.isTooMany) throw tooManyPatches(MOST_PATCHES);
      const rows = patchRows(subject, found.patches, thresholds);
      report(FINDING_SHARE, { zh: `保存 ${rows.length} 个图斑`, en: `Keeping ${rows.length} patches` });
      return finish(async (tx): Promise<ScreeningResult> => {
        const { newPatches, ...stored } = await storePatches(tx, subject, input.topics, rows);
        for (const alert of patchAlerts(id, subject.survey, newPatches)) await onNewPatches?.(alert, tx);
        return { classes: found.classes.map(classLine), ...stored };
      });
    },
  });
}

async function inThread(
  input: FindPatchesInput,
  signal: AbortSignal,
  onReport: (fraction: number) => void,
): Promise<FoundPatches> {
  const pool = createWorkerPool<ScreeningTasks>(new URL("./screening-worker.ts", import.meta.url), 1);
  // A thread that runs is not asked to stop but ended: what it holds is memory alone.
  const stop = () => void pool.close();
  signal.addEventListener("abort", stop, { once: true });
  try {
    signal.throwIfAborted();
    return await pool.run("screen", input, { onReport });
  } finally {
    signal.removeEventListener("abort", stop);
    await pool.close();
  }
}

function classLine({ class: id, patches, listedCm2, smallCm2, outsideCm2, totalCm2 }: ClassCount) {
  const hectares = (area: number) => Number((area / SQUARE_CENTIMETRES_PER_HM2).toFixed(2));
  const [totalHm2, smallHm2, outsideHm2] = [hectares(totalCm2), hectares(smallCm2), hectares(outsideCm2)];
  // What is listed takes what rounding leaves, so that the line foots.
  const areaHm2 = listedCm2 === 0 ? 0 : Number((totalHm2 - smallHm2 - outsideHm2).toFixed(2));
  return { id, patches, areaHm2, smallHm2, outsideHm2, totalHm2 };
}
