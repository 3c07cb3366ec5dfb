import type { z } from "zod";
import type { findingSeveritySchema, ImportFinding } from "./http-contract.ts";

export type FindingSeverity = z.infer<typeof findingSeveritySchema>;

export interface FindingCounts {
  readonly refused: number;
  readonly repaired: number;
  readonly warning: number;
}

/** A file that is wrong in every row needs no more lines to say so; the counts are of all. */
export const MOST_FINDINGS = 20_000;

/** What is found is kept up to a number, and counted in full. */
export class Findings {
  readonly #kept: ImportFinding[] = [];
  readonly #counts = { refused: 0, repaired: 0, warning: 0 };
  readonly #refusedRows = new Set<number>();
  #isFileRefused = false;

  add(finding: Partial<ImportFinding> & Pick<ImportFinding, "kind" | "severity" | "zh" | "en">): void {
    this.#counts[finding.severity]++;
    if (finding.severity === "refused") {
      if (finding.row === undefined || finding.row === null) this.#isFileRefused = true;
      else this.#refusedRows.add(finding.row);
    }
    // What stands in the way must be seen: it takes the place of a remark.
    if (this.#kept.length >= MOST_FINDINGS) {
      if (finding.severity !== "refused") return;
      const remark = this.#kept.findLastIndex(({ severity }) => severity !== "refused");
      if (remark < 0) return;
      this.#kept.splice(remark, 1);
    }
    this.#kept.push({ row: null, line: null, field: null, sourceField: null, place: null, ...finding });
  }

  get counts(): FindingCounts {
    return { ...this.#counts };
  }

  get isRefused(): boolean {
    return this.#isFileRefused || this.#refusedRows.size > 0;
  }

  /** By weight, then in the order of the rows. */
  sorted(): ImportFinding[] {
    const weights = { refused: 0, warning: 1, repaired: 2 };
    return this.#kept.toSorted((a, b) => weights[a.severity] - weights[b.severity] || (a.row ?? 0) - (b.row ?? 0));
  }
}

/** Where a finding is, as a person finds it: 第 12 行 in a sheet, 第 5 个要素 elsewhere. */
export function whereOf(row: number, line: number | null): { readonly zh: string; readonly en: string } {
  return line === null ? { zh: `第 ${row} 个要素`, en: `feature ${row}` } : { zh: `第 ${line} 行`, en: `line ${line}` };
}
