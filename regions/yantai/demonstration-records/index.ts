export type { Outline } from "./blob.ts";
export { type DemonstrationRecord, demonstrationRecords } from "./demonstration-records.ts";
