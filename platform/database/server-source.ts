import pg from "pg";
import type { Connection, ConnectionSource, StatementResult } from "./connection.ts";
import { DatabaseError, databaseErrorFields, databaseUnavailable } from "./database-error.ts";
import { VALUE_PARSERS } from "./value-types.ts";

/** More than a city's users need at once; a PostgreSQL server as it is installed takes 100. */
const CONNECTIONS = 16;
const CONNECT_TIMEOUT_MS = 5000;
/** The system's own default is two hours. */
const KEEP_ALIVE_AFTER_MS = 30_000;

interface ServerConnection extends Connection {
  readonly client: pg.PoolClient;
  isLost: boolean;
  /** Hears that the connection went between two statements; without a listener that would end the process. */
  readonly onLost: () => void;
}

/** A PostgreSQL server with PostGIS, by its address `postgres://user@host:port/database`. */
export function openServer(address: string): ConnectionSource {
  const pool = new pg.Pool({
    connectionString: address,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    // Finds out that the other end is gone where a firewall drops what it does not know any more.
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
    types: {
      getTypeParser: ((oid: number, format?: "text" | "binary") =>
        VALUE_PARSERS[oid] ?? pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
    },
  });
  // An idle connection that the server ends is simply replaced by the next; without a listener it would end the process.
  pool.on("error", () => undefined);
  return {
    acquire: async () => {
      let client: pg.PoolClient;
      try {
        client = await pool.connect();
      } catch (error) {
        throw databaseUnavailable(error);
      }
      const connection: ServerConnection = {
        client,
        isLost: false,
        onLost: () => {
          connection.isLost = true;
        },
        execute: async (text, parameters) => {
          try {
            return resultOf(await client.query(text, parameters.map(toParameter)));
          } catch (error) {
            const fields = databaseErrorFields(error);
            if (fields !== null && !/^(08|57P)/.test(fields.sqlState)) throw new DatabaseError(fields);
            connection.isLost = true;
            throw databaseUnavailable(error);
          }
        },
      };
      client.on("error", connection.onLost);
      return connection;
    },
    release: async (connection) => {
      const { client, isLost, onLost } = connection as ServerConnection;
      client.release(isLost);
      client.off("error", onLost);
    },
    counts: () => ({
      busy: pool.totalCount - pool.idleCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
    }),
    close: () => pool.end(),
  };
}

function toParameter(value: unknown): unknown {
  return value instanceof Uint8Array && !Buffer.isBuffer(value) ? Buffer.from(value) : value;
}

/** The driver gives an array where the text held several statements. */
function resultOf(answer: pg.QueryResult | pg.QueryResult[]): StatementResult {
  const results = Array.isArray(answer) ? answer : [answer];
  return {
    rows: results.flatMap((result) => result.rows as Record<string, unknown>[]),
    affectedRows: results.reduce((sum, result) => sum + (result.rowCount ?? 0), 0),
  };
}
