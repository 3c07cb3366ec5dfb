export {
  type Database,
  type DatabaseCapabilities,
  type DatabaseLocation,
  openDatabase,
  type Transaction,
} from "./database.ts";
export { DatabaseError, databaseUnavailable, isUniqueViolation } from "./database-error.ts";
export { describeSchema } from "./describe-schema.ts";
export { type Migration, migrate, readMigrations } from "./migrations.ts";
export { type FirstDuty, NOBODY, type Session, type SessionScope } from "./session.ts";
export { ensureSnapshot, findSnapshot } from "./snapshots.ts";
