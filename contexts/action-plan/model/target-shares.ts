import type { PlanTarget, TargetBaseline, TargetUnit } from "./action-plan.ts";
import { type TargetLamp, targetLamp, targetStandings } from "./lamp.ts";

/**
 * @zh 目标份额
 * What a reporting unit is given of a target in a year. Of a target that counts or sums up it is the task of that year, and the years add up; of a
 * rate it is the unit's own rate at the end of the year.
 */
export interface TargetShare {
  readonly year: number;
  /** In the unit of the target. */
  readonly value: number;
}

export type ShareStanding = (typeof shareStandings)[number];

export const shareStandings = [...targetStandings, "no-share"] as const;

type SharedTarget = Pick<PlanTarget, "unit" | "byYear" | "value" | "baseline">;

/** The years that a target can be divided over: from its baseline to its own; that one alone where there is no baseline. */
export function shareYears({ byYear, baseline }: Pick<SharedTarget, "byYear" | "baseline">): readonly number[] {
  const first = baseline === null ? byYear : yearAfter(baseline.on);
  return Array.from({ length: Math.max(1, byYear - first + 1) }, (_, index) => Math.min(first, byYear) + index);
}

function yearAfter(day: string): number {
  return new Date(Date.parse(day) + 86_400_000).getUTCFullYear();
}

/** What is to be reached by the ends of the years, in their order: yearly tasks added up, rates as they are. */
export function shareMilestones(unit: TargetUnit, shares: readonly TargetShare[]): readonly TargetShare[] {
  const inOrder = [...shares].sort((a, b) => a.year - b.year);
  if (unit === "ratio") return inOrder.map(({ year, value }) => ({ year, value }));
  let sum = 0;
  return inOrder.map(({ year, value }) => {
    sum += value;
    return { year, value: sum };
  });
}

export interface ShareLamp extends Pick<TargetLamp, "lamp" | "expected"> {
  readonly standing: ShareStanding;
  /** What the unit is to have reached by the end of the running year, or of the next one that has a share; null without any. */
  readonly goal: TargetShare | null;
}

/**
 * The lamp of a unit: its present figure against the straight line to the next milestone, from the one before. A yearly task begins at
 * zero with the target's baseline; a rate has no beginning before its first year.
 */
export function shareLamp(
  { unit, baseline }: SharedTarget,
  shares: readonly TargetShare[],
  present: { readonly value: number; readonly asOf: string } | null,
  today: string,
): ShareLamp {
  const milestones = shareMilestones(unit, shares);
  const year = Number(today.slice(0, 4));
  const next = milestones.findIndex((milestone) => milestone.year >= year);
  const at = next === -1 ? milestones.length - 1 : next;
  const goal = milestones[at] ?? null;
  if (goal === null) return { lamp: "grey", standing: "no-share", expected: null, goal };
  const start = startOf(milestones[at - 1], unit, baseline);
  const found = targetLamp({ value: goal.value, byYear: goal.year, baseline: start }, present, today);
  return { ...(unit === "count" ? inWholeThings(found, present?.value ?? null) : found), goal };
}

/** Of things that are there or not, nobody owes a part: the line counts those that should be whole by now. */
function inWholeThings(found: TargetLamp, present: number | null): TargetLamp {
  if (found.expected === null || present === null) return found;
  const expected = Math.floor(found.expected);
  const lags = found.standing === "behind" || found.standing === "far-behind";
  return lags && present >= expected ? { lamp: "green", standing: "on-line", expected } : { ...found, expected };
}

function startOf(before: TargetShare | undefined, unit: TargetUnit, baseline: TargetBaseline | null) {
  if (before !== undefined) return { value: before.value, on: `${before.year}-12-31`, basisZh: "" };
  return unit === "ratio" || baseline === null ? null : { value: 0, on: baseline.on, basisZh: "" };
}

/** A unit with its shares, and the weight of its rate. */
export interface SharingUnit {
  readonly code: string;
  /** Null where its outline is not known. */
  readonly areaKm2: number | null;
  readonly shares: readonly TargetShare[];
}

export interface ShareCheck {
  /** What the shares come to: of rates the mean weighted by area, null as long as a unit lacks its share or its area. */
  readonly total: number | null;
  /** What they should come to. */
  readonly wanted: number;
  /** `total` less `wanted`; null where there is no total. */
  readonly difference: number | null;
  /** Whether nothing is left of the difference in the decimals that are printed. */
  readonly isDivided: boolean;
  /** Units without a share: of a rate, without one for the target's year. */
  readonly without: readonly string[];
  /** Rates only: units whose area is not known. */
  readonly withoutArea: readonly string[];
}

/** Ten decimals: what adding decimal fractions in binary leaves over is no difference. */
const ROUNDING = 1e10;
/** As screens print a target: percent, km² with two decimals, whole numbers. */
const SMALLEST_PRINTED: Readonly<Record<TargetUnit, number>> = { ratio: 0.0001, "km²": 0.01, count: 1 };

/** All shares together against the target of the city. */
export function checkShares(target: SharedTarget, units: readonly SharingUnit[]): ShareCheck {
  const { unit, byYear, value, baseline } = target;
  const isRate = unit === "ratio";
  const wanted = isRate ? value : rounded(value - (baseline?.value ?? 0));
  const total = isRate ? yearTotal(unit, byYear, units) : sumOf(units);
  const difference = total === null ? null : rounded(total - wanted);
  const lacks = ({ shares }: SharingUnit) =>
    isRate ? !shares.some(({ year }) => year === byYear) : shares.length === 0;
  return {
    total,
    wanted,
    difference,
    isDivided: difference !== null && Math.abs(difference) < SMALLEST_PRINTED[unit] / 2,
    without: units.filter(lacks).map(({ code }) => code),
    withoutArea: isRate ? units.filter(({ areaKm2 }) => areaKm2 === null).map(({ code }) => code) : [],
  };
}

function sumOf(units: readonly SharingUnit[]): number | null {
  const all = units.flatMap(({ shares }) => shares);
  return all.length === 0 ? null : rounded(all.reduce((sum, share) => sum + share.value, 0));
}

/** One year of all units: the sum of what is entered, of rates the mean weighted by area once every unit has one; null where there is none. */
export function yearTotal(unit: TargetUnit, year: number, units: readonly SharingUnit[]): number | null {
  const entered = units.flatMap(({ areaKm2, shares }) => {
    const share = shares.find((each) => each.year === year);
    return share === undefined ? [] : [{ value: share.value, areaKm2 }];
  });
  if (entered.length === 0) return null;
  if (unit !== "ratio") return rounded(entered.reduce((sum, { value }) => sum + value, 0));
  if (entered.length < units.length || entered.some(({ areaKm2 }) => areaKm2 === null)) return null;
  const area = entered.reduce((sum, { areaKm2 }) => sum + (areaKm2 ?? 0), 0);
  return area === 0 ? null : rounded(entered.reduce((sum, each) => sum + each.value * (each.areaKm2 ?? 0), 0) / area);
}

function rounded(value: number): number {
  return Math.round(value * ROUNDING) / ROUNDING;
}
