/**
 * `node bench/lists/run.ts`: the page of a list with its count and total, and pages of OGC API Features, over a million records on
 * PostgreSQL, before and after the indexes of large record sets, beside plain SQL of the table's owner; prints the tables of
 * `bench/lists/README.md`. Needs PostgreSQL with PostGIS at `TERRACE_TEST_POSTGRES`. Options: `--rows 1000000`, `--rounds 5`, `--address postgres://…` of a filled database.
 * A time is CPU milliseconds of this process and the database's together, because other work shares the cores; the clock stands beside.
 */
import { cpus, loadavg, totalmem } from "node:os";
import { parseArgs } from "node:util";
import type { Hono } from "hono";
import { programVersion } from "#platform/configuration";
import type { Session } from "#platform/database";
import { mountRoutes } from "#platform/http-api";
import { ogcRoutes } from "#platform/ogc-api";
import { createRecordSets, keepListIndexes, recordSetRoutes } from "#platform/record-sets";
import { createVectorTiles } from "#platform/vector-tiles";
import { type Measured, measured, median } from "../tiles/measured.ts";
import { citySession, districtSession, openSample, patches } from "./sample-set.ts";

const { values: options } = parseArgs({
  options: {
    rows: { type: "string", default: "1000000" },
    rounds: { type: "string", default: "5" },
    address: { type: "string" },
  },
});
const rounds = Number(options.rounds);
const database = await openSample(Number(options.rows), options.address);

interface Question {
  readonly title: string;
  readonly session: Session;
  readonly path: string;
  /** What the owner of the table would ask for the count alone. */
  readonly plain?: string;
}

const list = (query: Readonly<Record<string, string>>) => `/record-sets/patches/records?${new URLSearchParams(query)}`;
const filtered = (filter: object, besides: Readonly<Record<string, string>> = {}) =>
  list({ filter: JSON.stringify(filter), ...besides });
const division = { division: { eq: "370607" } };
const COUNT = "select count(*) from bench.patch";

const QUESTIONS: readonly Question[] = [
  { title: "every record, city", session: citySession, path: list({}), plain: COUNT },
  {
    title: "every record, one district's account",
    session: districtSession,
    path: list({}),
    plain: `${COUNT} where division_code = '370607'`,
  },
  {
    title: "one division, city",
    session: citySession,
    path: filtered(division),
    plain: `${COUNT} where division_code = '370607'`,
  },
  {
    title: "one kind of five, city",
    session: citySession,
    path: filtered({ kind: { eq: "mine" } }),
    plain: `${COUNT} where kind = 'mine'`,
  },
  {
    title: "one kind within two months, city",
    session: citySession,
    path: filtered({ kind: { eq: "mine" }, foundOn: { from: "2022-01-01", to: "2022-03-01" } }),
    plain: `${COUNT} where kind = 'mine' and found_on between '2022-01-01' and '2022-03-01'`,
  },
  {
    title: "one kind in one division, one district's account",
    session: districtSession,
    path: filtered({ ...division, kind: { eq: "mine" } }),
    plain: `${COUNT} where kind = 'mine' and division_code = '370607'`,
  },
  { title: "page 1000, city", session: citySession, path: list({ page: "1000" }) },
  { title: "one division by area, city", session: citySession, path: filtered(division, { sort: "-areaHm2" }) },
  { title: "every record by area, city", session: citySession, path: list({ sort: "-areaHm2" }) },
  {
    title: "a text in code or name: “12345”, city",
    session: citySession,
    path: list({ text: "12345" }),
    plain: `${COUNT} where code like '%12345%' or name like '%12345%'`,
  },
];

const OGC: readonly Question[] = [
  { title: "100 features, city", session: citySession, path: "/collections/patches/items?limit=100" },
  {
    title: "100 features in 2 × 2 km, city",
    session: citySession,
    path: "/collections/patches/items?limit=100&bbox=120.80,37.30,120.82,37.32",
  },
  {
    title: "100 features in 20 × 20 km, city",
    session: citySession,
    path: "/collections/patches/items?limit=100&bbox=120.7,37.2,120.92,37.38",
  },
  {
    title: "100 features in half of Yantai, city",
    session: citySession,
    path: "/collections/patches/items?limit=100&bbox=120,36.8,121.5,37.8",
  },
  {
    title: "100 features in 2 × 2 km, one district's account",
    session: districtSession,
    path: "/collections/patches/items?limit=100&bbox=120.80,37.30,120.82,37.32",
  },
  {
    title: "1000 features in EPSG:4549, city",
    session: citySession,
    path: "/collections/patches/items?limit=1000&crs=http://www.opengis.net/def/crs/EPSG/0/4549",
  },
];

