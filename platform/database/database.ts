import { Kysely, type Transaction as KyselyTransaction, sql } from "kysely";
import type { ConnectionCounts, ConnectionSource } from "./connection.ts";
import { openEmbedded } from "./embedded-source.ts";
import { createDialect } from "./kysely-dialect.ts";
import { openServer } from "./server-source.ts";
import type { Session } from "./session.ts";

/** A folder names its tables with `transaction.withTables<ItsTables>()`, where `ItsTables` is a type alias (not an interface). */
// biome-ignore lint/complexity/noBannedTypes: no tables until a folder names its own
export type Transaction = KyselyTransaction<{}>;

/** What a kind of database can do. Code asks for the capability, never for the kind. */
export interface DatabaseCapabilities {
  /** Several transactions run at once. */
  readonly hasParallelConnections: boolean;
}

export interface Database {
  /**
   * One transaction in which row-level security shows what the session may see and change, and the history names its user. It is undone
   * where `work` throws.
   */
  asSession<Output>(session: Session, work: (transaction: Transaction) => Promise<Output>): Promise<Output>;
  /** One transaction that sees every row; the history names the service. Never with what a user asks for unchecked. */
  asService<Output>(service: string, work: (transaction: Transaction) => Promise<Output>): Promise<Output>;
  /** One statement, or several without parameters, outside the sessions: for migrations and the job queue. */
  execute(text: string, parameters?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
  readonly capabilities: DatabaseCapabilities;
  /** For those who watch over the program. */
  countConnections(): ConnectionCounts;
  /** Writes an embedded database as a tar archive; null where the database is a server's. */
  readonly dump: ((path: string) => Promise<void>) | null;
  close(): Promise<void>;
}

export type DatabaseLocation =
  | { readonly address: string }
  | {
      /** Null keeps the database in memory. */
      readonly directory: string | null;
      /** A tar archive from which a new directory starts; without meaning for one that is there. */
      readonly template?: string;
    };

/**
 * Opens a database as it is; `migrate` brings it up to date.
 * @throws TerraceError `database-unavailable`
 */
export async function openDatabase(location: DatabaseLocation): Promise<Database> {
  if ("address" in location) {
    return over(openServer(location.address), { hasParallelConnections: true }, null);
  }
  const source = await openEmbedded(location.directory, location.template ?? null);
  return over(source, { hasParallelConnections: false }, (path) => source.dump(path));
}

function over(source: ConnectionSource, capabilities: DatabaseCapabilities, dump: Database["dump"]): Database {
  // biome-ignore lint/complexity/noBannedTypes: as Transaction above
  const kysely = new Kysely<{}>({ dialect: createDialect(source) });
  return {
    asSession: (session, work) =>
      kysely.transaction().execute(async (transaction) => {
        await sql`select ${settings({
          "terrace.user_id": session.userId ?? "",
          "terrace.actor": session.userName,
          "terrace.organisation_id": session.organisationId ?? "",
          "terrace.scope": session.scope,
          "terrace.divisions": session.divisions.join(","),
          "terrace.permissions": session.permissions.join(","),
          role: "terrace_user",
        })}`.execute(transaction);
        return work(transaction);
      }),
    asService: (service, work) =>
      kysely.transaction().execute(async (transaction) => {
        await sql`select ${settings({ "terrace.user_id": "", "terrace.actor": service })}`.execute(transaction);
        return work(transaction);
      }),
    execute: async (text, parameters = []) => {
      const connection = await source.acquire();
      try {
        return (await connection.execute(text, parameters)).rows;
      } finally {
        await source.release(connection);
      }
    },
    capabilities,
    countConnections: () => source.counts(),
    dump,
    close: () => kysely.destroy(),
  };
}

/** Settings that end with the transaction. The role comes last: what it may do no longer matters for the others. */
function settings(values: Readonly<Record<string, string>>) {
  return sql.join(Object.entries(values).map(([name, value]) => sql`set_config(${name}, ${value}, true)`));
}
