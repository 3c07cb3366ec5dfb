import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabases } from "#fixtures/test-database";
import { type Database, NOBODY, type Session } from "#platform/database";
import { evaluateFigure, evaluateFigureByGroup, type FigurePeriod, type RecordFigure } from "#platform/figures";
import { listRecords } from "#platform/record-sets";
import {
  chinaDate,
  currentPeriod,
  openPeriods,
  type PlanView,
  periodDates,
  periodOf,
  type ReportPeriod,
  shiftPeriod,
} from "../model/index.ts";
import { decideReport } from "./decide-report.command.ts";
import { loadActionPlan } from "./load-action-plan.command.ts";
import { actionPlanMigrations } from "./migrations.ts";
import { owedReports } from "./owed-report-set.ts";
import { planFigures } from "./plan-figures.ts";
import {
  cityUser,
  divisionUser,
  FINANCE,
  financeUser,
  forestryUser,
  registerOrganisations,
  smallPlan,
  WATER,
  waterUser,
} from "./plan-sessions.fixture.ts";
import { readPlan } from "./read-plan.query.ts";
import { saveReport } from "./save-report.command.ts";
import { summarisePlan } from "./summarise-plan.query.ts";

// The view goes by the clock of the database: so does this test, on whatever day it runs.
const now = new Date();
const today = chinaDate(now);
const first = periodOf(smallPlan.issuedOn);
const asked = currentPeriod(today, first);
const before = shiftPeriod(asked, -1);
/** Of a house that leads tasks, but has not reported. */
const forestryOfWater = { ...forestryUser, organisationId: WATER };
const content = { version: 0, text: "已拨付。", percent: null, figures: [] };
const daysOf = (period: ReportPeriod): FigurePeriod => ({
  from: periodDates(period).start,
  to: periodDates(period).end,
});

function figure(id: string): RecordFigure {
  const found = planFigures.find((candidate) => candidate.id === id);
  if (found?.kind !== "records") throw new Error(`no figure ${id}`);
  return found;
}

describe.each(testDatabases())("reports owed on $name", ({ open }) => {
  let database: Database;
  let periodsAtFirst: readonly string[];
  beforeAll(async () => {
    database = await open(actionPlanMigrations);
    await registerOrganisations(database);
    await loadActionPlan(database, smallPlan);
    const { records } = await list(cityUser);
    periodsAtFirst = [...new Set(records.map(({ values }) => String(values.period)))];
    for (const period of [before, asked]) {
      const saved = await save(financeUser, "2.1", period);
      await decide(financeUser, saved, "submit");
      await save(waterUser, "1.1", period);
    }
  });
  afterAll(() => database.close());

  const save = (session: Session, taskId: string, period: ReportPeriod) =>
    database.asSession(session, (tx) => saveReport(tx, session, { taskId, period, content }, now));
  const decide = (session: Session, { id, version }: { id: string; version: number }, action: "submit") =>
    database.asSession(session, (tx) => decideReport(tx, session, id, action, { version }));
  const list = (session: Session, filter: Parameters<typeof listRecords>[2]["filter"] = {}) =>
    database.asSession(session, (tx) =>
      listRecords(tx, owedReports, { filter, sort: owedReports.defaultSort, page: 1, pageSize: 500 }),
    );
  const count = (session: Session, id: string, period: FigurePeriod | null = null) =>
    database.asSession(session, (tx) => evaluateFigure(tx, figure(id), period));
  const surroundings = { targets: [], now };
  const plan = (session: Session, period: ReportPeriod) =>
    database.asSession(session, (tx) => readPlan(tx, session, period, surroundings));
  const missingIn = (view: PlanView) =>
    view.parts
      .flatMap(({ measures }) => measures.flatMap(({ tasks }) => tasks.flatMap(({ departments }) => departments)))
      .filter(
        ({ role, isVisible, state }) =>
          role === "lead" && isVisible && !["submitted", "accepted"].includes(state ?? ""),
      ).length;

  test("before anybody has reported, what is owed begins with the quarter that is asked for", () => {
    expect(periodsAtFirst).toEqual(openPeriods(today, asked));
  });

  test("one is owed for each task, lead department and quarter since the first report, by the day that the model says", async () => {
    const { records } = await list(cityUser);
    const periods = openPeriods(today, before);
    expect(new Set(records.map(({ values }) => values.period))).toEqual(new Set(periods));
    expect(records).toHaveLength(periods.length * 4);
    expect(new Set(records.map(({ id }) => id)).size).toBe(records.length);
    for (const { values } of records) {
      const { due } = periodDates(values.period as ReportPeriod);
      expect(values.dueOn).toBe(due);
      expect(values.isAsked).toBe(values.period === asked);
      if (values.standing !== "reported") expect(values.standing).toBe(due < today ? "overdue" : "awaited");
    }
  });

  test("who sees no report of others owes for the same quarters", async () => {
    const { records } = await list(forestryOfWater);
    expect(new Set(records.map(({ values }) => values.period))).toEqual(new Set(openPeriods(today, before)));
  });

  test.each([
    ["the city", cityUser],
    ["a department that reported", financeUser],
    ["a department that did not", waterUser],
    ["one that only co-operates", forestryUser],
    ["a division", divisionUser],
  ])("%s has as many overdue as the page of the plan has missing", async (_, session) => {
    expect((await count(session, "overdue-reports", daysOf(before))).value).toBe(
      missingIn(await plan(session, before)),
    );
    const summary = await database.asSession(session, (tx) => summarisePlan(tx, session, surroundings));
    expect(summary.period.period).toBe(asked);
    expect((await count(session, "owed-reports")).value).toBe(summary.reports.due);
    const missing = summary.period.daysLate > 0 ? summary.reports.missing : 0;
    expect((await count(session, "overdue-reports")).value).toBe(missing);
    expect((await count(session, "reports-to-review", daysOf(asked))).value).toBe(summary.reports.submitted);
  });

  test("a figure, its parts and their lists are the same rows", async () => {
    const whole = await count(cityUser, "overdue-reports", daysOf(before));
    const parts = await database.asSession(cityUser, (tx) =>
      evaluateFigureByGroup(tx, figure("overdue-reports"), "organisation", daysOf(before)),
    );
    expect(parts.map(({ group, labelZh, value }) => [group, labelZh, value])).toEqual([[WATER, "市水利局", 3]]);
    expect(parts.some(({ group }) => group === FINANCE)).toBe(false);
    for (const { value, lineage } of [whole, ...parts]) {
      const [source] = lineage;
      if (source?.kind !== "records") throw new Error("a count has records");
      expect((await list(cityUser, source.filter)).count).toBe(value);
    }
  });

  test("without the permission to see the plan nothing is owed", async () => {
    const stranger = { ...cityUser, permissions: [] };
    expect((await list(stranger)).count).toBe(0);
    expect((await list({ ...NOBODY, userId: cityUser.userId })).count).toBe(0);
  });
});
