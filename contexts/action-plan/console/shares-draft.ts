import type { SharesChange, SharingUnit, TargetShares, TargetUnit, UnitShares } from "#contexts/action-plan/model";

/** A field that a person has changed: in the unit of the target; null where they emptied it. */
interface DraftedShare {
  readonly value: number | null;
  /** Of the share that they had before them; 0 where there was none. */
  readonly version: number;
}

/** What a person has typed and not saved, by unit and year. */
export type SharesDraft = ReadonlyMap<string, DraftedShare>;

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

export function savedShare(unit: UnitShares, year: number): number | null {
  return unit.shares.find((share) => share.year === year)?.value ?? null;
}

function versionOf(unit: UnitShares, year: number): number {
  return unit.shares.find((share) => share.year === year)?.version ?? 0;
}

export function isDrafted(unit: UnitShares, year: number, draft: SharesDraft): boolean {
  return draft.has(keyOf(unit.code, year));
}

/** What stands in a field: the typed value, else the saved one. */
export function shownShare(unit: UnitShares, year: number, draft: SharesDraft): number | null {
  const typed = draft.get(keyOf(unit.code, year));
  return typed === undefined ? savedShare(unit, year) : typed.value;
}

/** The draft with one field changed; a field that is again as it was saved is none of it. */
export function withShare(draft: SharesDraft, unit: UnitShares, year: number, value: number | null): SharesDraft {
  const key = keyOf(unit.code, year);
  const next = new Map(draft);
  if (value === savedShare(unit, year)) next.delete(key);
  else next.set(key, { value, version: draft.get(key)?.version ?? versionOf(unit, year) });
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

/**
 * What is sent: the changed fields, each with the version that was before the person.
 * @param isCompared they have been shown what others saved meanwhile, and send their own nevertheless
 */
export function changesOf(
  { units, years }: TargetShares,
  draft: SharesDraft,
  isCompared: boolean,
): SharesChange["shares"] {
  return units.flatMap((unit) =>
    years.flatMap((year) => {
      const typed = draft.get(keyOf(unit.code, year));
      if (typed === undefined) return [];
      const version = isCompared ? versionOf(unit, year) : typed.version;
      return [{ division: unit.code, year, value: typed.value, version }];
    }),
  );
}

/** Kept in this browser tab until it is saved: closing the panel, a broken connection or a reload lose nothing. */
export function keepDraft(memory: string, draft: SharesDraft): void {
  if (draft.size === 0) window.sessionStorage.removeItem(memory);
  else window.sessionStorage.setItem(memory, JSON.stringify([...draft]));
}

export function keptDraft(memory: string): SharesDraft {
  const kept = window.sessionStorage.getItem(memory);
  return new Map(kept === null ? [] : (JSON.parse(kept) as [string, DraftedShare][]));
}
