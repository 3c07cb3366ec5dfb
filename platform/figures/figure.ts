import type { Transaction } from "#platform/database";
import type { RecordFilter, RecordSet } from "#platform/record-sets";

/** The time for which a figure is asked; null where it is what stands now. */
export interface FigurePeriod {
  /** Inclusive ISO days. */
  readonly from: string;
  readonly to: string;
}

/** Where a value comes from: records that can be listed, or a result that can be opened. */
export type Lineage =
  | { readonly kind: "records"; readonly recordSet: string; readonly filter: RecordFilter; readonly count: number }
  | {
      readonly kind: "result";
      readonly titleZh: string;
      readonly titleEn: string;
      readonly path: string;
      readonly version: string;
    };

export interface FigureValue {
  /** Null where there is nothing to count from yet: shown as a dash, never as zero. */
  readonly value: number | null;
  readonly lineage: readonly Lineage[];
}

export interface DivisionValue extends FigureValue {
  readonly division: string | null;
}

/** A part of a figure: the rows in which a field has one value. */
export interface GroupValue extends FigureValue {
  /** As the record set has it; null of the rows that have none. */
  readonly group: string | null;
  readonly labelZh: string;
  readonly labelEn: string;
}

export interface YearValue extends FigureValue {
  readonly year: number;
}

interface FigureBase {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** As printed: `km²`, `%` (the value is then a ratio of 0–1), `个`. */
  readonly unit: string;
  readonly decimals: number;
  readonly permission: string;
  /** What would fill it where it has no value. */
  readonly emptyZh: string;
  readonly emptyEn: string;
}

/** A count of records or a sum of one of their fields. */
export interface RecordFigure extends FigureBase {
  readonly kind: "records";
  readonly set: RecordSet;
  /** Null counts. */
  readonly sumField: string | null;
  readonly filter: (period: FigurePeriod | null) => RecordFilter;
  /** Fields of the set by which it may be asked apart, besides the division: texts, choices or organisations. */
  readonly groupFields?: readonly string[];
}

/** What an engine or a context has worked out. */
export interface ResultFigure extends FigureBase {
  readonly kind: "result";
  readonly read: (transaction: Transaction, period: FigurePeriod | null) => Promise<FigureValue>;
  readonly readByDivision:
    | ((transaction: Transaction, period: FigurePeriod | null) => Promise<readonly DivisionValue[]>)
    | null;
}

/** @zh 指标 Declared once; screens, workbooks, bulletins and score sheets all ask for it here. */
export type Figure = RecordFigure | ResultFigure;
