/**
 * `npm run build:database`: makes the snapshot from which a new embedded database starts in a third of the time. For an image that
 * is started often with an empty data folder; without it, the first start does the same work for itself.
 */
import { ensureSnapshot } from "#platform/database";
import { migrations } from "../../apps/server/migrations.ts";

process.stdout.write(`${await ensureSnapshot(migrations)}\n`);