try {
  await database.execute("set max_parallel_workers_per_gather = 0");
  await database.execute("set jit = off");
  await printMachine();
  const before = await measureAll(QUESTIONS, listApp());
  const made = await keepListIndexes(database, [patches]);
  await database.execute("vacuum analyze bench.patch");
  const after = await measureAll(QUESTIONS, listApp());
  const plain = await measurePlain();
  printLists(made, before, after, plain);
  await printOgc();
  console.log(`\nload at the end ${loadavg()[0]!.toFixed(1)}`);
} finally {
  await database.close();
}

async function printMachine(): Promise<void> {
  const [version] = await database.execute(
    "select version(), postgis_lib_version() as postgis, (select count(*) from bench.patch) as rows, pg_size_pretty(pg_table_size('bench.patch')) as size",
  );
  const postgres = String(version?.version).split(" (")[0];
  console.log(
    `date ${new Date().toISOString().slice(0, 10)}, Terrace ${programVersion}, Node ${process.versions.node}, ${postgres}, PostGIS ${version?.postgis}`,
  );
  console.log(
    `machine: ${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, load ${loadavg()[0]!.toFixed(1)}; ${version?.rows} records, ${version?.size}\n`,
  );
}

function listApp(): (session: Session) => Hono {
  const sets = createRecordSets([patches]);
  return (session) =>
    mountRoutes({ routes: recordSetRoutes({ sets, divisions: [] }), database, identify: async () => session });
}

/** A new one each time has counted nothing yet. */
function ogcApp(session: Session): Hono {
  const sets = createRecordSets([patches]);
  const routes = ogcRoutes({ sets, divisions: [], tiles: createVectorTiles(), version: "0", publicAddress: null });
  return mountRoutes({ routes, database, identify: async () => session });
}

async function measureAll(
  questions: readonly Question[],
  appOf: (session: Session) => Hono,
): Promise<readonly Measured[]> {
  const results: Measured[] = [];
  for (const { session, path } of questions) {
    const app = appOf(session);
    results.push(await medianOf(() => asked(app, path)));
  }
  return results;
}

async function asked(app: Hono, path: string): Promise<void> {
  const answer = await app.request(`http://bench.test${path}`);
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  await answer.arrayBuffer();
}

async function medianOf(work: () => Promise<unknown>): Promise<Measured> {
  // Once for the pages of the table and the plans.
  await work();
  const times: Measured[] = [];
  for (let round = 0; round < rounds; round++) times.push(await measured(database, work));
  return { cpuMs: median(times.map(({ cpuMs }) => cpuMs)), clockMs: median(times.map(({ clockMs }) => clockMs)) };
}

async function measurePlain(): Promise<readonly (Measured | null)[]> {
  const results: (Measured | null)[] = [];
  for (const { plain } of QUESTIONS)
    results.push(plain === undefined ? null : await medianOf(() => database.execute(plain)));
  return results;
}

function printLists(
  made: readonly string[],
  before: readonly Measured[],
  after: readonly Measured[],
  plain: readonly (Measured | null)[],
): void {
  console.log(
    `### A page of 50 records with the count and the total of the selection (made: ${made.length} indexes)\n`,
  );
  console.log(
    "| list | without indexes, CPU ms | with, CPU ms | with, clock ms | plain count by the owner, CPU ms |\n|---|---|---|---|---|",
  );
  for (const [i, { title }] of QUESTIONS.entries()) {
    console.log(
      `| ${title} | ${before[i]!.cpuMs.toFixed(0)} | ${after[i]!.cpuMs.toFixed(0)} | ${after[i]!.clockMs.toFixed(0)} | ${plain[i]?.cpuMs.toFixed(0) ?? ""} |`,
    );
  }
}

async function printOgc(): Promise<void> {
  console.log("\n### Pages of OGC API Features, with numberMatched\n");
  console.log("| page | first, CPU ms | first, clock ms | the next, CPU ms | clock ms |\n|---|---|---|---|---|");
  for (const { title, session, path } of OGC) {
    const first = await medianOf(() => asked(ogcApp(session), path));
    const app = ogcApp(session);
    const next = await medianOf(() => asked(app, path));
    const cells = [first.cpuMs, first.clockMs, next.cpuMs, next.clockMs].map((time) => time.toFixed(0));
    console.log(`| ${title} | ${cells.join(" | ")} |`);
  }
}
