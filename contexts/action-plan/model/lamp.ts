import type { ReferenceRow } from "#reference-data";
import type { PlanTarget } from "./action-plan.ts";
import type { ReportState } from "./report-states.ts";

/** @zh 亮灯 */
export type Lamp = (typeof lamps)[number];

/** From the worst to the one that says nothing. */
export const lamps = ["red", "amber", "green", "grey"] as const;

/** Why a target's lamp is what it is. */
export type TargetStanding = (typeof targetStandings)[number];

export const targetStandings = [
  "reached",
  "on-line",
  "behind",
  "far-behind",
  "missed",
  "no-figure",
  "no-line",
  "out-of-date",
] as const;

const DESIGN = {
  source: "本产品设计（方案原文没有规定亮灯规则）",
  confidence: "design",
  validFrom: "2024-09-13",
  validTo: null,
} as const;

/** Part of the way that should be behind us, from which a target that lags is amber; below it is red. */
export const amberShare: ReferenceRow<number> = { value: 0.9, ...DESIGN };

/** Days late up to which a missing report is amber; beyond it is red. */
export const amberDays: ReferenceRow<number> = { value: 10, ...DESIGN };

/** A figure in the unit of its target, with the ISO date of which it is true. */
interface Figure {
  readonly value: number;
  readonly asOf: string;
}

export interface TargetLamp {
  readonly lamp: Lamp;
  readonly standing: TargetStanding;
  /** What the straight line from the baseline to the target asks for on the figure's day, in the target's unit; null without one. */
  readonly expected: number | null;
}

/**
 * The present figure against a straight line from the baseline to the target. Without a figure, without a line, or where the
 * figure is of a time before the target's end while that end has passed, the lamp is grey: nothing is guessed.
 */
export function targetLamp(
  target: Pick<PlanTarget, "value" | "byYear" | "baseline">,
  present: Figure | null,
  today: string,
): TargetLamp {
  if (present === null) return { lamp: "grey", standing: "no-figure", expected: null };
  const end = `${target.byYear}-12-31`;
  const expected = expectedOn(target, present.asOf);
  if (present.value >= target.value) return { lamp: "green", standing: "reached", expected };
  if (present.asOf >= end) return { lamp: "red", standing: "missed", expected };
  if (today > end) return { lamp: "grey", standing: "out-of-date", expected };
  if (expected === null || target.baseline === null) return { lamp: "grey", standing: "no-line", expected: null };
  if (present.value >= expected) return { lamp: "green", standing: "on-line", expected };
  const way = expected - target.baseline.value;
  const share = way > 0 ? (present.value - target.baseline.value) / way : 0;
  return share >= amberShare.value
    ? { lamp: "amber", standing: "behind", expected }
    : { lamp: "red", standing: "far-behind", expected };
}

function expectedOn({ value, byYear, baseline }: Pick<PlanTarget, "value" | "byYear" | "baseline">, day: string) {
  if (baseline === null) return null;
  const start = Date.parse(baseline.on);
  const share = (Date.parse(day) - start) / (Date.parse(`${byYear}-12-31`) - start);
  return baseline.value + Math.min(1, Math.max(0, share)) * (value - baseline.value);
}

/** A report that is in is green whatever the review says; one that is missing goes by the days it is late. */
export function reportLamp(state: ReportState | null, daysLate: number): Lamp {
  if (state === "submitted" || state === "accepted") return "green";
  if (daysLate === 0) return "grey";
  return daysLate <= amberDays.value ? "amber" : "red";
}

/** The lamp of several together: the worst that says something, grey where none does. */
export function worstLamp(of: readonly Lamp[]): Lamp {
  return lamps.find((lamp) => of.includes(lamp)) ?? "grey";
}
