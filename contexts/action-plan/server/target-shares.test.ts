import { Hono } from "hono";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabases } from "#fixtures/test-database";
import { type Database, NOBODY, type Session } from "#platform/database";
import type { DivisionValue, Figure } from "#platform/figures";
import { createErrorHandler, mountRoutes } from "#platform/http-api";
import { aggregateRecords } from "#platform/record-sets";
import { type ShareHistory, shareHistory, type TargetShares, targetShares } from "../model/index.ts";
import {
  actionPlanMigrations,
  actionPlanProblemStatuses,
  actionPlanRoutes,
  loadActionPlan,
  targetShareSet,
} from "./index.ts";
import { cityUser, forestryUser, registerOrganisations, smallPlan } from "./plan-sessions.fixture.ts";

const QIXIA = "370686";
const LAIYANG = "370682";
const units = [
  { code: QIXIA, nameZh: "栖霞市", nameEn: "Qixia", areaKm2: 300 },
  { code: LAIYANG, nameZh: "莱阳市", nameEn: "Laiyang", areaKm2: 100 },
];
const TARGET = "clean-watersheds-2027";
const PATH = `/api/plan/targets/${TARGET}/shares`;

const viewing = ["plan.view", "figures.view"];
const sessions: Readonly<Record<string, Session>> = {
  city: { ...cityUser, permissions: [...cityUser.permissions, ...viewing, "plan.allocate"] },
  colleague: {
    ...cityUser,
    userId: "20000000-0000-4000-8000-000000000011",
    userName: "市级同事",
    permissions: [...viewing, "plan.allocate"],
  },
  leader: { ...cityUser, userId: "20000000-0000-4000-8000-000000000012", permissions: viewing },
  forestry: forestryUser,
  qixia: district(13, "栖霞", QIXIA, viewing),
  // Whatever permission an account is given by mistake: a district divides nothing.
  ambitious: district(14, "莱阳", LAIYANG, [...viewing, "plan.allocate"]),
};

function district(number: number, userName: string, division: string, permissions: readonly string[]): Session {
  const userId = `20000000-0000-4000-8000-0000000000${number}`;
  return { ...NOBODY, userId, userName, scope: "division", divisions: [division], permissions };
}

/** Known since 2026, division by division; 莱阳 has none yet. */
const watersheds: Figure = {
  id: "clean-watersheds",
  kind: "result",
  nameZh: "小流域",
  nameEn: "Watersheds",
  unit: "个",
  decimals: 0,
  permission: "figures.view",
  emptyZh: "",
  emptyEn: "",
  read: async (_, period) =>
    period !== null && period.to < "2026" ? { value: null, lineage: [] } : { value: 3, lineage: [lineage] },
  readByDivision: async (): Promise<readonly DivisionValue[]> => [{ division: QIXIA, value: 3, lineage: [lineage] }],
};
const lineage = {
  kind: "result",
  titleZh: "登记",
  titleEn: "Register",
  path: "/records/watersheds",
  version: "1",
} as const;

