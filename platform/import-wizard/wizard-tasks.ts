import type { MappingProposal, RememberedMapping } from "./field-mapping.ts";
import type { ImportPreview } from "./http-contract.ts";
import type { TargetShape } from "./import-target.ts";
import type { ImportHints } from "./inspect-import.ts";
import type { UploadedFile } from "./open-upload.ts";
import type { PreparedImport } from "./prepare-import.ts";
import type { ReturnedInput } from "./returned-workbook.ts";

/** All that can be said of an upload under the decisions as they are. */
export interface ExaminedImport {
  readonly preview: ImportPreview;
  readonly mapping: readonly MappingProposal[];
  /** Null as long as the preview has an obstacle. */
  readonly prepared: PreparedImport | null;
}

export interface ExamineInput {
  readonly file: UploadedFile;
  readonly hints: Omit<ImportHints, "geometry">;
  readonly target: TargetShape;
  readonly remembered: RememberedMapping;
}

/** What runs in a worker thread, so that a large file does not keep the server from answering. */
export type WizardTasks = {
  examine: { input: ExamineInput; output: ExaminedImport; report: never };
  returned: {
    input: ReturnedInput & { readonly file: UploadedFile };
    output: Uint8Array<ArrayBuffer>;
    report: never;
  };
};
