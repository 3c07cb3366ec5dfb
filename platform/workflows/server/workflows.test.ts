import { Hono } from "hono";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabases } from "#fixtures/test-database";
import { type Database, type Migration, NOBODY, type Session, type Transaction } from "#platform/database";
import { createErrorHandler, mountRoutes } from "#platform/http-api";
import { workingDayCalendar } from "#reference-data";
import { createWorkingDayCalendar } from "../calendar/working-days.ts";
import {
  createWorkflowRegistry,
  escalateOverdue,
  findOverdue,
  followRecord,
  listOpenItems,
  readWorkflow,
  refreshDueDays,
  requireOpenRecord,
  startWorkflow,
  type TransitionRequest,
  takeTransition,
  type WorkflowChange,
  type WorkflowView,
  type WorkItemPage,
  workflowMigrations,
  workflowProblemStatuses,
  workflowRoutes,
} from "../index.ts";
import { type SampleRecord, sampleWorkflow } from "../sample-workflow.ts";

const SAMPLE: readonly Migration[] = [
  {
    module: "sample",
    name: "0001-applications",
    sha256: "1",
    text: `
      create schema sample;
      grant usage on schema sample to terrace_user;
      create table sample.application (
        id uuid primary key default gen_random_uuid(), title text not null, state text not null default 'drafting',
        division_code text, organisation_id uuid, area_hectares numeric, is_publicised boolean not null default true);
      alter table sample.application enable row level security;
      grant select, insert, update on sample.application to terrace_user;
      create policy applications on sample.application to terrace_user
        using (access.sees_division(division_code) or access.is_own_organisation(organisation_id));
      create policy closed_is_read_only on sample.application as restrictive for update to terrace_user
        using (not workflows.is_closed('applications', id::text));
      create table sample.attachment (id uuid primary key, record_id text not null, name text not null, sha256 text not null);
      grant select on sample.attachment to terrace_user;`,
  },
];

const CITY_OFFICE = "00000000-0000-4000-8000-0000000000a0";
const QIXIA_OFFICE = "00000000-0000-4000-8000-0000000000a1";
const COMPANY = "00000000-0000-4000-8000-0000000000a2";
const OTHER_COMPANY = "00000000-0000-4000-8000-0000000000a3";
const uuid = (number: number) => `00000000-0000-4000-8000-0000000000${number}`;
const APPLY = ["sample.view", "sample.apply", "sample.urge"];
const REVIEW = ["sample.view", "sample.review"];

const li: Session = {
  userId: uuid(11),
  userName: "李申请",
  organisationId: COMPANY,
  scope: "enterprise",
  divisions: [],
  permissions: APPLY,
};
const stranger: Session = { ...li, userId: uuid(12), userName: "孙他司", organisationId: OTHER_COMPANY };
const wang: Session = {
  userId: uuid(21),
  userName: "王审查",
  organisationId: QIXIA_OFFICE,
  scope: "division",
  divisions: ["370686"],
  permissions: REVIEW,
};
const qian: Session = { ...wang, userId: uuid(22), userName: "钱审查" };
const laiyang: Session = { ...wang, userId: uuid(23), userName: "周莱阳", divisions: ["370682"] };
const zhao: Session = {
  userId: uuid(31),
  userName: "赵领导",
  organisationId: CITY_OFFICE,
  scope: "city",
  divisions: [],
  permissions: ["sample.view", "sample.sign", "sample.urge"],
};