describe.each(testDatabases())("shares on $name", ({ open }) => {
  let database: Database;
  let app: Hono;
  beforeAll(async () => {
    database = await open(actionPlanMigrations);
    await registerOrganisations(database);
    await loadActionPlan(database, {
      ...smallPlan,
      targets: [
        ...smallPlan.targets,
        {
          ...smallPlan.targets[0]!,
          id: "rate-2035",
          figureId: "rate",
          unit: "ratio",
          byYear: 2035,
          value: 0.8,
          baseline: null,
        },
      ],
    });
    const now = () => new Date("2026-11-24T02:00:00Z");
    const routes = actionPlanRoutes({ database, figures: [watersheds], readUnits: async () => units, now });
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

  const ask = async (who: string, path: string = PATH, change?: object) => {
    const answer = await app.request(path, {
      method: change === undefined ? "GET" : "PUT",
      headers: { "X-User": who, "X-Terrace-Request": "1", "Content-Type": "application/json" },
      ...(change === undefined ? {} : { body: JSON.stringify(change) }),
    });
    return { status: answer.status, body: await answer.json() };
  };
  const read = async (who: string): Promise<TargetShares> => {
    const { status, body } = await ask(who);
    expect(status).toBe(200);
    const shares = targetShares.parse(body);
    expect(shares).toEqual(body);
    return shares;
  };
  const history = async (who: string): Promise<ShareHistory["changes"]> =>
    shareHistory.parse((await ask(who, `${PATH}/history`)).body).changes;
  const give = (who: string, shares: readonly object[], more: object = {}) =>
    ask(who, PATH, { decidedOn: null, basis: "", shares, ...more });
  const share = (division: string, year: number, value: number | null, version = 0) => ({
    division,
    year,
    value,
    version,
  });

  test("before anybody has given one there is none: no number is invented, and the lamps say nothing", async () => {
    const shares = await read("city");
    expect(shares).toMatchObject({ isWhole: true, canEdit: true, years: [2025, 2026, 2027], target: { value: 10 } });
    expect(
      shares.units.map(({ code, shares: given, lamp, standing, goal }) => [code, given, lamp, standing, goal]),
    ).toEqual([
      [QIXIA, [], "grey", "no-share", null],
      [LAIYANG, [], "grey", "no-share", null],
    ]);
    expect(await history("city")).toEqual([]);
  });

  test("the city gives shares with the fields that must be there and nothing else", async () => {
    const { status, body } = await give("city", [share(QIXIA, 2025, 2), share(QIXIA, 2026, 2)]);
    expect(status).toBe(200);
    const [qixia] = targetShares.parse(body).units;
    expect(qixia?.shares).toEqual([
      { year: 2025, value: 2, basis: "", decidedOn: null, version: 1 },
      { year: 2026, value: 2, basis: "", decidedOn: null, version: 1 },
    ]);
    // 2 by the end of 2025, 4 by the end of 2026: on 24 November 2026 the line is at 3.80, three whole ones.
    expect(qixia).toMatchObject({
      goal: { year: 2026, value: 4 },
      present: { value: 3, lineage: [{ address: "/records/watersheds" }] },
      lamp: "green",
      standing: "on-line",
      expected: 3,
    });
  });

  test("the day and the ground are kept, and the history tells who changed what from what to what", async () => {
    const ground = { decidedOn: "2026-01-15", basis: "烟水保〔2026〕1号（演示）" };
    await give("city", [share(QIXIA, 2026, 3, 1), share(LAIYANG, 2027, 5)], ground);
    const now = await read("city");
    expect(now.units[0]?.shares[1]).toEqual({ year: 2026, value: 3, ...ground, version: 2 });
    await give("colleague", [share(LAIYANG, 2027, null, 1)]);
    expect(
      (await history("city")).map(({ actor, division, year, from, to, basis, decidedOn }) => [
        actor,
        division,
        year,
        from,
        to,
        basis,
        decidedOn,
      ]),
    ).toEqual([
      ["市级同事", LAIYANG, 2027, 5, null, "", null],
      ["市级审核", LAIYANG, 2027, null, 5, ground.basis, ground.decidedOn],
      ["市级审核", QIXIA, 2026, 2, 3, ground.basis, ground.decidedOn],
      ["市级审核", QIXIA, 2026, null, 2, "", null],
      ["市级审核", QIXIA, 2025, null, 2, "", null],
    ]);
  });

  test("a ground that changes alone is a line with the same number on both sides", async () => {
    await give("city", [share(QIXIA, 2025, 2, 1)], { decidedOn: null, basis: "更正依据" });
    expect((await history("city"))[0]).toMatchObject({ year: 2025, from: 2, to: 2, basis: "更正依据" });
  });

  test("of two who divide at once the second is told where, and nothing of theirs is written", async () => {
    const { status, body } = await give("colleague", [share(LAIYANG, 2026, 1), share(QIXIA, 2026, 9, 1)]);
    expect(status).toBe(409);
    expect(body).toMatchObject({
      code: "plan-shares-changed-elsewhere",
      details: { cells: [{ division: QIXIA, year: 2026 }] },
    });
    expect(JSON.stringify(body)).toContain("栖霞市 2026 年");
    const now = await read("city");
    expect(now.units.map(({ shares }) => shares.map(({ value }) => value))).toEqual([[2, 3], []]);
    expect((await give("city", [share(QIXIA, 2026, 9)])).status).toBe(409);
    expect((await give("city", [share(LAIYANG, 2026, null, 4)])).status).toBe(409);
  });

  test.each([
    [share("370000", 2026, 1), "没有代码为 370000 的报送单元"],
    [share(QIXIA, 2028, 1), "栖霞市 2028 年晚于目标年 2027"],
    [share(QIXIA, 2027, 1.5), "栖霞市 2027 年应为整数"],
  ])("%j is refused with what is wrong where", async (wrong, sentence) => {
    const before = await read("city");
    const { status, body } = await give("city", [share(LAIYANG, 2026, 1), wrong]);
    expect(status).toBe(422);
    expect(body).toMatchObject({ code: "plan-shares-invalid" });
    expect(JSON.stringify(body)).toContain(sentence);
    expect(await read("city")).toEqual(before);
  });

  test("no rate is above the whole, no number below zero, no field twice, and there is no other target", async () => {
    const twice = await give("city", [share(LAIYANG, 2026, 1), share(LAIYANG, 2026, 2)]);
    expect(JSON.stringify(twice.body)).toContain("填了两次");
    const rate = { decidedOn: null, basis: "", shares: [share(QIXIA, 2035, 1.2)] };
    const above = await ask("city", "/api/plan/targets/rate-2035/shares", rate);
    expect(JSON.stringify(above.body)).toContain("超过 100 %");
    const within = await ask("city", "/api/plan/targets/rate-2035/shares", {
      ...rate,
      shares: [share(QIXIA, 2035, 0.8123)],
    });
    expect(targetShares.parse(within.body).units[0]).toMatchObject({
      goal: { year: 2035, value: 0.8123 },
      standing: "no-figure",
    });
    expect((await give("city", [share(QIXIA, 2027, -1)])).status).toBe(400);
    expect((await ask("city", "/api/plan/targets/none/shares")).body).toMatchObject({ code: "plan-target-unknown" });
  });

  test("a district sees its own share, figure and history, and nothing of another; a department none", async () => {
    const own = await read("qixia");
    expect(own).toMatchObject({ isWhole: false, canEdit: false });
    expect(own.units.map(({ code }) => code)).toEqual([QIXIA]);
    expect(own.units[0]).toMatchObject({ present: { value: 3 }, goal: { year: 2026, value: 5 } });
    expect(new Set((await history("qixia")).map(({ division }) => division))).toEqual(new Set([QIXIA]));
    expect((await read("ambitious")).units.map(({ code, shares }) => [code, shares])).toEqual([[LAIYANG, []]]);
    expect((await read("forestry")).units).toEqual([]);
    expect(await history("forestry")).toEqual([]);
  });

  test("only the city divides: no permission, no district, and no statement of theirs", async () => {
    expect((await give("leader", [share(QIXIA, 2027, 1)])).status).toBe(403);
    expect((await give("qixia", [share(QIXIA, 2027, 1)])).status).toBe(403);
    const { status, body } = await give("ambitious", [share(LAIYANG, 2027, 1)]);
    expect(status).toBe(403);
    expect(body).toMatchObject({ code: "plan-shares-not-yours" });
    const insert = sql`insert into action_plan.target_value (target_id, division_code, year, value, source)
      values (${TARGET}, ${LAIYANG}, 2027, 1, '')`;
    await expect(database.asSession(sessions.ambitious!, (tx) => insert.execute(tx))).rejects.toMatchObject({
      sqlState: "42501",
    });
    const change = sql`update action_plan.target_value set value = 99`;
    const { numAffectedRows } = await database.asSession(sessions.ambitious!, (tx) => change.execute(tx));
    expect(numAffectedRows).toBe(0n);
    // Not even the city changes what the plan itself says.
    await database.asSession(sessions.city!, (tx) =>
      sql`update action_plan.target_value set value = 99 where division_code is null`.execute(tx),
    );
    expect((await read("city")).target.value).toBe(10);
  });

  test("they are a list too, of which everybody counts what they see; loading the plan again leaves them", async () => {
    const count = async (who: string) =>
      (await database.asSession(sessions[who]!, (tx) => aggregateRecords(tx, targetShareSet, { filter: {} }, [])))
        .count;
    expect([await count("city"), await count("qixia"), await count("ambitious"), await count("forestry")]).toEqual([
      3, 3, 0, 0,
    ]);
    await loadActionPlan(database, smallPlan);
    expect(await count("city")).toBe(3);
  });
});
