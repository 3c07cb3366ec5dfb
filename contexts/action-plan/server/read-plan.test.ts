import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabases } from "#fixtures/test-database";
import { type Database, NOBODY, type Session } from "#platform/database";
import type { Figure, ResultFigure } from "#platform/figures";
import { type ActionPlan, type PlanView, planSummary, planView, type ReportPeriod } from "../model/index.ts";
import { decideReport } from "./decide-report.command.ts";
import { loadActionPlan } from "./load-action-plan.command.ts";
import { actionPlanMigrations } from "./migrations.ts";
import {
  cityUser,
  divisionUser,
  FINANCE,
  FORESTRY,
  financeUser,
  registerOrganisations,
  smallPlan,
  WATER,
  waterUser,
} from "./plan-sessions.fixture.ts";
import { progressReports } from "./progress-report-set.ts";
import { readPlan } from "./read-plan.query.ts";
import { readTargets } from "./read-targets.query.ts";
import { saveReport } from "./save-report.command.ts";
import { sendReminder } from "./send-reminder.command.ts";
import { summarisePlan } from "./summarise-plan.query.ts";

const now = () => new Date("2026-11-24T02:00:00Z");
const content = { version: 0, text: "已拨付。", percent: null, figures: [] };

/** A yearly result that is known from the end of a year on, or from this year's first day for this year. */
function watersheds(value: number, year: string): Figure {
  return {
    id: "clean-watersheds",
    kind: "result",
    nameZh: "小流域",
    nameEn: "Watersheds",
    unit: "个",
    decimals: 0,
    permission: "plan.view",
    emptyZh: "",
    emptyEn: "",
    read: async (_, period) =>
      period !== null && period.to.slice(0, 4) < year
        ? { value: null, lineage: [] }
        : {
            value,
            lineage: [
              {
                kind: "result",
                titleZh: `${year} 年登记`,
                titleEn: `Register of ${year}`,
                path: "/records/watersheds",
                version: year,
              },
            ],
          },
    readByDivision: null,
  };
}

