import { planView, shiftPeriod } from "#contexts/action-plan/model";
import type { Platform } from "../platform.ts";
import { demonstrationSession } from "./demonstration-accounts.ts";
import { createDemonstrationClient } from "./demonstration-client.ts";

interface ReportAnswer {
  readonly id: string;
  readonly version: number;
}

/**
 * Reports of two quarters as departments file them and the city reviews them (演示): through the plan's own routes, so that the demonstration
 * breaks no rule that people have to keep.
 */
export async function fillPlanReports(platform: Platform, organisationIds: ReadonlyMap<string, string>): Promise<void> {
  const { database } = platform;
  const filed = await database.execute("select 1 from action_plan.progress_report limit 1");
  const people = await database.execute(
    "select name, id from access.person where name in ('demo-city', 'demo-ecology')",
  );
  const idOf = new Map(people.map(({ name, id }) => [String(name), String(id)]));
  const [reviewerId, officerId] = [idOf.get("demo-city"), idOf.get("demo-ecology")];
  if (filed.length > 0 || reviewerId === undefined || officerId === undefined) return;
  const reviewer = demonstrationSession("demo-city", reviewerId, organisationIds);
  const officer = demonstrationSession("demo-ecology", officerId, organisationIds);

  const client = createDemonstrationClient(platform);
  const call = async (...request: Parameters<typeof client>) => (await client(...request)) as ReportAnswer;

  const plan = planView.parse(await call(reviewer, "GET", "/plan"));
  const tasks = plan.parts.flatMap(({ measures }) => measures.flatMap((measure) => measure.tasks));
  const latest = plan.period.period;
  const owed = tasks.flatMap(({ id, departments }) =>
    departments.filter(({ role }) => role === "lead").map((department) => ({ id, department })),
  );
  for (const [age, period] of [shiftPeriod(latest, -1), latest].entries()) {
    for (const [at, { id, department }] of owed.entries()) {
      // As in a year of work: of the latest quarter one report in six is missing, one waits for review, one in nine was sent back.
      if (age === 1 && at % 6 === 5) continue;
      const { organisationId, nameZh } = department;
      const author = { ...officer, organisationId, userName: `${nameZh}联络员（演示）` };
      const content = {
        version: 0,
        text: `（演示）本季度已按分工推进第 ${id} 项任务。`,
        percent: 20 + 30 * age + (at % 5) * 5,
        figures: [],
      };
      const saved = await call(author, "PUT", `/plan/tasks/${id}/reports/${period}`, content);
      const submitted = await call(author, "POST", `/plan/reports/${saved.id}/submission`, { version: saved.version });
      if (age === 1 && at % 6 === 1) continue;
      const isReturned = age === 1 && at % 9 === 2;
      await call(reviewer, "POST", `/plan/reports/${saved.id}/${isReturned ? "return" : "acceptance"}`, {
        version: submitted.version,
        ...(isReturned ? { reason: "（演示）请补充本季度完成数量和佐证材料。" } : {}),
      });
    }
  }
}
