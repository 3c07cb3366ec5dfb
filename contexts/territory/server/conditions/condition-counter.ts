import { createHash } from "node:crypto";
import type { MultiPolygon } from "#engine/vectorisation";
import { createWorkerPool } from "#platform/worker-threads";
import type { ShelvedSurvey } from "../survey-shelf.ts";
import type { OutlineCount } from "./count-outline.ts";

export type ConditionTasks = {
  count: {
    input: { readonly survey: ShelvedSurvey; readonly outline: MultiPolygon };
    output: OutlineCount;
    report: never;
  };
};

/** Counts outlines in surveys, in a thread of its own so that nothing else waits. */
export interface ConditionCounter {
  /** @throws TerraceError where a raster cannot be read */
  count(survey: ShelvedSurvey, outline: MultiPolygon): Promise<OutlineCount>;
  close(): Promise<void>;
}

/** A count is some hundred bytes; an outline of 500 km² at 10 m takes a second or two to make. */
const REMEMBERED_COUNTS = 2000;

export function createConditionCounter(): ConditionCounter {
  const pool = createWorkerPool<ConditionTasks>(new URL("./condition-worker.ts", import.meta.url), 1);
  const counted = new Map<string, Promise<OutlineCount>>();
  return {
    count: (survey, outline) => {
      // The same files and the same corners give the same count, whatever else of the record or the survey changes.
      const shape = createHash("sha256").update(JSON.stringify(outline.coordinates)).digest("hex");
      const key = `${survey.runId} ${survey.provenanceSha256} ${shape}`;
      const known = counted.get(key);
      if (known !== undefined) return known;
      const count = pool.run("count", { survey, outline });
      counted.set(key, count);
      // A failure is told to whoever asked, and not remembered: the next request counts again.
      count.catch(() => counted.delete(key));
      const [oldest] = counted.keys();
      if (counted.size > REMEMBERED_COUNTS && oldest !== undefined) counted.delete(oldest);
      return count;
    },
    close: () => pool.close(),
  };
}
