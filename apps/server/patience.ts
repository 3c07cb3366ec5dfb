import { TerraceError } from "#errors";
import type { Database } from "#platform/database";

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
  const timer = setTimeout(() => reject(silent()), PATIENCE_MS);
  try {
    return await Promise.race([work(), patience]);
  } finally {
    clearTimeout(timer);
  }
}

function silent(): TerraceError {
  return new TerraceError({
    code: "database-unavailable",
    userMessage: "数据库没有回答，可能正在重启或负载过高。请稍候重试；若持续出现，请管理员检查数据库服务。",
    message: `The database has not answered for ${PATIENCE_MS / 1000} s. Try again shortly; see to the database if it goes on.`,
  });
}
