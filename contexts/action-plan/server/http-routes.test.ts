import { Hono } from "hono";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabases } from "#fixtures/test-database";
import { type Database, NOBODY, type Session } from "#platform/database";
import { createErrorHandler, mountRoutes } from "#platform/http-api";
import { actionPlan, organisations } from "#regions/yantai";
import { type PlanView, planSummary, planView, reportView, taskView } from "../model/index.ts";
import { actionPlanMigrations, actionPlanProblemStatuses, actionPlanRoutes, loadActionPlan } from "./index.ts";
import { planWork } from "./plan-work.query.ts";
import { progressBulletin } from "./progress-bulletin.ts";

/** Organisations stand in the database under ids of its own; here they are made of the place in the list. */
const organisationOf = (nameZh: string) => idOf(organisations.findIndex((each) => each.nameZh === nameZh));
const idOf = (index: number) => `60000000-0000-4000-8000-${String(index).padStart(12, "0")}`;

const sessions: Readonly<Record<string, Session>> = {
  city: {
    ...NOBODY,
    userId: "40000000-0000-4000-8000-000000000001",
    userName: "市级审核",
    scope: "city",
    organisationId: organisationOf("市水利局"),
    permissions: ["plan.view", "plan.review"],
  },
  finance: {
    ...NOBODY,
    userId: "40000000-0000-4000-8000-000000000002",
    userName: "财政局",
    scope: "department",
    organisationId: organisationOf("市财政局"),
    permissions: ["plan.view", "plan.report"],
  },
};

