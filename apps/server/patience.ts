import { type Database, databaseUnavailable } from "#platform/database";

/** A database that has not answered by then counts as away. */
const PATIENCE_MS = 3000;

/**
 * What `work` asks of the database, for those who watch over the server and must not wait with it.
 * @throws TerraceError `database-unavailable`, also where a server has not answered for so long
 */
export async function withPatience<Output>(database: Database, work: () => Promise<Output>): Promise<Output> {
  // The one connection of an embedded database may be busy with a long statement, and is not away.
  if (!database.capabilities.hasParallelConnections) return work();
  const { promise: patience, reject } = Promise.withResolvers<never>();
  const silence = () => reject(databaseUnavailable(new Error(`no answer for ${PATIENCE_MS / 1000} s`)));
  const timer = setTimeout(silence, PATIENCE_MS);
  try {
    return await Promise.race([work(), patience]);
  } finally {
    clearTimeout(timer);
  }
}