describe.each(testDatabases())("the plan on $name", ({ open }) => {
  let database: Database;
  const surroundings = async () => ({ targets: await readTargets({ database, figures, now }), now: now() });
  let figures: readonly Figure[] = [];
  beforeAll(async () => {
    database = await open(actionPlanMigrations);
    await expect(load(smallPlan)).rejects.toMatchObject({ code: "plan-organisation-missing" });
    await registerOrganisations(database);
  });
  afterAll(() => database.close());

  const load = (plan: ActionPlan) => loadActionPlan(database, plan);
  const read = (session: Session, period?: string) =>
    surroundings().then((around) =>
      database.asSession(session, (tx) => readPlan(tx, session, period as ReportPeriod | undefined, around)),
    );
  const measuresOf = (view: PlanView) => view.parts.flatMap(({ measures }) => measures);
  const changes = async () => (await database.execute("select count(*) as count from audit_trail.change"))[0]?.count;

  test("before anything is loaded there is none, and that is said", async () => {
    await expect(read(cityUser)).rejects.toMatchObject({ code: "plan-missing" });
  });

  test("loaded twice is the same; changed data change it, and a task that is gone is asked for no more", async () => {
    await load(smallPlan);
    const before = await changes();
    await load(smallPlan);
    expect(await changes()).toBe(before);

    const [first, second] = smallPlan.parts;
    const [measure] = first!.measures;
    const changed: ActionPlan = {
      ...smallPlan,
      parts: [{ ...first!, measures: [{ ...measure!, titleZh: "综合治理", tasks: [measure!.tasks[1]!] }] }, second!],
      targets: smallPlan.targets.map((target) => ({ ...target, value: 12 })),
    };
    await load(changed);
    const [read1] = measuresOf(await read(cityUser));
    expect(read1).toMatchObject({ titleZh: "综合治理", text: "建成10个小流域。" });
    expect(read1?.tasks.map(({ id }) => id)).toEqual(["1.2"]);
    expect(read1?.targets[0]?.value).toBe(12);
    await load(smallPlan);
    expect(measuresOf(await read(cityUser))[0]?.tasks.map(({ id }) => id)).toEqual(["1.1", "1.2"]);
  });

  test("is a tree with departments and the period whose reports are asked for", async () => {
    const view = await read(cityUser);
    expect(planView.parse(view)).toEqual(view);
    expect(view.period).toEqual({
      period: "2026-Q3",
      start: "2026-07-01",
      end: "2026-09-30",
      due: "2026-10-15",
      daysLate: 40,
    });
    expect(view.periods).toEqual([
      "2026-Q4",
      "2026-Q3",
      "2026-Q2",
      "2026-Q1",
      "2025-Q4",
      "2025-Q3",
      "2025-Q2",
      "2025-Q1",
      "2024-Q4",
      "2024-Q3",
    ]);
    expect(view.parts.map(({ titleZh }) => titleZh)).toEqual(["治理", "保障"]);
    const [treatment, funds] = measuresOf(view);
    expect(treatment?.departments.map(({ nameZh, role }) => [nameZh, role])).toEqual([
      ["市水利局", "lead"],
      ["市林业局", "cooperate"],
    ]);
    expect(funds).toMatchObject({ responsibilityForm: "shared-out", targets: [] });
    await expect(read(cityUser, "2027-Q1")).rejects.toMatchObject({ code: "plan-period-not-open" });
    expect((await read(cityUser, "2026-Q4")).period.daysLate).toBe(0);
  });

  test("shows a figure only where there is one, with its lineage and its lamp", async () => {
    const target = async () => measuresOf(await read(cityUser))[0]!.targets[0]!;
    expect(await target()).toMatchObject({
      present: null,
      lamp: "grey",
      standing: "no-figure",
      filledByZh: "验收后显示。",
    });
    figures = [watersheds(7, "2026")];
    expect(await target()).toMatchObject({
      present: {
        value: 7,
        asOf: "2026-11-24",
        lineage: [{ labelZh: "2026 年登记", labelEn: "Register of 2026", address: "/records/watersheds" }],
      },
      lamp: "green",
      standing: "on-line",
    });
    figures = [watersheds(0, "2024")];
    expect(await target()).toMatchObject({ present: { value: 0, asOf: "2024-12-31" }, standing: "on-line" });
    figures = [{ ...watersheds(7, "2026"), unit: "座" }];
    await expect(target()).rejects.toThrow("座");
    figures = [];
  });

  test("a figure of the city is counted from all records, whoever looks, and opens to them", async () => {
    const { read: _, readByDivision: __, ...named } = watersheds(0, "") as ResultFigure;
    figures = [
      { ...named, kind: "records", set: progressReports, sumField: null, filter: () => ({ state: { eq: "draft" } }) },
    ];
    await database.asSession(financeUser, (tx) =>
      saveReport(tx, financeUser, { taskId: "2.1", period: "2026-Q1" as ReportPeriod, content }, now()),
    );
    const seen = async (session: Session) => measuresOf(await read(session))[0]!.targets[0]!.present;
    expect(await seen(cityUser)).toEqual({
      value: 1,
      unit: "count",
      asOf: "2026-11-24",
      lineage: [
        {
          labelZh: "进展报告 1 条",
          labelEn: "Progress reports: 1",
          address: `/records/progress-reports?${new URLSearchParams({ filter: '{"state":{"eq":"draft"}}' })}`,
        },
      ],
    });
    expect(await seen(waterUser)).toEqual(await seen(cityUser));
    figures = [];
  });

  test("a department sees all tasks and the reports of its own house only; the city sees all", async () => {
    const submitted = await database.asSession(financeUser, async (tx) => {
      const report = await saveReport(
        tx,
        financeUser,
        { taskId: "2.1", period: "2026-Q3" as ReportPeriod, content },
        now(),
      );
      return decideReport(tx, financeUser, report.id, "submit", { version: report.version });
    });
    const funds = async (session: Session) => measuresOf(await read(session))[1]!.tasks[0]!;
    expect((await funds(cityUser)).departments).toMatchObject([
      { organisationId: FINANCE, isVisible: true, reportId: submitted.id, state: "submitted", lamp: "green" },
      { organisationId: WATER, isVisible: true, reportId: null, state: null, lamp: "red" },
    ]);
    expect((await funds(cityUser)).lamp).toBe("red");
    expect((await funds(financeUser)).departments).toMatchObject([
      { isVisible: true, state: "submitted" },
      { isVisible: false, reportId: null, state: null, lamp: null },
    ]);
    expect((await funds(financeUser)).lamp).toBe("green");
    expect((await funds(divisionUser)).departments.every(({ isVisible, lamp }) => !isVisible && lamp === null)).toBe(
      true,
    );
    expect((await funds(divisionUser)).lamp).toBeNull();
    expect((await read(divisionUser)).rights).toMatchObject({ canReport: false, canReview: false });
  });

  test("who may not see the plan sees none of it", async () => {
    await expect(read({ ...waterUser, permissions: [] })).rejects.toMatchObject({ code: "plan-missing" });
    await expect(read(NOBODY)).rejects.toMatchObject({ code: "plan-missing" });
  });

  test("a reminder reaches the department it is for, and is refused where the report is in or the department is not named", async () => {
    const told: string[] = [];
    const remind = (session: Session, taskId: string, organisationId: string) =>
      database.asSession(session, (tx) =>
        sendReminder(
          tx,
          session,
          { taskId, organisationId, period: "2026-Q3" as ReportPeriod, note: "请尽快" },
          async (reminder) => {
            told.push(reminder.organisationId);
          },
        ),
      );
    expect(await remind(cityUser, "1.1", WATER)).toMatchObject({ organisationId: WATER, sentBy: "市级审核" });
    expect(told).toEqual([WATER]);
    const reminders = async (session: Session) =>
      measuresOf(await read(session))[0]!.tasks[0]!.departments.map((each) => each.reminders);
    expect(await reminders(waterUser)).toEqual([1, 0]);
    expect(await reminders(financeUser)).toEqual([0, 0]);
    await expect(remind(cityUser, "2.1", FINANCE)).rejects.toMatchObject({ code: "plan-reminder-needless" });
    await expect(remind(cityUser, "2.1", FORESTRY)).rejects.toMatchObject({ code: "plan-department-unknown" });
    await expect(remind(divisionUser, "1.1", WATER)).rejects.toMatchObject({ sqlState: "42501" });
  });

  test("the summary counts what the tree shows", async () => {
    const around = await surroundings();
    const summary = await database.asSession(cityUser, (tx) => summarisePlan(tx, cityUser, around));
    expect(planSummary.parse(summary)).toEqual(summary);
    expect(summary.reports).toEqual({ due: 4, accepted: 0, submitted: 1, missing: 3 });
    expect(summary.measures.map(({ number, lamp }) => [number, lamp])).toEqual([
      [1, "red"],
      [2, "red"],
    ]);
    const own = await database.asSession(financeUser, (tx) => summarisePlan(tx, financeUser, around));
    expect(own.reports).toEqual({ due: 1, accepted: 0, submitted: 1, missing: 0 });
  });
});
