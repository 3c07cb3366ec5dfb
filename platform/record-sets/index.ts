export { type Aggregate, aggregateRecords, aggregateRecordsBy } from "./aggregate-records.query.ts";
export { exportJob } from "./export/export-job.ts";
export { exportRoutes } from "./export/export-routes.ts";
export { keepListIndexes, listIndexJob } from "./list-indexes.ts";
export { type FieldValue, type ListedRecord, listRecords, pageByKey, type RecordPage } from "./list-records.query.ts";
export { recordSetMigrations } from "./migrations.ts";
export { type FullRecord, readRecord } from "./read-record.query.ts";
export { parseFilter, type RecordFilter, type RecordSelection, whereOf } from "./record-filter.ts";
export {
  defineRecordSet,
  type FieldChoice,
  type FieldKind,
  fieldOf,
  type GeometryKind,
  type RecordField,
  type RecordSet,
  type SortTerm,
} from "./record-set.ts";
export { createRecordSets, type RecordSets } from "./record-sets.ts";
export { recordSetProblemStatuses, recordSetRoutes } from "./routes.ts";
export { keepTileVersions, tileAnswer, tileLayerOf, tileRoutes } from "./tile-routes.ts";
export { addRecord, changeRecord } from "./write-record.command.ts";
