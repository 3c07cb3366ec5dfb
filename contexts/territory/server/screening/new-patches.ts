import { type ScreeningTopic, screeningTopics } from "../../model/index.ts";
import type { ScreeningSubject } from "./screening-subject.ts";

/** A patch that a screening has found for the first time. */
export interface NewPatch {
  readonly division: string | null;
  readonly topic: ScreeningTopic;
  /** Whether a protected zone in force touches it. */
  readonly isInZone: boolean;
}

/** What a screening has newly found in one district. */
export interface PatchAlert {
  /** Of this run and district alone. */
  readonly key: string;
  readonly division: string;
  readonly year: number;
  readonly counts: Readonly<Record<ScreeningTopic, number>>;
  readonly inZones: number;
  /** Vegetation that has gone inside a protected zone. */
  readonly lossInZones: number;
}

/** One for each district that has something new, by its code. What lies in no district is the city's own to see in the list. */
export function patchAlerts(
  jobId: string,
  { year }: Pick<ScreeningSubject["survey"], "year">,
  patches: readonly NewPatch[],
): readonly PatchAlert[] {
  const byDivision = Map.groupBy(patches, ({ division }) => division);
  return [...byDivision]
    .flatMap(([division, own]) => (division === null ? [] : [alertOf(jobId, year, division, own)]))
    .sort((a, b) => (a.division < b.division ? -1 : 1));
}

function alertOf(jobId: string, year: number, division: string, own: readonly NewPatch[]): PatchAlert {
  const inZones = own.filter(({ isInZone }) => isInZone);
  const countOf = (topic: ScreeningTopic) => own.filter((patch) => patch.topic === topic).length;
  return {
    key: `screening ${jobId} ${division}`,
    division,
    year,
    counts: Object.fromEntries(screeningTopics.map((topic) => [topic, countOf(topic)])) as PatchAlert["counts"],
    inZones: inZones.length,
    lossInZones: inZones.filter(({ topic }) => topic === "vegetation-loss").length,
  };
}