describe.each(testDatabases())("$name", ({ open }) => {
  let database: Database;
  let now = new Date("2026-11-02T01:00:00Z");
  const changes: WorkflowChange[] = [];
  const registry = createWorkflowRegistry({
    calendar: createWorkingDayCalendar(workingDayCalendar.map(({ value }) => value)),
    now: () => now,
    bindings: [
      {
        recordSet: "applications",
        workflow: sampleWorkflow,
        readRecord: async (transaction, id) => {
          const { rows } = await sql<{
            title: string;
            division_code: string;
            organisation_id: string;
            area_hectares: number | null;
            is_publicised: boolean;
          }>`
            select * from sample.application where id::text = ${id}`.execute(transaction);
          const [row] = rows;
          if (row === undefined) return null;
          const values: SampleRecord = { areaHectares: row.area_hectares, isPublicised: row.is_publicised };
          return { values, title: row.title, divisionCode: row.division_code, organisationId: row.organisation_id };
        },
        afterChange: async (transaction, change) => {
          changes.push(change);
          if (change.opinion === "写不进去") throw new Error("the module fails");
          await sql`update sample.application set state = ${change.to} where id::text = ${change.recordId}`.execute(
            transaction,
          );
        },
      },
    ],
    findPerson: async (_, id) => {
      const found = [li, wang, qian, zhao].find(({ userId }) => userId === id);
      return found === undefined ? null : { id, name: found.userName };
    },
    findAttachments: async (transaction, _, recordId, ids) => {
      const { rows } = await sql<{ id: string; name: string; sha256: string }>`
        select id, name, sha256 from sample.attachment where record_id = ${recordId} and id = any (${ids}::uuid[])`.execute(
        transaction,
      );
      return rows;
    },
  });

  beforeAll(async () => {
    database = await open(workflowMigrations, SAMPLE);
  });
  afterAll(() => database.close());

  const on = (day: string) => {
    now = new Date(`${day}T01:00:00Z`);
  };
  const add = (title: string, division = "370686", area: number | null = 3.5) =>
    database.asService("test", async (transaction) => {
      const { rows } = await sql<{ id: string }>`
        insert into sample.application (title, division_code, organisation_id, area_hectares)
        values (${title}, ${division}, ${COMPANY}, ${area}) returning id`.execute(transaction);
      const { id } = rows[0]!;
      // Its one attachment has the same id.
      await sql`insert into sample.attachment values (${id}, ${id}, '评审意见.pdf', 'ab12')`.execute(transaction);
      return id;
    });
  const start = async (title: string, division?: string, area?: number | null) => {
    const id = await add(title, division, area);
    await database.asSession(li, (transaction) =>
      startWorkflow(transaction, registry, { recordSet: "applications", recordId: id, actor: li }),
    );
    return id;
  };
  const take = (
    session: Session,
    recordId: string,
    version: number,
    transition: string,
    rest: Partial<TransitionRequest> = {},
  ) =>
    database.asSession(session, (transaction) =>
      takeTransition(transaction, session, registry, {
        recordSet: "applications",
        recordId,
        version,
        transition,
        ...rest,
      }),
    );
  const view = (session: Session, recordId: string) =>
    database.asSession(session, (transaction) =>
      readWorkflow(transaction, session, registry, "applications", recordId),
    );
  const todo = (session: Session, page = 1, pageSize = 100) =>
    database.asSession(session, (transaction) => listOpenItems(transaction, session, registry, { page, pageSize }));
  const titles = async (session: Session) => (await todo(session)).items.map(({ title }) => title);
  const whole = (id: string) => ({ opinion: "同意", evidence: [{ kind: "minutes", attachmentId: id }] });

  test("from draft to approval: states, versions, opinions, evidence with its hash, the record's own row", async () => {
    on("2026-11-02");
    const id = await start("全程");
    await take(li, id, 1, "submit");
    on("2026-11-04");
    await take(wang, id, 2, "accept");
    await take(wang, id, 3, "propose", whole(id));
    await take(zhao, id, 4, "sign-off");
    const course = await view(zhao, id);
    expect(course).toMatchObject({
      version: 5,
      state: { id: "approved", kind: "closed" },
      deadline: null,
      title: "全程",
    });
    expect(course.timeline.map(({ labelZh, actorName, dueOn }) => [labelZh, actorName, dueOn])).toEqual([
      ["建立", "李申请", null],
      ["提交", "李申请", "2026-11-09"],
      ["受理", "王审查", "2026-11-18"],
      ["拟同意", "王审查", "2026-11-18"],
      ["签发", "赵领导", null],
    ]);
    expect(course.timeline[3]).toMatchObject({
      opinion: "同意",
      evidence: [{ kind: "minutes", attachmentId: id, name: "评审意见.pdf", sha256: "ab12" }],
      from: { id: "reviewing", labelZh: "审查" },
      to: { id: "signing", labelZh: "签发" },
    });
    const [row] = await database.execute("select state from sample.application where id = $1", [id]);
    expect(row).toEqual({ state: "approved" });
  });

  test("closed is read-only for everybody until it is reopened with a reason", async () => {
    const id = await start("关闭");
    await take(li, id, 1, "give-up");
    const rename = (session: Session) =>
      database.asSession(session, (transaction) =>
        sql`update sample.application set title = '改' where id = ${id}`.execute(transaction),
      );
    expect((await rename(wang)).numAffectedRows).toBe(0n);
    await expect(
      database.asSession(wang, (transaction) => requireOpenRecord(transaction, registry, "applications", id)),
    ).rejects.toMatchObject({ code: "workflow-closed" });
    const approved = await start("重开");
    await take(li, approved, 1, "submit");
    await take(wang, approved, 2, "accept");
    await take(wang, approved, 3, "propose", whole(approved));
    await take(zhao, approved, 4, "sign-off");
    await expect(take(zhao, approved, 5, "reopen")).rejects.toMatchObject({ code: "transition-blocked" });
    await take(zhao, approved, 5, "reopen", { opinion: "发现新情况" });
    expect((await view(wang, approved)).state.id).toBe("reviewing");
  });

  test("what is missing is named, all of it, and nothing is done", async () => {
    const id = await start("缺项", "370686", null);
    await expect(take(li, id, 1, "submit")).rejects.toMatchObject({
      code: "transition-blocked",
      userMessage: expect.stringContaining("“占地面积”还没有填写"),
    });
    await database.execute("update sample.application set area_hectares = 2, is_publicised = false where id = $1", [
      id,
    ]);
    await take(li, id, 1, "submit");
    await take(wang, id, 2, "accept");
    const attempt = take(wang, id, 3, "propose", { evidence: [{ kind: "minutes", attachmentId: uuid(99) }] });
    await expect(attempt).rejects.toMatchObject({
      code: "transition-blocked",
      details: {
        reasons: [
          { code: "guard-publicised" },
          { code: "opinion-missing" },
          { code: "evidence-minutes" },
          { code: "evidence-not-attached" },
        ],
      },
    });
    expect((await view(wang, id)).version).toBe(3);
  });

  test("a transition of another state, or without the permission, is not allowed", async () => {
    const id = await start("越权");
    await expect(take(li, id, 1, "sign-off")).rejects.toMatchObject({ code: "transition-not-allowed" });
    await take(li, id, 1, "submit");
    await expect(take(li, id, 2, "accept")).rejects.toMatchObject({ code: "transition-not-allowed" });
    await expect(take(wang, id, 2, "no-such-thing")).rejects.toMatchObject({ code: "transition-not-allowed" });
  });

  test("of two that act on one version one wins, and the other is told who did what", async () => {
    const id = await start("两人");
    await take(li, id, 1, "submit");
    const outcomes = await Promise.allSettled([
      take(wang, id, 2, "accept"),
      take(qian, id, 2, "send-back", { opinion: "材料不全", to: "drafting" }),
      take(qian, id, 2, "accept"),
    ]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === "fulfilled") continue;
      expect(outcome.reason).toMatchObject({ code: "workflow-changed-elsewhere", details: { version: 3 } });
      expect(outcome.reason.userMessage).toMatch(/(王审查|钱审查)刚刚已办理“(受理|退回)”/);
    }
    const { timeline } = await view(wang, id);
    expect(timeline).toHaveLength(3);
  });

  test("a request sent again after a lost answer is not done twice", async () => {
    const id = await start("重发");
    const requestId = "6f1c1f4e-0000-4000-8000-000000000001";
    await Promise.all([take(li, id, 1, "submit", { requestId }), take(li, id, 1, "submit", { requestId })]);
    expect(await view(li, id)).toMatchObject({ version: 2, state: { id: "accepting" } });
  });

  test("where the record's module fails, the transition did not happen", async () => {
    const id = await start("失败");
    await expect(take(li, id, 1, "submit", { opinion: "写不进去" })).rejects.toThrow("the module fails");
    expect(await view(li, id)).toMatchObject({ version: 1, state: { id: "drafting" } });
    expect((await view(li, id)).timeline).toHaveLength(1);
  });

  test("a course is begun once, for a record that is seen", async () => {
    const id = await start("一次");
    const again = (session: Session) =>
      database.asSession(session, (transaction) =>
        startWorkflow(transaction, registry, { recordSet: "applications", recordId: id, actor: session }),
      );
    await expect(again(li)).rejects.toMatchObject({ code: "workflow-already-started" });
    await expect(again(laiyang)).rejects.toMatchObject({ code: "workflow-not-started" });
  });

  test("another division, another company and nobody see and change nothing, also past our own code", async () => {
    const id = await start("邻县");
    for (const session of [laiyang, stranger, NOBODY, { ...wang, permissions: [] }]) {
      await expect(view(session, id)).rejects.toMatchObject({ code: "workflow-not-started" });
      await expect(take(session, id, 1, "submit")).rejects.toMatchObject({ code: "workflow-not-started" });
      expect(await titles(session)).not.toContain("邻县");
      const seen = await database.asSession(session, async (transaction) => ({
        events: (await sql`select * from workflows.event`.execute(transaction)).rows.length,
        updated: (await sql`update workflows.instance set title = '改'`.execute(transaction)).numAffectedRows,
      }));
      expect(seen).toEqual({ events: 0, updated: 0n });
    }
    expect((await view(zhao, id)).title).toBe("邻县");
  });

  test("a record that goes to another division takes its course along", async () => {
    const id = await start("迁移件");
    await expect(view(laiyang, id)).rejects.toMatchObject({ code: "workflow-not-started" });
    await database.execute("update sample.application set division_code = '370682', title = '迁到莱阳' where id = $1", [
      id,
    ]);
    await database.asService("test", (transaction) => followRecord(transaction, registry, "applications", id));
    expect((await view(laiyang, id)).title).toBe("迁到莱阳");
    await expect(view(wang, id)).rejects.toMatchObject({ code: "workflow-not-started" });
  });

  test("events are neither forged nor edited", async () => {
    const id = await start("伪造");
    const forge = (text: string) => database.asSession(wang, (transaction) => sql.raw(text).execute(transaction));
    await expect(
      forge(`insert into workflows.event (instance_id, kind, transition, label_zh, label_en, to_state, actor_id, actor_name)
        select id, 'advance', 'sign-off', '签发', 'Sign', 'approved', '${zhao.userId}', '赵领导' from workflows.instance`),
    ).rejects.toMatchObject({ sqlState: "42501" });
    await expect(forge("update workflows.event set opinion = '同意'")).rejects.toMatchObject({ sqlState: "42501" });
    await expect(forge("delete from workflows.instance")).rejects.toMatchObject({ sqlState: "42501" });
    await expect(
      database.asService("test", (transaction) => sql`update workflows.event set opinion = '改'`.execute(transaction)),
    ).rejects.toMatchObject({ sqlState: "42501" });
    expect((await view(li, id)).timeline).toHaveLength(1);
  });

  describe("待办", () => {
    test("who may lead a record on has it to do; what is due first comes first, red when late", async () => {
      on("2026-11-02");
      const late = await start("待办甲");
      await take(li, late, 1, "submit");
      on("2026-11-05");
      const later = await start("待办乙");
      expect(await titles(li)).toContain("待办乙");
      expect(await titles(wang)).not.toContain("待办乙");
      await take(li, later, 1, "submit");
      on("2026-11-11");
      const mine = await todo(wang);
      const two = mine.items.filter(({ title }) => title.startsWith("待办"));
      expect(
        two.map(({ title, deadline }) => [title, deadline?.dueOn, deadline?.daysLeft, deadline?.isOverdue]),
      ).toEqual([
        ["待办甲", "2026-11-09", -2, true],
        ["待办乙", "2026-11-12", 1, false],
      ]);
      expect(mine.overdueCount).toBe(mine.items.filter(({ deadline }) => deadline?.isOverdue).length);
      expect((await todo(wang, 2, 1)).items[0]?.title).toBe(mine.items[1]?.title);
      expect((await todo(wang, 1, 1)).count).toBe(mine.count);
      // What another module tells of stands among it by its day, and a page is cut from both.
      const between = {
        ...two[0]!,
        recordId: "外",
        title: "外来件",
        deadline: { ...two[0]!.deadline!, dueOn: "2026-11-10" },
      };
      const source = { list: async () => [between] };
      const page = (number: number) =>
        database.asSession(wang, (transaction) =>
          listOpenItems(transaction, wang, registry, { page: number, pageSize: mine.count }, [source]),
        );
      const [first, second] = [await page(1), await page(2)];
      const all = [...first.items, ...second.items].map(({ title }) => title);
      expect(all.filter((title) => title === "外来件" || title.startsWith("待办"))).toEqual([
        "待办甲",
        "外来件",
        "待办乙",
      ]);
      expect([first.items.length, second.items.length]).toEqual([mine.count, 1]);
      expect([first.count, first.overdueCount]).toEqual([mine.count + 1, mine.overdueCount + 1]);
      const overdue = await database.asSession(wang, (transaction) =>
        findOverdue(transaction, registry, "applications"),
      );
      expect(overdue.map(({ title }) => title)).toContain("待办甲");
      expect(overdue.map(({ title }) => title)).not.toContain("待办乙");
    });

    test("reassigned it is the assignee's alone; asked for an opinion it is the signer's too", async () => {
      const id = await start("转办件");
      await take(li, id, 1, "submit");
      await take(wang, id, 2, "hand-over", { personId: qian.userId! });
      expect(await titles(wang)).not.toContain("转办件");
      expect(await titles(qian)).toContain("转办件");
      await expect(take(wang, id, 3, "hand-over", { personId: uuid(77) })).rejects.toMatchObject({
        code: "workflow-person-unknown",
      });
      await take(qian, id, 3, "accept");
      await take(qian, id, 4, "ask-opinion", { personId: zhao.userId! });
      const asked = (await todo(zhao)).items.find(({ title }) => title === "转办件");
      expect(asked?.isForMyOpinion).toBe(true);
      await expect(take(qian, id, 5, "propose", whole(id))).rejects.toMatchObject({
        userMessage: expect.stringContaining("等待赵领导的加签意见"),
      });
      await take(zhao, id, 5, "sign", { opinion: "无意见" });
      expect((await view(qian, id)).signers).toEqual([{ id: zhao.userId, name: "赵领导", hasSigned: true }]);
      expect(await titles(zhao)).not.toContain("转办件");
    });

    test("补正 is the applicant's to do, and the authority's clock stands", async () => {
      on("2026-11-16");
      const id = await start("补正件");
      await take(li, id, 1, "submit");
      await take(wang, id, 2, "accept");
      await take(wang, id, 3, "demand-supplement", { opinion: "缺少图件" });
      expect(await titles(li)).toContain("补正件");
      expect(await titles(wang)).not.toContain("补正件");
      on("2026-12-01");
      await take(li, id, 4, "supplement");
      expect((await view(wang, id)).deadline).toMatchObject({ dueOn: "2026-12-15", daysLeft: 10 });
    });

    test("an urge moves nothing, comes never too late, and is in the timeline", async () => {
      const id = await start("催办件");
      await take(li, id, 1, "submit");
      await take(li, id, 1, "hurry", { opinion: "请尽快" });
      const course = await view(wang, id);
      expect(course.version).toBe(2);
      expect(course.timeline.at(-1)).toMatchObject({ kind: "urge", opinion: "请尽快" });
    });
  });

  describe("what is late", () => {
    test("each rule is raised once for a last day, run twice or at once", async () => {
      on("2026-11-02");
      const id = await start("逾期件");
      await take(li, id, 1, "submit");
      const run = () => database.asService("jobs", (transaction) => escalateOverdue(transaction, registry));
      const mine = (raised: Awaited<ReturnType<typeof run>>) => raised.filter(({ recordId }) => recordId === id);
      on("2026-11-09");
      expect(mine(await run())).toEqual([]);
      on("2026-11-10");
      const runs = await Promise.all([run(), run()]);
      expect(runs.flatMap(mine)).toEqual([
        { recordSet: "applications", recordId: id, daysLate: 1, toRole: "division-lead" },
      ]);
      expect(mine(await run())).toEqual([]);
      on("2026-11-16");
      expect(mine(await run()).map(({ toRole }) => toRole)).toEqual(["city-lead"]);
      const course = await view(wang, id);
      expect(course.version).toBe(2);
      expect(course.timeline.filter(({ kind }) => kind === "escalate").map(({ labelZh }) => labelZh)).toEqual([
        "逾期上报（已逾期1个工作日）",
        "逾期上报（已逾期5个工作日）",
      ]);
      expect(changes.filter(({ kind, recordId }) => kind === "escalate" && recordId === id)).toMatchObject([
        { toRole: "division-lead", dueOn: "2026-11-09" },
        { toRole: "city-lead" },
      ]);
    });

    test("once a year is announced its last days are reckoned anew", async () => {
      on("2026-12-28");
      const id = await start("跨年件");
      await take(li, id, 1, "submit");
      expect((await view(wang, id)).deadline).toMatchObject({ dueOn: "2027-01-05", isProvisional: true });
      const announced = workingDayCalendar.map(({ value }) =>
        value.year === 2027
          ? {
              ...value,
              isAnnounced: true,
              holidays: [{ from: "2027-01-01", to: "2027-01-04" }],
              workingWeekendDays: [],
            }
          : value,
      );
      const later = { ...registry, calendar: createWorkingDayCalendar(announced) };
      const refresh = () => database.asService("jobs", (transaction) => refreshDueDays(transaction, later));
      expect(await refresh()).toBeGreaterThan(0);
      expect(await refresh()).toBe(0);
      const [row] = await database.execute(
        "select due_on, is_due_provisional from workflows.instance where record_id = $1",
        [id],
      );
      expect(row).toEqual({ due_on: "2027-01-06", is_due_provisional: false });
    });
  });

  test("the database keeps the history of every step and its chain holds", async () => {
    const id = await start("留痕");
    await take(li, id, 1, "submit");
    const lines = await database.execute(
      `select c.actor, c.action from audit_trail.change c join workflows.instance i on i.id::text = c.record_id
       where i.record_id = $1 order by c.id`,
      [id],
    );
    expect(lines).toEqual([
      { actor: "李申请", action: "insert" },
      { actor: "李申请", action: "update" },
    ]);
    expect(await database.execute("select * from audit_trail.first_fault()")).toEqual([]);
  });

  describe("over HTTP", () => {
    const sessions: Readonly<Record<string, Session>> = { li, wang, laiyang };
    const ask = (path: string, who: string, body?: unknown) => {
      const app = new Hono();
      app.onError(
        createErrorHandler({ statuses: workflowProblemStatuses, onBug: (error) => expect.fail(String(error)) }),
      );
      const identify = async (request: Request) => sessions[request.headers.get("X-Who") ?? ""] ?? NOBODY;
      app.route("/api", mountRoutes({ routes: workflowRoutes(registry), database, identify }));
      const headers = { "X-Who": who, "X-Terrace-Request": "1" };
      return app.request(
        `/api${path}`,
        body === undefined ? { headers } : { method: "POST", headers, body: JSON.stringify(body) },
      );
    };

    test("the course, a step, and the statuses of what fails", async () => {
      on("2026-11-02");
      const id = await start("接口件");
      const path = `/workflows/applications/${id}`;
      const course = await (await ask(path, "li")).json();
      expect(course).toMatchObject({
        version: 1,
        state: { id: "drafting" },
        actions: [{ id: "submit", isPrimary: true, blockedBy: [] }, { id: "give-up" }],
      });
      const submitted = await ask(`${path}/transitions`, "li", { version: 1, transition: "submit" });
      expect([submitted.status, ((await submitted.json()) as WorkflowView).deadline?.daysLeft]).toEqual([200, 5]);
      const statusOf = async (who: string, body: unknown) => (await ask(`${path}/transitions`, who, body)).status;
      expect(await statusOf("wang", { version: 1, transition: "accept" })).toBe(409);
      expect(await statusOf("li", { version: 2, transition: "accept" })).toBe(403);
      expect(await statusOf("wang", { version: 2, transition: "send-back" })).toBe(422);
      expect(await statusOf("wang", { version: 2 })).toBe(400);
      expect(await statusOf("laiyang", { version: 2, transition: "accept" })).toBe(404);
      expect(await statusOf("nobody", { version: 2, transition: "accept" })).toBe(401);
      expect((await ask("/workflows/no-such-set/1", "li")).status).toBe(404);
    });

    test("my work", async () => {
      const mine = async (query: string) => (await (await ask(`/work-items${query}`, "wang")).json()) as WorkItemPage;
      const answer = await mine("?pageSize=5");
      expect(answer.items.length).toBeLessThanOrEqual(5);
      expect(answer.count).toBeGreaterThan(0);
      expect((await mine("?recordSet=others")).count).toBe(0);
      expect((await ask("/work-items", "nobody")).status).toBe(401);
    });
  });
});

test("two bindings for one record set are a mistake", () => {
  const binding = { recordSet: "a", workflow: sampleWorkflow, readRecord: async (_: Transaction) => null };
  expect(() =>
    createWorkflowRegistry({
      calendar: createWorkingDayCalendar([]),
      bindings: [binding, binding],
      findPerson: async () => null,
      findAttachments: async () => [],
    }),
  ).toThrow('for "a"');
});
