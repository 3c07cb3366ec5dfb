import { randomBytes, randomUUID } from "node:crypto";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { sql } from "kysely";
import { accessMigrations } from "#platform/access";
import { auditTrailMigrations } from "#platform/audit-trail";
import { type Database, type DatabaseLocation, type Migration, openDatabase, readMigrations } from "#platform/database";
import { jobsMigrations } from "#platform/jobs";

/** For the tests: a module with a table of every kind of value, which the later of its migrations changes. */
const SAMPLES = `
create schema samples;
create table samples.plot (
  id uuid primary key default gen_random_uuid(),
  name text,
  part_of uuid references samples.plot,
  weights double precision[],
  labels text[],
  ratio double precision,
  price numeric(30, 10),
  photo bytea,
  facts jsonb,
  day date,
  at timestamptz,
  lasting interval,
  is_open boolean,
  place geometry(Point, 4490),
  geometry geometry(MultiPolygon, 4490),
  area_km2 double precision generated always as (ST_Area(geometry::geography) / 1e6) stored
);
select audit_trail.keep_history('samples.plot', null, null);
create table samples.line (
  number bigint generated always as identity primary key,
  plot_id uuid not null references samples.plot,
  transaction_id xid8 not null
);
create table samples.word (word text not null, language varchar(8) not null, primary key (word, language));
insert into samples.word values ('由脚本写入', 'zh');
create function samples.refuse() returns trigger language plpgsql as $$ begin raise exception 'the words stand'; end $$;
create trigger words_stand before insert or update or delete or truncate on samples.word
  for each statement execute function samples.refuse();`;
const LATER = "alter table samples.word add column note text not null default '后来';";

export interface SampleMigrations {
  readonly earlier: readonly Migration[];
  readonly all: readonly Migration[];
}

export async function sampleMigrations(): Promise<SampleMigrations> {
  const folder = await mkdtemp(join(tmpdir(), "terrace-samples-"));
  await writeFile(join(folder, "0001-samples.sql"), SAMPLES);
  await writeFile(join(folder, "0002-notes.sql"), LATER);
  const samples = readMigrations("samples", folder);
  const base = [...accessMigrations, ...auditTrailMigrations, ...jobsMigrations];
  return { earlier: [...base, ...samples.slice(0, 1)], all: [...base, ...samples] };
}

const row = fc.record({
  name: fc.option(
    fc.oneof(fc.constantFrom("梯田 🌾 “一”", "a\\b\n\r\t\"'", "\u2028\u0085", "NULL", "{}", ""), fc.string()),
  ),
  weights: fc.option(fc.array(fc.oneof(fc.double(), fc.constantFrom(0.1 + 0.2, -0, 5e-324)))),
  labels: fc.option(fc.array(fc.option(fc.constantFrom("水", "a,b", '"', "NULL", "", " x ")))),
  ratio: fc.option(fc.oneof(fc.double(), fc.constantFrom(Number.NaN, Infinity, -Infinity, 1e308))),
  facts: fc.option(fc.jsonValue()),
  day: fc.option(fc.constantFrom("0001-01-01", "2024-02-29", "infinity", "4713-01-01 BC")),
  at: fc.option(fc.constantFrom("2026-11-24 02:30:00.123456+08", "-infinity", "1900-01-01 00:00:00+08:05:43")),
  isOpen: fc.option(fc.boolean()),
  longitude: fc.option(fc.double({ min: 119, max: 122, noNaN: true })),
  latitude: fc.double({ min: 36, max: 38, noNaN: true }),
  photo: fc.option(fc.uint8Array({ maxLength: 300 })),
});

