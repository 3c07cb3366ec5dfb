import { createWorkerPool, type WorkerPool } from "#platform/worker-threads";
import type { CellExplanation, SurveyComparison } from "../model/index.ts";
import type { SurveyRun } from "./survey-library.ts";

/** Questions to surveys whose answers are read from rasters, in threads of their own so that nothing else waits. */
export interface SurveyQuestions {
  /** @throws TerraceError of `explainCell` */
  explain(run: SurveyRun, longitude: number, latitude: number): Promise<CellExplanation>;
  /** @throws TerraceError of `compareSurveys` */
  compare(a: SurveyRun, b: SurveyRun): Promise<SurveyComparison>;
  close(): Promise<void>;
}

export type SurveyQuestionTasks = {
  explain: {
    input: { readonly directory: string; readonly longitude: number; readonly latitude: number };
    output: CellExplanation;
    report: never;
  };
  compare: { input: { readonly a: string; readonly b: string }; output: SurveyComparison; report: never };
};

/** A comparison is a few kilobytes and takes seconds to make. */
const REMEMBERED_COMPARISONS = 64;

export function createSurveyQuestions(): SurveyQuestions {
  const newPool = (): WorkerPool<SurveyQuestionTasks> =>
    createWorkerPool(new URL("./survey-questions-worker.ts", import.meta.url), 1);
  // Two threads, so that a click on the map is answered while two surveys are compared.
  const explanations = newPool();
  const comparisons = newPool();
  explanations.start();
  const compared = new Map<string, Promise<SurveyComparison>>();

  return {
    explain: ({ directory }, longitude, latitude) => explanations.run("explain", { directory, longitude, latitude }),
    compare: (a, b) => {
      const key = [a.directory, a.stamp, b.directory, b.stamp].join("\n");
      const known = compared.get(key);
      if (known !== undefined) return known;
      const comparison = comparisons.run("compare", { a: a.directory, b: b.directory });
      compared.set(key, comparison);
      // A failure is told to whoever asked, and not remembered: the next request compares again.
      comparison.catch(() => compared.delete(key));
      const [oldest] = compared.keys();
      if (compared.size > REMEMBERED_COMPARISONS && oldest !== undefined) compared.delete(oldest);
      return comparison;
    },
    close: async () => {
      await Promise.all([explanations.close(), comparisons.close()]);
    },
  };
}
