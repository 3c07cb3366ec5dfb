import type { KernelSession } from "#engine/kernels";
import type { SurveyRecord } from "../survey-record.ts";
import type { SurveyArea } from "./survey-area.ts";

/** Cells of a strip: the largest number of whole rows below this. 24 half-months of cover fit into 25 MB. */
export const CELLS_PER_STRIP = 2 ** 18;

/** Arrays of one strip that all inputs together may keep: 24 covers, their result, land use and some to spare. */
export const ARRAYS_FOR_INPUTS = 28;

/** What every input needs to know to be opened and checked. */
export interface InputContext {
  readonly area: SurveyArea;
  readonly record: SurveyRecord;
  /** Kernels and their memory: an input may keep arrays of `stripCells` cells in it, at most `ARRAYS_FOR_INPUTS` altogether. */
  readonly session: KernelSession;
  readonly stripCells: number;
  /** Compute what is covered instead of refusing. */
  readonly allowUncovered: boolean;
  /** A path of the configuration as a path of the machine. */
  resolve(path: string): string;
  /** Called when the survey ends, in whatever way. */
  onClose(close: () => Promise<void>): void;
}
