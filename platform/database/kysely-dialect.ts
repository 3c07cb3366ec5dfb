import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  type TransactionSettings,
} from "kysely";
import { TerraceError } from "#errors";
import type { Connection, ConnectionSource } from "./connection.ts";
import { commitUnknown } from "./database-error.ts";

/** Kysely's view of a source of connections. */
export function createDialect(source: ConnectionSource): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new SourceDriver(source),
    createIntrospector: (database) => new PostgresIntrospector(database),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

class SourceConnection implements DatabaseConnection {
  readonly connection: Connection;

  constructor(connection: Connection) {
    this.connection = connection;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const { rows, affectedRows } = await this.connection.execute(query.sql, query.parameters);
    return { rows: rows as Row[], numAffectedRows: BigInt(affectedRows) };
  }

  streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    // PGlite has no cursors over its protocol; what is long is read in pages by key.
    throw new Error("Rows are read in pages by key, not streamed");
  }
}

class SourceDriver implements Driver {
  readonly #source: ConnectionSource;

  constructor(source: ConnectionSource) {
    this.#source = source;
  }

  async init(): Promise<void> {
    // The source is open already.
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    return new SourceConnection(await this.#source.acquire());
  }

  async beginTransaction(connection: DatabaseConnection, { isolationLevel }: TransactionSettings): Promise<void> {
    const level = isolationLevel === undefined ? "" : ` isolation level ${isolationLevel}`;
    await connection.executeQuery(CompiledQuery.raw(`begin${level}`));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await connection.executeQuery(CompiledQuery.raw("commit"));
    } catch (error) {
      throw isUnavailable(error) ? commitUnknown(error) : error;
    }
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await connection.executeQuery(CompiledQuery.raw("rollback"));
    } catch (error) {
      // Kysely rolls back after whatever failed, and what this throws would take its place: of a commit whose end is unknown it would
      // then be said that nothing was saved. A transaction whose connection went is gone with it.
      if (!isUnavailable(error)) throw error;
    }
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    await this.#source.release((connection as SourceConnection).connection);
  }

  async destroy(): Promise<void> {
    await this.#source.close();
  }
}

function isUnavailable(error: unknown): boolean {
  return error instanceof TerraceError && error.code === "database-unavailable";
}
