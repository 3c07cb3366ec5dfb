export { auditTrailMigrations } from "./migrations.ts";
