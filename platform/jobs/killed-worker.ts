import { sql } from "kysely";
import { z } from "zod";
import { accessMigrations } from "#platform/access";
import { auditTrailMigrations } from "#platform/audit-trail";
import { type DatabaseLocation, migrate, openDatabase } from "#platform/database";
import { createJobs, defineJob, jobsMigrations } from "./index.ts";

/**
 * A process that asks for jobs and runs them until its parent, the test, ends it. Prints `asked ID` for each job once its
 * transaction has committed, and `inside ID` while the transaction of its effect is open.
 */
const [place = "", dataFolder = "", count = ""] = process.argv.slice(2);
const database = await openDatabase(JSON.parse(place) as DatabaseLocation);
await migrate(database, [...accessMigrations, ...auditTrailMigrations, ...jobsMigrations]);
await database.execute("create table if not exists public.effect (job_id uuid not null)");

const effect = defineJob({
  kind: "effect",
  titleZh: "示意任务",
  titleEn: "Example",
  input: z.object({}),
  concurrency: 3,
  run: ({ id, report, finish }) => {
    report(0.5);
    return finish(async (tx) => {
      await sql`insert into public.effect values (${id})`.execute(tx);
      process.stdout.write(`inside ${id}\n`);
      await sql`select pg_sleep(0.04)`.execute(tx);
    });
  },
});
const jobs = createJobs({
  database,
  definitions: [effect],
  dataFolder,
  heartbeatSeconds: 10,
  onError: (error) => process.stderr.write(`${String(error)}\n`),
});
await jobs.start();
for (let index = 0; index < Number(count); index++) {
  const id = await database.asService("test", (tx) => jobs.enqueue(tx, null, "effect", {}));
  process.stdout.write(`asked ${id}\n`);
}
process.stdout.write("waiting\n");
for (;;) {
  const open = await database.execute("select 1 from jobs.job where state in ('queued', 'running') limit 1");
  if (open.length === 0) break;
  await new Promise((resolve) => setTimeout(resolve, 200));
}
const rows = await database.execute(`select j.id, j.state, j.interruptions, count(e.job_id) as effects from jobs.job j
  left join public.effect e on e.job_id = j.id group by 1, 2, 3`);
await jobs.stop();
await database.close();
process.stdout.write(`result ${JSON.stringify(rows)}\n`);