/** Random rows of a fixed seed, with history, gaps in the identity, and jobs that wait and run. */
export async function fillSamples(database: Database, count: number, hasJobs: boolean): Promise<void> {
  const rows = fc.sample(
    row.filter(({ name, facts }) => !`${name}${JSON.stringify(facts)}`.match(/\0|\\u0000|\\ud[89a-f]/i)),
    {
      numRuns: count,
      seed: 20261124,
    },
  );
  const id = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`;
  await database.asService("sample", async (tx) => {
    for (const [index, each] of rows.entries()) {
      const { longitude, latitude } = each;
      const size = 0.001 + latitude / 1000;
      await sql`insert into samples.plot (id, name, part_of, weights, labels, ratio, price, photo, facts, day, at, lasting, is_open, place, geometry)
        values (${id(index)}, ${each.name}, ${index === 0 ? null : id(index >> 1)}, ${pgArray(each.weights?.map(number) ?? null)}::text::float8[],
          ${pgArray(each.labels ?? null)}::text::text[], ${each.ratio === null ? null : number(each.ratio)}::text::float8,
          ${`12345678901234567890.${index}`}::text::numeric, ${each.photo}, ${JSON.stringify(each.facts)}::text::jsonb,
          ${each.day}::text::date, ${each.at}::text::timestamptz, '1 year 2 days 03:04:05.678'::interval, ${each.isOpen},
          ${longitude === null ? sql`null` : sql`ST_SetSRID(ST_MakePoint(${longitude}, ${latitude}), 4490)`},
          ${longitude === null ? sql`null` : sql`ST_Multi(ST_MakeEnvelope(${longitude}, ${latitude}, ${longitude + size}, ${latitude + size}, 4490))`})`.execute(
        tx,
      );
    }
    await sql`insert into samples.line (plot_id, transaction_id)
      select id, pg_current_xact_id() from samples.plot order by id`.execute(tx);
    await sql`delete from samples.line where number % 3 = 0`.execute(tx);
    await sql`update samples.plot set is_open = not is_open where is_open is not null`.execute(tx);
    if (hasJobs) {
      await sql`insert into jobs.job (kind, title_zh, title_en, state, input, claim, sent_round)
        values ('sample', '示意任务', 'Example', 'queued', '{}', null, 1), ('sample', '示意任务', 'Example', 'running', '{}',
          gen_random_uuid(), 1), ('sample', '示意任务', 'Example', 'queued', '{}', null, 0)`.execute(tx);
    }
  });
}

function number(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

function pgArray(values: readonly (string | null)[] | null): string | null {
  if (values === null) return null;
  return `{${values.map((value) => (value === null ? "NULL" : `"${value.replaceAll(/["\\]/g, "\\$&")}"`)).join(",")}}`;
}

/** A data folder with attachments and a survey, and what is not backed up. */
export async function sampleDataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "terrace-data-"));
  await mkdir(join(folder, "files", "ab", "cd"), { recursive: true });
  await writeFile(join(folder, "files", "ab", "cd", "abcd01"), randomBytes(3_000_000), { mode: 0o444 });
  await writeFile(join(folder, "files", "ab", "cd", "abcd02.123.part"), "half");
  await mkdir(join(folder, "surveys", "示意 2024"), { recursive: true });
  await writeFile(join(folder, "surveys", "示意 2024", "结果.json"), "{}");
  await mkdir(join(folder, "surveys", "示意 2025.partial-123"));
  await writeFile(join(folder, "surveys", "示意 2025.partial-123", "half"), "");
  await mkdir(join(folder, "base-map"));
  await writeFile(join(folder, "base-map", "tile"), "");
  return folder;
}

const SERVER = process.env.TERRACE_TEST_POSTGRES ?? "postgres://postgres@127.0.0.1:5432/postgres";

export interface EmptyDatabase {
  readonly location: DatabaseLocation;
  remove(): Promise<void>;
}

/** A place for a database of a kind of `testDatabases`, in which there is nothing. */
export async function emptyDatabase(kind: string, directory: string | null): Promise<EmptyDatabase> {
  if (kind === "embedded") return { location: { directory }, remove: async () => undefined };
  const name = `terrace_test_${randomUUID().replaceAll("-", "")}`;
  const run = async (text: string) => {
    const administration = await openDatabase({ address: SERVER });
    await administration.execute(text).finally(() => administration.close());
  };
  await run(`create database ${name}`);
  const address = new URL(SERVER);
  address.pathname = `/${name}`;
  return { location: { address: address.href }, remove: () => run(`drop database if exists ${name} with (force)`) };
}
