import { exp, log } from "#engine/reproducible-maths";

/** Rain of one reading interval. */
export interface RainInterval {
  /** Start, in minutes from any fixed moment. */
  readonly startMinute: number;
  readonly millimetres: number;
}

/** Energy of a millimetre of rain, MJ/(hm²·mm), at an intensity in mm/h. */
export type UnitEnergy = (millimetresPerHour: number) => number;

/**
 * Wischmeier and Smith 1978: 0.119 + 0.0873·log₁₀ i, 0.283 above 76 mm/h (drops grow no further); 0 where the formula turns
 * negative, below 0.043 mm/h.
 */
export function wischmeierSmithEnergy(millimetresPerHour: number): number {
  return millimetresPerHour > 76 ? 0.283 : uncappedWischmeierSmithEnergy(millimetresPerHour);
}

/** The same formula without its limit at 76 mm/h, as several programs have it. */
export function uncappedWischmeierSmithEnergy(millimetresPerHour: number): number {
  return Math.max(0, 0.119 + 0.0873 * (log(millimetresPerHour) / Math.LN10));
}

/** Brown and Foster 1987: 0.29·(1 − 0.72·e^(−rate·i)); the rate is 0.05 in RUSLE and 0.082 in RUSLE2. */
export function brownFosterEnergy(rate: 0.05 | 0.082): UnitEnergy {
  return (millimetresPerHour) => 0.29 * (1 - 0.72 * exp(-rate * millimetresPerHour));
}

export interface StormRules {
  /** Length of a reading interval, minutes: at most 30, and 30 a multiple of it. */
  readonly stepMinutes: 1 | 2 | 3 | 5 | 6 | 10 | 15 | 30;
  /** This long with less than `breakMillimetres` of rain ends a storm; usually 6. */
  readonly breakHours: number;
  /** 0: only a wholly dry break ends a storm. RUSLE has 1.27 (half a tenth of an inch). */
  readonly breakMillimetres: number;
  /** Whether a storm of this depth, mm, is erosive. */
  readonly isErosive: (millimetres: number) => boolean;
  readonly unitEnergy: UnitEnergy;
}

/** @zh 一次降雨 and its erosivity. */
export interface Storm {
  readonly startMinute: number;
  readonly durationMinutes: number;
  readonly millimetres: number;
  /** I₃₀, greatest intensity over 30 minutes, mm/h. */
  readonly peakIntensity: number;
  /** E, MJ/hm². */
  readonly energy: number;
  /** EI₃₀, MJ·mm/(hm²·h); 0 where the storm is not erosive. */
  readonly erosivity: number;
  readonly isErosive: boolean;
}

/**
 * The storms of a record and the EI₃₀ of each: the definition of R, for records of 30 minutes and finer; for checking the daily
 * model where such records are kept.
 * @param intervals in order of time; dry intervals may be left out
 */
export function stormsOf(intervals: readonly RainInterval[], rules: StormRules): Storm[] {
  const wet = intervals.filter(({ millimetres }) => millimetres > 0);
  const storms: Storm[] = [];
  let first = 0;
  for (let last = 0; last < wet.length; last += 1) {
    if (!isFollowedByBreak(wet, last, rules)) continue;
    storms.push(stormOf(wet.slice(first, last + 1), rules));
    first = last + 1;
  }
  return storms;
}

/**
 * Whether an interval ends its storm: the next one is dry, and in the `breakHours` from there too little rain falls for the storm
 * to go on.
 */
function isFollowedByBreak(wet: readonly RainInterval[], last: number, rules: StormRules): boolean {
  const end = wet[last]!.startMinute + rules.stepMinutes;
  if (wet[last + 1]?.startMinute === end) return false;
  const breakEnd = end + rules.breakHours * 60;
  let rain = 0;
  for (let next = last + 1; next < wet.length && wet[next]!.startMinute < breakEnd; next += 1) {
    rain += wet[next]!.millimetres;
    if (rain >= rules.breakMillimetres) return false;
  }
  return true;
}

function stormOf(intervals: readonly RainInterval[], rules: StormRules): Storm {
  const { stepMinutes, unitEnergy } = rules;
  const startMinute = intervals[0]!.startMinute;
  let millimetres = 0;
  let energy = 0;
  for (const interval of intervals) {
    millimetres += interval.millimetres;
    energy += interval.millimetres * unitEnergy(interval.millimetres * (60 / stepMinutes));
  }
  const peakIntensity = 2 * peakRain(intervals, 30);
  const isErosive = rules.isErosive(millimetres);
  return {
    startMinute,
    durationMinutes: intervals.at(-1)!.startMinute + stepMinutes - startMinute,
    millimetres,
    peakIntensity,
    energy,
    erosivity: isErosive ? energy * peakIntensity : 0,
    isErosive,
  };
}

/** Greatest rain in any `minutes` that begin with a reading interval, mm. */
function peakRain(intervals: readonly RainInterval[], minutes: number): number {
  let peak = 0;
  for (let first = 0; first < intervals.length; first += 1) {
    let rain = 0;
    for (let next = first; next < intervals.length; next += 1) {
      if (intervals[next]!.startMinute - intervals[first]!.startMinute >= minutes) break;
      rain += intervals[next]!.millimetres;
    }
    peak = Math.max(peak, rain);
  }
  return peak;
}
