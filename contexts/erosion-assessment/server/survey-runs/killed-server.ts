import { existsSync, watch } from "node:fs";
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { accessMigrations } from "#platform/access";
import { auditTrailMigrations } from "#platform/audit-trail";
import { type DatabaseLocation, migrate, NOBODY, openDatabase } from "#platform/database";
import { createJobs, jobsMigrations } from "#platform/jobs";
import { surveyConfigFrom, surveyJobKind } from "../../model/index.ts";
import { erosionAssessmentMigrations, surveyJob } from "../index.ts";

/**
 * A server that runs surveys until its parent, the test, ends it. Prints `asked ID` where it is to ask for one, `step WORDS` as it goes
 * on, `moved NAME` when a survey has taken its place, and at the end what there is.
 */
const [place = "", dataFolder = "", count = ""] = process.argv.slice(2);
const database = await openDatabase(JSON.parse(place) as DatabaseLocation);
await migrate(database, [
  ...accessMigrations,
  ...auditTrailMigrations,
  ...jobsMigrations,
  ...erosionAssessmentMigrations,
]);
const uploads = { filesOf: async () => [], place: async () => undefined };
const jobs = createJobs({
  database,
  definitions: [surveyJob({ dataFolder, uploads })],
  dataFolder,
  heartbeatSeconds: 10,
  onError: (error) => process.stderr.write(`${String(error)}\n`),
});
const runs = join(dataFolder, "surveys", "runs");
await mkdir(runs, { recursive: true });
watch(runs, (_event, name) => {
  if (name !== null && existsSync(join(runs, name))) process.stdout.write(`moved ${name}\n`);
});
await jobs.start();
const session = {
  ...NOBODY,
  userId: "00000000-0000-4000-8000-000000000001",
  userName: "分析员",
  scope: "city" as const,
  permissions: ["survey.view", "survey.run"],
};
for (let index = 0; index < Number(count); index++) {
  const request = { year: 2024, dem: "inputs/dem.tif", rain: 4000, soil: 0.03, landUse: 13, tillage: 0.4 };
  const input = { config: surveyConfigFrom(request) };
  const id = await database.asSession(session, (tx) => jobs.enqueue(tx, session, surveyJobKind, input));
  process.stdout.write(`asked ${id}\n`);
}
let step = "";
for (;;) {
  const open = await database.execute("select step_zh from jobs.job where state in ('queued', 'running') limit 1");
  if (open.length === 0) break;
  if (open[0]?.step_zh !== step) {
    step = String(open[0]?.step_zh);
    process.stdout.write(`step ${step}\n`);
  }
  await new Promise((resolve) => setTimeout(resolve, 30));
}
const made = await database.execute("select id, state, interruptions, reason from jobs.job order by created_at");
const surveys = await database.execute("select job_id, folder, number from erosion_assessment.survey order by number");
await jobs.stop();
await database.close();
process.stdout.write(`result ${JSON.stringify({ jobs: made, surveys, folders: await readdir(runs) })}\n`);
process.exit(0);
