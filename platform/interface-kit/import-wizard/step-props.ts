import type { ImportSession } from "./import-session.ts";
import type { ImportStep } from "./steps.ts";
import type { DecisionMaker } from "./use-decisions.ts";

/** What every step is given: the import as it stands, what may be decided, and the way to another step. */
export interface StepProps {
  readonly session: ImportSession;
  readonly decisions: DecisionMaker;
  readonly onStep: (step: ImportStep) => void;
}
