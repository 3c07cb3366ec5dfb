import type { SharesChange, SharingUnit, TargetShares, TargetUnit, UnitShares } from "#contexts/action-plan/model";

/** What a person has typed and not saved: by unit and year, in the unit of the target; null where they emptied the field. */
export type SharesDraft = ReadonlyMap<string, number | null>;

const keyOf = (code: string, year: number) => `${code} ${year}`;
/** Percent of a rate: four decimals are a millionth of the land. */
const PERCENT_DECIMALS = 1e4;

/** As the field shows it: a rate in percent. */
export function printedShare(value: number | null, unit: TargetUnit): number | null {
  if (value === null || unit !== "ratio") return value;
  return Math.round(value * 100 * PERCENT_DECIMALS) / PERCENT_DECIMALS;
}

/** From what the field shows to the unit of the target. */
export function enteredShare(printed: number | null, unit: TargetUnit): number | null {
  if (printed === null || unit !== "ratio") return printed;
  return Math.round(printed * PERCENT_DECIMALS) / (100 * PERCENT_DECIMALS);
}

function savedShare(unit: UnitShares, year: number): number | null {
  return unit.shares.find((share) => share.year === year)?.value ?? null;
}

/** What stands in a field: the typed value, else the saved one. */
export function shownShare(unit: UnitShares, year: number, draft: SharesDraft): number | null {
  const typed = draft.get(keyOf(unit.code, year));
  return typed === undefined ? savedShare(unit, year) : typed;
}

/** The draft with one field changed; a field that is again as it was saved is none of it. */
export function withShare(draft: SharesDraft, unit: UnitShares, year: number, value: number | null): SharesDraft {
  const next = new Map(draft);
  if (value === savedShare(unit, year)) next.delete(keyOf(unit.code, year));
  else next.set(keyOf(unit.code, year), value);
  return next;
}

/** The units as they would be with the draft saved, for sums and the check. */
export function draftedUnits({ units, years }: TargetShares, draft: SharesDraft): readonly SharingUnit[] {
  return units.map((unit) => ({
    code: unit.code,
    areaKm2: unit.areaKm2,
    shares: years.flatMap((year) => {
      const value = shownShare(unit, year, draft);
      return value === null ? [] : [{ year, value }];
    }),
  }));
}

/** What is sent: the changed fields, each with the version that was before the person. */
export function changesOf({ units, years }: TargetShares, draft: SharesDraft): SharesChange["shares"] {
  return units.flatMap((unit) =>
    years.flatMap((year) => {
      const value = draft.get(keyOf(unit.code, year));
      if (value === undefined) return [];
      const version = unit.shares.find((share) => share.year === year)?.version ?? 0;
      return [{ division: unit.code, year, value, version }];
    }),
  );
}
