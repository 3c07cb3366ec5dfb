import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabases } from "#fixtures/test-database";
import type { Database, Session } from "#platform/database";
import { listRecords } from "#platform/record-sets";
import {
  type ReportContent,
  type ReportDecisionAction,
  type ReportPeriod,
  type ReportView,
  reportStates,
  reportTransitions,
} from "../model/index.ts";
import { decideReport } from "./decide-report.command.ts";
import { loadActionPlan } from "./load-action-plan.command.ts";
import { actionPlanMigrations } from "./migrations.ts";
import {
  cityUser,
  divisionUser,
  financeUser,
  forestryUser,
  registerOrganisations,
  smallPlan,
  WATER,
  waterColleague,
  waterUser,
} from "./plan-sessions.fixture.ts";
import { progressReports } from "./progress-report-set.ts";
import { readTask } from "./read-task.query.ts";
import { mayAttachEvidence } from "./report-evidence.query.ts";
import { saveReport } from "./save-report.command.ts";

const now = new Date("2026-11-24T02:00:00Z");
const empty: ReportContent = { version: 0, text: "", percent: null, figures: [] };
const nobodys = "30000000-0000-4000-8000-000000000001";
const full: ReportContent = {
  version: 0,
  text: "完成治理 12 处。",
  percent: 40,
  figures: [{ label: "治理面积", value: 3.5, unit: "km²" }],
};

