/** What is computed before the first start, in a thread that can be ended at any moment. */
export type PreparationTasks = {
  demonstration: {
    input: { readonly directory: string };
    output: { readonly surveyFiles: readonly string[]; readonly wasMade: boolean };
    report: PreparationReport;
  };
  survey: {
    input: { readonly configPath: string; readonly outDirectory: string };
    output: undefined;
    report: PreparationReport;
  };
};

export type PreparationReport =
  | { readonly kind: "progress"; readonly label: string; readonly fraction: number }
  | { readonly kind: "notice"; readonly text: string };
