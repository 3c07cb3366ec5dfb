import { shareYears, type TargetShares } from "#contexts/action-plan/model";

type Target = TargetShares["target"];

/** A unit of the demonstration, which has an area. */
export interface DividedUnit {
  readonly code: string;
  readonly areaKm2: number;
}

interface DemonstrationShare {
  readonly division: string;
  readonly year: number;
  /** In the unit of the target. */
  readonly value: number;
}

const HUNDREDTHS = 100;

/**
 * A target divided as a city might do it (演示): works by area and in equal yearly tasks, single things one by one over units and years,
 * rates a little apart around the city's.
 */
export function dividedTarget(target: Target, units: readonly DividedUnit[]): readonly DemonstrationShare[] {
  if (target.unit === "ratio") return spreadRates(target, units);
  const years = shareYears(target);
  const wanted = target.value - (target.baseline?.value ?? 0);
  if (target.unit === "count") {
    const lasting = years.slice(-3);
    return Array.from({ length: wanted }, (_, at) => ({
      division: units[at % units.length]!.code,
      year: lasting[at % lasting.length]!,
      value: 1,
    }));
  }
  const parts = inProportion(
    Math.round(wanted * HUNDREDTHS),
    units.map(({ areaKm2 }) => areaKm2),
  );
  return units.flatMap(({ code }, at) =>
    inProportion(
      parts[at]!,
      years.map(() => 1),
    ).map((part, index) => ({ division: code, year: years[index]!, value: part / HUNDREDTHS })),
  );
}

function spreadRates({ value, byYear }: Target, units: readonly DividedUnit[]): readonly DemonstrationShare[] {
  const offsets = units.map((_, at) => ((at * 7) % units.length) - Math.floor(units.length / 2));
  const area = units.reduce((sum, { areaKm2 }) => sum + areaKm2, 0);
  // So that the mean weighted by area is the city's rate.
  const mean = units.reduce((sum, { areaKm2 }, at) => sum + offsets[at]! * areaKm2, 0) / area;
  return units.map(({ code }, at) => ({
    division: code,
    year: byYear,
    value: Math.round((value + (offsets[at]! - mean) * 0.003) * 10_000) / 10_000,
  }));
}

/** Whole numbers in proportion to weights that sum to the total: what rounding leaves goes to the largest remainders. */
function inProportion(total: number, weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const exact = weights.map((weight) => (total * weight) / sum);
  const parts = exact.map(Math.floor);
  const left = total - parts.reduce((all, part) => all + part, 0);
  const byRemainder = exact.map((value, at) => [value - parts[at]!, at] as const).sort(([a], [b]) => b - a);
  for (const [, at] of byRemainder.slice(0, left)) parts[at] = parts[at]! + 1;
  return parts;
}
