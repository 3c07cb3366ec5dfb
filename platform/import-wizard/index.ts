export type {
  ImportDecisions,
  ImportFinding,
  ImportPreview,
  ImportSessionView,
  ImportTargetView,
} from "./http-contract.ts";
export type {
  ExistingMatch,
  ImportRow,
  ImportTarget,
  ImportValue,
  TargetChoice,
  TargetField,
} from "./import-target.ts";
export { createImportWizard, type ImportWizard, type ImportWizardOptions } from "./import-wizard.ts";
export { type ImportHints, inspectImport } from "./inspect-import.ts";
export { importWizardMigrations } from "./migrations.ts";
export { type PreparedImport, prepareImport } from "./prepare-import.ts";
export { importTargetOf, type RecordSetTargetOptions } from "./record-set-target.ts";
export { importProblemStatuses, importRoutes } from "./routes.ts";
