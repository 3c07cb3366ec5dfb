import pg from "pg";

const DEFAULT_ADDRESS = "postgres://postgres@127.0.0.1:5432/postgres";
const CONNECT_TIMEOUT_MS = 5000;

/**
 * Whether the database tests can run on a PostgreSQL server with PostGIS, at `TERRACE_TEST_POSTGRES` or on this machine.
 *
 * @returns null where they can, else one line that says why that half of them is skipped and how to run it
 */
export async function postgresMissing(environment: NodeJS.ProcessEnv = process.env): Promise<string | null> {
  const address = environment.TERRACE_TEST_POSTGRES || DEFAULT_ADDRESS;
  try {
    const client = new pg.Client({ connectionString: address, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
    await client.connect();
    const { rows } = await client.query("select 1 from pg_available_extensions where name = 'postgis'");
    await client.end();
    return rows.length > 0 ? null : skipped(address, "没有 PostGIS (it has no PostGIS)");
  } catch (error) {
    return skipped(address, reasonOf(error));
  }
}

function skipped(address: string, reason: string): string {
  return `数据库测试只在内置数据库上运行 (database tests run on the embedded database only)：${withoutPassword(address)} ${reason}；apt-get install postgresql-15-postgis-3，或设置 TERRACE_TEST_POSTGRES (or set it)`;
}

/** Of a host with several addresses, the driver gives one error for each. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join(", ");
  return error instanceof Error ? error.message : String(error);
}

function withoutPassword(address: string): string {
  if (!URL.canParse(address)) return "TERRACE_TEST_POSTGRES";
  const url = new URL(address);
  if (url.password !== "") url.password = "***";
  return url.href;
}