describe.each(testDatabases())("progress reports on $name", ({ open }) => {
  let database: Database;
  beforeAll(async () => {
    database = await open(actionPlanMigrations);
    await registerOrganisations(database);
    await loadActionPlan(database, smallPlan);
  });
  afterAll(() => database.close());

  const save = (session: Session, taskId: string, period: string, content: ReportContent) =>
    database.asSession(session, (tx) =>
      saveReport(tx, session, { taskId, period: period as ReportPeriod, content }, now),
    );
  const decide = (
    session: Session,
    report: Pick<ReportView, "id" | "version">,
    action: ReportDecisionAction,
    reason?: string,
  ) =>
    database.asSession(session, (tx) =>
      decideReport(tx, session, report.id, action, {
        version: report.version,
        ...(reason === undefined ? {} : { reason }),
      }),
    );
  const seenBy = (session: Session, taskId: string) =>
    database.asSession(session, (tx) => readTask(tx, session, taskId));
  const code = (attempt: Promise<unknown>) =>
    attempt.then(
      () => "done",
      (error: { code?: string }) => error.code,
    );

  test("go from draft to accepted and are locked there until a reviewer opens them again with a reason", async () => {
    const draft = await save(waterUser, "1.1", "2026-Q3", full);
    expect(draft).toMatchObject({
      state: "draft",
      version: 1,
      text: full.text,
      figures: full.figures,
    });
    expect(draft.actions).toEqual(["save", "submit"]);
    const submitted = await decide(waterUser, draft, "submit");
    expect(submitted).toMatchObject({ state: "submitted", version: 2, actions: ["withdraw"] });
    expect(await code(save(waterUser, "1.1", "2026-Q3", { ...full, version: 2 }))).toBe(
      "plan-report-action-impossible",
    );

    const returned = await decide(cityUser, submitted, "return", "缺少佐证材料");
    expect(returned.state).toBe("returned");
    const mended = await save(waterColleague, "1.1", "2026-Q3", {
      ...full,
      version: 3,
      text: "完成治理 12 处，附验收单。",
    });
    expect(mended).toMatchObject({ state: "returned", version: 4 });
    const again = await decide(waterColleague, mended, "submit");
    const accepted = await decide(cityUser, again, "accept");
    expect(accepted).toMatchObject({ state: "accepted", actions: ["reopen"] });
    expect(accepted.events.map(({ action, actor, reason }) => [action, actor, reason])).toEqual([
      ["save", "水利局王", null],
      ["submit", "水利局王", null],
      ["return", "市级审核", "缺少佐证材料"],
      ["submit", "水利局赵", null],
      ["accept", "市级审核", null],
    ]);

    expect(await code(save(waterUser, "1.1", "2026-Q3", { ...full, version: accepted.version }))).toBe(
      "plan-report-action-impossible",
    );
    expect(await code(decide(waterUser, accepted, "withdraw"))).toBe("plan-report-action-impossible");
    expect(await code(decide(cityUser, accepted, "reopen"))).toBe("plan-reason-missing");
    expect(await code(decide(waterUser, accepted, "reopen", "想改"))).toBe("plan-report-unknown");
    const reopened = await decide(cityUser, accepted, "reopen", "数据有误");
    expect(reopened).toMatchObject({ state: "returned", actions: ["save", "submit"] });
  });

  test("with the mandatory fields only are listed, but not handed in without words", async () => {
    const bare = await save(forestryUser, "1.1", "2026-Q3", empty);
    expect(bare).toMatchObject({ state: "draft", text: "", percent: null, figures: [] });
    expect((await seenBy(forestryUser, "1.1")).reports.map(({ id }) => id)).toEqual([bare.id]);
    expect(await code(decide(forestryUser, bare, "submit"))).toBe("plan-report-empty");
    const blank = await save(forestryUser, "1.1", "2026-Q3", { ...empty, version: 1, text: "  \n" });
    expect(await code(decide(forestryUser, blank, "submit"))).toBe("plan-report-empty");
  });

  test("belong to the departments of the task: others neither report nor see nor decide", async () => {
    expect(await code(save(financeUser, "1.1", "2026-Q3", full))).toBe("plan-report-not-yours");
    expect(await code(save({ ...waterUser, organisationId: null }, "1.1", "2026-Q3", full))).toBe(
      "plan-report-not-yours",
    );
    const report = await save(waterUser, "1.2", "2026-Q3", full);
    const submitted = await decide(waterUser, report, "submit");
    for (const stranger of [financeUser, forestryUser, divisionUser]) {
      expect((await seenBy(stranger, "1.2")).reports).toEqual([]);
      expect(await code(decide(stranger, submitted, "accept"))).toBe("plan-report-unknown");
    }
    expect(await code(decide(waterColleague, submitted, "accept"))).toBe("plan-report-unknown");
    expect((await seenBy(cityUser, "1.2")).reports.map(({ state }) => state)).toEqual(["submitted"]);
  });

  test("are not reviewed by whoever handed them in", async () => {
    const own = await decide(cityUser, await save(cityUser, "2.1", "2026-Q2", full), "submit");
    expect(own.actions).toEqual(["withdraw"]);
    expect(await code(decide(cityUser, own, "accept"))).toBe("plan-report-own-review");
    expect(await code(decide(cityUser, own, "return", "自己退回"))).toBe("plan-report-own-review");
    const second = { ...cityUser, userId: "20000000-0000-4000-8000-000000000008", userName: "另一人" };
    expect((await decide(second, own, "accept")).state).toBe("accepted");
  });

  test("edited by two at once: the second is shown the difference and loses nothing of the first", async () => {
    const first = await save(waterUser, "2.1", "2026-Q3", full);
    await save(waterColleague, "2.1", "2026-Q3", { ...full, version: first.version, text: "赵的内容" });
    const attempt = save(waterUser, "2.1", "2026-Q3", { ...full, version: first.version, text: "王的内容" });
    await expect(attempt).rejects.toMatchObject({
      code: "plan-report-changed-elsewhere",
      details: { version: 2, fields: [{ field: "text", stored: "赵的内容", sent: "王的内容" }] },
    });
    expect(await code(save(waterUser, "2.1", "2026-Q3", { ...full, text: "以为还没有" }))).toBe(
      "plan-report-changed-elsewhere",
    );
    expect(await code(decide(waterUser, first, "submit"))).toBe("plan-report-changed-elsewhere");
    const [stored] = (await seenBy(waterUser, "2.1")).reports;
    expect(stored?.text).toBe("赵的内容");
  });

  test("begun by two at the same moment become one", async () => {
    const attempts = await Promise.all(
      [waterUser, waterColleague, waterUser, waterColleague].map((session, index) =>
        code(save(session, "2.1", "2026-Q1", { ...full, text: `第 ${index} 份` })),
      ),
    );
    expect(attempts.toSorted()).toEqual([
      "done",
      "plan-report-changed-elsewhere",
      "plan-report-changed-elsewhere",
      "plan-report-changed-elsewhere",
    ]);
  });

  test("are of a quarter that has begun and of a task that there is", async () => {
    expect(await code(save(waterUser, "1.1", "2027-Q1", full))).toBe("plan-period-not-open");
    expect(await code(save(waterUser, "1.1", "2024-Q2", full))).toBe("plan-period-not-open");
    expect(await code(save(waterUser, "9.9", "2026-Q3", full))).toBe("plan-task-unknown");
    expect(await code(decide(waterUser, { id: nobodys, version: 1 }, "submit"))).toBe("plan-report-unknown");
  });

  test("the database itself holds the table of transitions and the lock, whatever a program sends", async () => {
    const arrows = new Set(
      Object.values(reportTransitions).flatMap(({ from, to }) => from.map((state) => `${state}>${to ?? state}`)),
    );
    for (const from of reportStates) {
      for (const to of reportStates.filter((state) => state !== from)) {
        const isMoved = await database
          .asService("test", async (tx) => {
            const period = `20${30 + reportStates.indexOf(from)}-Q${1 + reportStates.indexOf(to)}`;
            await sql`alter table action_plan.progress_report disable trigger guard_report`.execute(tx);
            await sql`insert into action_plan.progress_report (task_id, organisation_id, period, state, text)
            values ('1.1', ${WATER}, ${period}, ${from}, '有字')`.execute(tx);
            await sql`alter table action_plan.progress_report enable trigger guard_report`.execute(tx);
            return sql`update action_plan.progress_report set state = ${to} where period = ${period}`.execute(tx);
          })
          .then(
            () => true,
            () => false,
          );
        expect(isMoved, `${from} → ${to}`).toBe(arrows.has(`${from}>${to}`));
      }
    }
    const locked = (statement: string) =>
      expect(
        database.asService("test", (tx) => sql.raw(statement).execute(tx)),
        statement,
      ).rejects.toMatchObject({
        sqlState: "42501",
      });
    await locked("update action_plan.progress_report set text = 'x' where state = 'submitted'");
    await locked("update action_plan.progress_report set state = 'returned', percent = 1 where state = 'accepted'");
    await locked("update action_plan.progress_report set period = '2025-Q1' where state = 'draft'");
    await locked("delete from action_plan.progress_report");
  });

  test("a session cannot write past the rules by SQL of its own", async () => {
    const refused = (session: Session, statement: string) =>
      expect(
        database.asSession(session, (tx) => sql.raw(statement).execute(tx)),
        statement,
      ).rejects.toMatchObject({
        sqlState: "42501",
      });
    const insert = (task: string, organisation: string) =>
      `insert into action_plan.progress_report (task_id, organisation_id, period) values ('${task}', '${organisation}', '2025-Q1')`;
    await refused(financeUser, insert("1.1", WATER));
    await refused(financeUser, insert("1.1", financeUser.organisationId!));
    await refused({ ...waterUser, permissions: ["plan.view"] }, insert("1.1", WATER));
    await refused(waterUser, "update action_plan.task set ask_zh = 'x'");
    await refused(
      waterUser,
      `insert into action_plan.reminder (task_id, organisation_id, period) values ('1.1', '${WATER}', '2026-Q3')`,
    );
    const [report] = (await seenBy(cityUser, "1.1")).reports;
    const foreign = `update action_plan.progress_report set state = 'draft' where id = '${report!.id}'`;
    const changed = await database.asSession(financeUser, (tx) => sql.raw(foreign).execute(tx));
    expect(changed.numAffectedRows).toBe(0n);
    await refused(
      financeUser,
      `insert into action_plan.report_event (report_id, action, actor_id) values ('${report!.id}', 'accept', '${financeUser.userId}')`,
    );
  });

  test("are a list under the same rules, the one with mandatory fields only among them", async () => {
    const listed = (session: Session) =>
      database.asSession(session, (tx) =>
        listRecords(tx, progressReports, { filter: {}, sort: [], page: 1, pageSize: 50 }),
      );
    const own = await listed(forestryUser);
    expect(own.records.map(({ values }) => [values.taskId, values.ask, values.role, values.percent])).toEqual([
      ["1.1", "加强治理", "cooperate", null],
    ]);
    expect((await listed(financeUser)).count).toBe(0);
    expect((await listed(cityUser)).count).toBeGreaterThan(own.count);
  });

  test("take evidence from their own department as long as they may be written", async () => {
    const may = (session: Session, id: string) => database.asSession(session, (tx) => mayAttachEvidence(tx, id));
    const draft = await save(forestryUser, "1.2", "2026-Q2", full);
    expect(await may(forestryUser, draft.id)).toBe(true);
    for (const other of [financeUser, cityUser, divisionUser]) expect(await may(other, draft.id)).toBe(false);
    const submitted = await decide(forestryUser, draft, "submit");
    expect(await may(forestryUser, draft.id)).toBe(false);
    await decide(cityUser, submitted, "return", "补材料");
    expect(await may(forestryUser, draft.id)).toBe(true);
  });

  test("have their history from the database", async () => {
    const lines = await database.execute(
      `select actor, action, after ->> 'state' as state from audit_trail.change
       where table_name = 'action_plan.progress_report' and actor = '市级审核' order by id`,
    );
    expect(lines.map(({ action, state }) => [action, state])).toContainEqual(["update", "accepted"]);
  });
});
