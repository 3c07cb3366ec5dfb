import type { Window } from "#engine/rasters";
import { type CoverageGap, CoverageGapCollector } from "#engine/resampling";
import { TerraceError } from "#errors";
import { roleName } from "./input-roles.ts";
import type { SurveyArea } from "./survey-area.ts";

/** Codes that a message lists one by one. */
const LISTED_CODES = 12;

/** Counts the codes of a raster inside the survey's area, with their geodesic area. */
export class CodeTally {
  readonly #area: SurveyArea;
  readonly #coverage: CoverageGapCollector;
  /** Codes of one byte, which most rasters have, in an array; the others in a map: counting is half of a survey's reading. */
  readonly #small = new Float64Array(256);
  readonly #large = new Map<number, number>();

  constructor(area: SurveyArea) {
    this.#area = area;
    this.#coverage = new CoverageGapCollector(area.grid, area.cellAreas);
  }

  /** @param codeAt code of the i-th cell of the window, undefined where there is none */
  addStrip(window: Window, codeAt: (i: number) => number | undefined): void {
    const { grid, cellAreas } = this.#area;
    const cells = window.columns * window.rows;
    const first = window.row * grid.columns;
    for (let i = 0; i < cells; i++) {
      if (!this.#area.isInside(first + i)) continue;
      const column = i % grid.columns;
      const row = window.row + Math.floor(i / grid.columns);
      const code = codeAt(i);
      this.#coverage.add(column, row, code !== undefined);
      if (code !== undefined) this.#add(code, cellAreas.squareCentimetres(column, row));
    }
  }

  #add(code: number, squareCentimetres: number): void {
    if (Number.isInteger(code) && code >= 0 && code < 256) this.#small[code]! += squareCentimetres;
    else this.#large.set(code, (this.#large.get(code) ?? 0) + squareCentimetres);
  }

  missing(): CoverageGap | undefined {
    return this.#coverage.gap();
  }

  codes(): number[] {
    const small = [...this.#small.keys()].filter((code) => this.#small[code]! > 0);
    return [...small, ...this.#large.keys()].sort((a, b) => a - b);
  }

  squareKilometres(code: number): number {
    return (this.#large.get(code) ?? this.#small[code] ?? 0) / 1e10;
  }
}

/** @throws TerraceError `codes-unknown` listing every unknown code with its area */
export function refuseUnknownCodes(
  role: string,
  file: string,
  tally: CodeTally,
  isKnown: (code: number) => boolean,
): void {
  const unknown = tally.codes().filter((code) => !isKnown(code));
  if (unknown.length === 0) return;
  const listed = unknown
    .slice(0, LISTED_CODES)
    .map((code) => `${code}(${tally.squareKilometres(code).toFixed(2)} km²)`);
  const more = unknown.length > LISTED_CODES ? ` 等 ${unknown.length} 个` : "";
  const remedy =
    role === "land-use"
      ? "请用 --land-use-crosswalk 给出对照表（source,code），或加 --land-use-scheme gbt21010"
      : "请在属性表中补上这些代码";
  throw new TerraceError({
    code: "codes-unknown",
    userMessage: `${roleName(role)} ${file} 中有不认识的代码：${listed.join("、")}${more}。${remedy}。`,
    message: `${role} ${file} has unknown codes: ${unknown.slice(0, LISTED_CODES).join(", ")}.`,
    details: { role, file, unknown: unknown.map((code) => ({ code, squareKilometres: tally.squareKilometres(code) })) },
  });
}
