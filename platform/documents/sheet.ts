/** Text, a number, or nothing: nothing shows as a dash, 0 only where the figure is zero. */
export type CellContent = string | number | null;

/** How a number shows: the cell holds the full number. `percent-2` holds a ratio: 0.7180 shows as 71.80%. */
export type NumberFormat = "integer" | "decimal-1" | "decimal-2" | "decimal-4" | "percent-2";

export interface SheetColumn {
  readonly key: string;
  readonly header: string;
  /** Shown in the heading, once, never in the cells. */
  readonly unit?: string;
  /** In characters of the standard font; a Chinese character takes two. */
  readonly width?: number;
  readonly format?: NumberFormat;
  /** Without it, columns with a format stand right and the others left. */
  readonly align?: "left" | "center" | "right";
}

export type SheetRow = Readonly<Record<string, CellContent>>;

/** One table on one sheet: title, notes, heading, rows, and a totals row that the caller has counted. */
export interface Sheet {
  /** The tab: at most 31 characters, none of \ / ? * [ ] : */
  readonly name: string;
  readonly title: string;
  /** Sentences between title and table: what was filtered, what a mark means, 演示 or 待核. */
  readonly notes: readonly string[];
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly SheetRow[];
  readonly totals?: SheetRow;
}

/** What stands at the top of every printed page, so that a sheet of paper can be traced to its run. */
export interface PrintedHeader {
  readonly filter: string;
  readonly madeAt: Date;
  readonly runId: string;
}
