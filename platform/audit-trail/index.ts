export { auditTrailRoutes } from "./audit-routes.ts";
export { type FieldChange, type HistoryAction, type HistoryLine, readHistory } from "./history.query.ts";
export { auditTrailMigrations } from "./migrations.ts";
export { type ChainFaultReason, type ChainVerification, verifyAuditTrail } from "./verify-audit-trail.query.ts";