/** The plan of Yantai behind its addresses, on one kind of database: what the database holds back is tested on both elsewhere. */
describe("the addresses of the plan", () => {
  let database: Database;
  let app: Hono;
  beforeAll(async () => {
    database = await testDatabases().at(-1)!.open(actionPlanMigrations);
    await database.asService("test", async (transaction) => {
      for (const [index, { code, nameZh, nameEn, kind }] of organisations.entries()) {
        await sql`insert into access.organisation (id, code, name_zh, name_en, kind)
          values (${idOf(index)}, ${code}, ${nameZh}, ${nameEn}, ${kind})`.execute(transaction);
      }
    });
    await loadActionPlan(database, actionPlan);
    const routes = actionPlanRoutes({
      database,
      figures: [],
      readUnits: async () => [],
      now: () => new Date("2026-11-24T02:00:00Z"),
    });
    const identify = async (request: Request) => sessions[request.headers.get("X-User") ?? ""] ?? NOBODY;
    app = new Hono().route("/api", mountRoutes({ routes, database, identify }));
    app.onError(
      createErrorHandler({
        statuses: actionPlanProblemStatuses,
        onBug: (error) => {
          throw error;
        },
      }),
    );
  });
  afterAll(() => database.close());

  const ask = async (user: string, method: string, path: string, body?: unknown) => {
    const headers = { "X-User": user, "X-Terrace-Request": "1" };
    const answer = await app.request(`/api${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: await answer.json() };
  };

  test("the whole plan: five parts, fifteen measures, a task for every clause, four targets without invented figures", async () => {
    const { status, body } = await ask("city", "GET", "/plan");
    expect(status).toBe(200);
    const plan: PlanView = planView.parse(body);
    const measures = plan.parts.flatMap((part) => part.measures);
    expect(plan.parts).toHaveLength(5);
    expect(measures.map(({ number }) => number)).toEqual(Array.from({ length: 15 }, (_, index) => index + 1));
    const written = actionPlan.parts.flatMap((part) => part.measures.flatMap(({ tasks }) => tasks.map(({ id }) => id)));
    expect(measures.flatMap(({ tasks }) => tasks.map(({ id }) => id))).toEqual(written);
    const targets = measures.flatMap((measure) => measure.targets);
    expect(targets.map(({ id, value, present }) => [id, value, present])).toEqual(
      actionPlan.targets.map(({ id, value }) => [id, value, null]),
    );
    expect(measures[6]?.departments.filter(({ role }) => role === "lead").map(({ nameZh }) => nameZh)).toEqual([
      "市发展改革委",
      "市自然资源和规划局",
      "市水利局",
      "市农业农村局",
    ]);
  });

  test("a department reports on its task, the city accepts, and each is refused what is the other's", async () => {
    const path = "/plan/tasks/9.1/reports/2026-Q3";
    const content = { version: 0, text: "以奖代补资金已下达。", percent: 50, figures: [] };
    expect((await ask("city", "PUT", path, content)).body).toMatchObject({ code: "permission-missing" });
    const draft = reportView.parse((await ask("finance", "PUT", path, content)).body);
    const submitted = await ask("finance", "POST", `/plan/reports/${draft.id}/submission`, { version: draft.version });
    expect(submitted).toMatchObject({ status: 200, body: { state: "submitted", version: 2 } });
    const acceptance = `/plan/reports/${draft.id}/acceptance`;
    expect((await ask("finance", "POST", acceptance, { version: 2 })).body).toMatchObject({
      code: "permission-missing",
    });
    expect(await ask("city", "POST", acceptance, { version: 1 })).toMatchObject({
      status: 409,
      body: { code: "plan-report-changed-elsewhere" },
    });
    expect(await ask("city", "POST", acceptance, { version: 2 })).toMatchObject({
      status: 200,
      body: { state: "accepted" },
    });
    const task = taskView.parse((await ask("finance", "GET", "/plan/tasks/9.1")).body);
    expect(task.sentence.text.slice(task.sentence.from, task.sentence.to)).toBe("推行以奖代补、以工代赈等建设模式,");
    expect(task.reports.map(({ state }) => state)).toEqual(["accepted"]);
  });

  test("what is asked wrongly is answered with a reason", async () => {
    expect((await ask("finance", "GET", "/plan?period=2026-Q9")).status).toBe(400);
    expect(await ask("finance", "GET", "/plan?period=2031-Q1")).toMatchObject({
      status: 422,
      body: { code: "plan-period-not-open" },
    });
    expect(await ask("finance", "GET", "/plan/tasks/99.1")).toMatchObject({
      status: 404,
      body: { code: "plan-task-unknown" },
    });
    const path = "/plan/tasks/9.1/reports/2026-Q2";
    for (const wrong of [
      { version: 0 },
      { version: 0, text: "x", percent: 101, figures: [] },
      { version: 0, text: "x", percent: null, figures: [{ label: " ", value: 1, unit: "" }] },
      { version: 0, text: "长".repeat(5001), percent: null, figures: [] },
    ]) {
      expect(await ask("finance", "PUT", path, wrong)).toMatchObject({
        status: 400,
        body: { code: "request-invalid" },
      });
    }
    expect(await ask("nobody", "GET", "/plan")).toMatchObject({ body: { code: "sign-in-needed" } });
  });

  test("the bulletin is a Word draft whose counts are those of the summary, for who reviews only", async () => {
    const get = (user: string) =>
      app.request("/api/plan/bulletin.docx?period=2026-Q3", { headers: { "X-User": user } });
    expect((await get("finance")).status).toBe(403);
    const answer = await get("city");
    expect(answer.status).toBe(200);
    expect(decodeURIComponent(answer.headers.get("Content-Disposition") ?? "")).toContain(
      "2026年第三季度进展情况的通报（草稿）.docx",
    );
    expect(
      Buffer.from(await answer.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe("PK");
    const plan = planView.parse((await ask("city", "GET", "/plan?period=2026-Q3")).body);
    const { reports } = planSummary.parse((await ask("city", "GET", "/plan/summary")).body);
    const bulletin = progressBulletin(plan, { name: "市水利局", now: new Date("2026-11-24T02:00:00Z") });
    const table = bulletin.parts.find((part) => part.kind === "table");
    expect(table?.kind === "table" && table.rows.at(-1)).toEqual([
      "合计",
      String(reports.due),
      String(reports.accepted),
      String(reports.submitted),
      String(reports.missing),
    ]);
    expect(bulletin).toMatchObject({ number: null, mark: "草稿", date: "2026年11月24日" });
  });

  test("what is owed waits for the department, what is handed in for the city, each until it is done", async () => {
    const workOf = (user: string) =>
      database.asSession(sessions[user]!, (transaction) => planWork.list(transaction, sessions[user]!));
    // What is owed begins with the first quarter for which somebody has handed in a report.
    const first = "/plan/tasks/9.2/reports/2025-Q1";
    const begun = await ask("finance", "PUT", first, { version: 0, text: "已报。", percent: 10, figures: [] });
    const { id, version } = reportView.parse(begun.body);
    await ask("finance", "POST", `/plan/reports/${id}/submission`, { version });
    const owed = await workOf("finance");
    const { rows } = await database.asSession(sessions.finance!, (transaction) =>
      sql<{ id: string }>`select id from action_plan.owed_report_list
        where organisation_id = ${organisationOf("市财政局")} and standing <> 'reported' and (is_asked or standing = 'overdue')`.execute(
        transaction,
      ),
    );
    expect(owed.map(({ recordId }) => recordId).sort()).toEqual(rows.map(({ id }) => id).sort());
    const late = owed.find(({ title }) => title.startsWith("9.1 ") && title.endsWith("（2025-Q1）"))!;
    expect(late).toMatchObject({
      address: "/plan?period=2025-Q1&task=9.1",
      state: { id: "none", labelZh: "待报送" },
      deadline: { dueOn: "2025-04-15", isOverdue: true },
    });
    const path = "/plan/tasks/9.1/reports/2025-Q1";
    const content = { version: 0, text: "补报。", percent: 10, figures: [] };
    const draft = reportView.parse((await ask("finance", "PUT", path, content)).body);
    await ask("finance", "POST", `/plan/reports/${draft.id}/submission`, { version: draft.version });
    expect((await workOf("finance")).some(({ address }) => address === late.address)).toBe(false);
    const waiting = (await workOf("city")).find(({ recordId }) => recordId === draft.id);
    expect(waiting).toMatchObject({ state: { id: "submitted" }, deadline: null, address: late.address });
    expect(waiting?.title).toMatch(/^市财政局：9\.1 /);
    await ask("city", "POST", `/plan/reports/${draft.id}/acceptance`, { version: 2 });
    expect((await workOf("city")).some(({ recordId }) => recordId === draft.id)).toBe(false);
  });

  test("the summary and a reminder", async () => {
    const { body } = await ask("finance", "GET", "/plan/summary");
    // The nine tasks of measures 9 and 14, one of them reported above.
    expect(body).toMatchObject({
      documentNumber: "烟政办字〔2024〕68号",
      reports: { due: 9, accepted: 1, missing: 8 },
    });
    const request = { taskId: "14.1", organisationId: organisationOf("市财政局"), period: "2026-Q3", note: "" };
    expect(await ask("city", "POST", "/plan/reminders", request)).toMatchObject({
      status: 200,
      body: { sentBy: "市级审核" },
    });
    expect((await ask("finance", "POST", "/plan/reminders", request)).body).toMatchObject({
      code: "permission-missing",
    });
  });
});
