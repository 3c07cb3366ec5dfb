export type { Outline } from "./blob.ts";
export { demonstrationPattern } from "./demonstration-pattern.ts";
export { type DemonstrationRecord, demonstrationRecords } from "./demonstration-records.ts";
