import type { SurveyConfig } from "../../model/index.ts";
import type { SurveyStage } from "../survey-record.ts";

/** What the process of a survey is asked, once. */
export interface SurveyOrder {
  readonly config: SurveyConfig;
  readonly baseDirectory: string;
  readonly outDirectory: string;
}

/** What it says: any number of steps, then one outcome. */
export type SurveyRunMessage =
  | { readonly kind: "progress"; readonly stage: SurveyStage; readonly fraction: number }
  | { readonly kind: "done" }
  | {
      readonly kind: "refused";
      readonly code: string;
      readonly userMessage: string;
      readonly message: string;
      readonly details: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: "broken"; readonly text: string };

export type SurveyRunTasks = {
  survey: {
    input: SurveyOrder;
    output: undefined;
    report: { readonly stage: SurveyStage; readonly fraction: number };
  };
};
