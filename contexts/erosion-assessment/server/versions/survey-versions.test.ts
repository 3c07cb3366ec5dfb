import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Hono } from "hono";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabases } from "#fixtures/test-database";
import { readHistory } from "#platform/audit-trail";
import { type Database, NOBODY, type Session } from "#platform/database";
import { evaluateFigure, evaluateFigureByDivision, type FigurePeriod } from "#platform/figures";
import { createErrorHandler, mountRoutes } from "#platform/http-api";
import {
  type SurveyListItem,
  type SurveySummary,
  surveyComparison,
  surveyList,
  surveySummary,
  surveyVersion,
  surveyVersionList,
} from "../../model/index.ts";
import {
  adoptSurveys,
  createRecordSource,
  createSurveyLibrary,
  createSurveyServing,
  erosionAssessmentMigrations,
  erosionProblemStatuses,
  type SurveyServing,
  surveyFigures,
  surveyVersionRoutes,
} from "../index.ts";
import { makeSmallSurvey, placeOfCell } from "../small-survey.fixture.ts";

const ORGANISATION = "00000000-0000-4000-8000-00000000000a";
function person(number: number, scope: Session["scope"], ...permissions: string[]): Session {
  const userId = `00000000-0000-4000-8000-0000000000${String(number).padStart(2, "0")}`;
  const divisions = scope === "division" ? ["370613"] : [];
  return { ...NOBODY, userId, userName: `人${number}`, organisationId: ORGANISATION, scope, divisions, permissions };
}
const analyst = person(1, "city", "survey.view", "survey.run");
const supervisor = person(2, "city", "survey.view", "survey.run", "survey.publish");
const leader = person(3, "city", "survey.view");
const district = person(4, "division", "survey.view");
/** What no role gives: the permissions of the city in a district's hands. */
const overreaching = person(5, "division", "survey.view", "survey.run", "survey.publish");
const builder = person(6, "enterprise");

let made: string;
const summaries: SurveySummary[] = [];
beforeAll(async () => {
  made = await mkdtemp(join(tmpdir(), "terrace-versions-"));
  const surveys = [
    ["demonstration-2024", { year: 2024, rain: 4000 }],
    ["real-2023", { year: 2023, rain: 4000, demonstration: false }],
    ["real-2023-again", { year: 2023, rain: 6000, demonstration: false }],
  ] as const;
  for (const [name, options] of surveys) summaries.push((await makeSmallSurvey(made, name, options)).summary);
  return () => rm(made, { recursive: true });
});

describe.each(testDatabases())("$name", ({ open }) => {
  let dataFolder: string;
  let database: Database;
  let serving: SurveyServing;
  let app: Hono;
  let session: Session = NOBODY;
  const bugs: unknown[] = [];

  beforeAll(async () => {
    dataFolder = await mkdtemp(join(tmpdir(), "terrace-versions-"));
    await mkdir(join(dataFolder, "surveys"));
    database = await open(erosionAssessmentMigrations);
    serving = createSurveyServing(createRecordSource(dataFolder));
    app = new Hono();
    app.onError(createErrorHandler({ statuses: erosionProblemStatuses, onBug: (error) => bugs.push(error) }));
    const routes = [...serving.routes, ...surveyVersionRoutes()];
    app.route("/", mountRoutes({ routes, database, identify: async () => session }));
  });
  afterAll(async () => {
    await serving.close();
    await database.close();
    await rm(dataFolder, { recursive: true });
    expect(bugs).toEqual([]);
  });

  const bring = (name: string) => cp(join(made, name), join(dataFolder, "surveys", name), { recursive: true });
  const adopt = () =>
    adoptSurveys({
      database,
      library: createSurveyLibrary([join(dataFolder, "surveys")]),
      dataFolder,
      organisationId: ORGANISATION,
      publicationReason: (run) => (run.summary.demonstration ? "演示" : null),
    });
  async function ask(who: Session, path: string, body?: object) {
    session = who;
    const headers = { "X-Terrace-Request": "1" };
    const init = body === undefined ? { headers } : { method: "POST", headers, body: JSON.stringify(body) };
    const response = await app.request(path, init);
    const text = await response.text();
    return { status: response.status, text, json: () => JSON.parse(text) as unknown };
  }
  const list = async (who: Session): Promise<readonly SurveyListItem[]> =>
    surveyList.parse((await ask(who, "/surveys")).json()).surveys;
  const versions = async (who: Session) =>
    surveyVersionList.parse((await ask(who, "/survey-versions")).json()).versions;
  const versionOf = async (runId: string) => (await versions(supervisor)).find((item) => item.runId === runId)!;
  const figure = (id: string, period: FigurePeriod | null = null) =>
    database.asSession(district, (tx) => evaluateFigure(tx, surveyFigures.find((item) => item.id === id)!, period));

  test("a survey that lies in a folder becomes a draft once, a demonstration is published as one", async () => {
    expect(await list(supervisor)).toEqual([]);
    expect((await figure("conservation-rate")).value).toBeNull();
    await bring("demonstration-2024");
    await bring("real-2023");
    expect((await adopt()).adopted).toBe(2);
    expect((await adopt()).adopted).toBe(0);
    const all = await versions(supervisor);
    expect(all.map(({ year, number, state, demonstration }) => [year, number, state, demonstration])).toEqual([
      [2024, 1, "published", true],
      [2023, 1, "draft", false],
    ]);
    const { total } = summaries[1]!;
    expect(all[1]).toMatchObject({
      areaKm2: total.areaKm2,
      soilWaterLossAreaKm2: total.soilWaterLossAreaKm2,
      conservationRatePercent: total.conservationRatePercent,
      sameAs: null,
    });
  });

  test("a draft is there for the city's makers and publishers, and by no address for anybody else", async () => {
    const draft = summaries[1]!.runId;
    const published = summaries[0]!.runId;
    const { lon, lat } = placeOfCell(60, 60);
    const addresses = [
      ...["summary", "provenance", "layers", "zones.geojson", "files/summary.json", "files/intensity.tif"],
      ...["tiles/intensity/12/3424/1597.png", `explanation?lon=${lon}&lat=${lat}`],
    ];
    for (const who of [analyst, supervisor]) {
      expect((await list(who)).map(({ runId }) => runId)).toEqual([published, draft]);
      for (const address of addresses)
        expect((await ask(who, `/surveys/${draft}/${address}`)).status).toBeLessThan(300);
    }
    for (const who of [leader, district, overreaching]) {
      expect((await list(who)).map(({ runId }) => runId)).toEqual([published]);
      expect((await versions(who)).map(({ runId }) => runId)).toEqual([published]);
      for (const address of addresses) {
        expect((await ask(who, `/surveys/${published}/${address}`)).status, address).toBeLessThan(300);
        const { status, text } = await ask(who, `/surveys/${draft}/${address}`);
        expect([status, text]).toEqual([404, expect.stringContaining("survey-unknown")]);
      }
      expect((await ask(who, `/comparisons?a=${published}&b=${draft}`)).status).toBe(404);
    }
    expect((await ask(builder, "/surveys")).status).toBe(403);
    expect((await ask(NOBODY, `/surveys/${published}/tiles/intensity/12/3424/1597.png`)).status).toBe(401);
    const seen = (who: Session) =>
      database.asSession(who, async (tx) => {
        const { rows } = await sql<{ count: number }>`select count(*) as count from erosion_assessment.survey_zone
          where survey_id <> (select id from erosion_assessment.survey where run_id = ${published})`.execute(tx);
        return rows[0]!.count;
      });
    expect([await seen(analyst), await seen(district), await seen(overreaching)]).toEqual([2, 0, 0]);
  });

  test("publishing wants the right person, a reason and the version that was seen", async () => {
    const { runId, version } = await versionOf(summaries[1]!.runId);
    const publish = (who: Session, body: object) => ask(who, `/surveys/${runId}/publication`, body);
    const body = { version, reason: "核对无误" };
    expect((await publish(analyst, body)).status).toBe(403);
    expect(await publish(overreaching, body)).toMatchObject({ status: 403, text: expect.stringContaining("市级") });
    expect((await publish(supervisor, { version, reason: "  " })).status).toBe(400);
    expect((await publish(supervisor, { ...body, version: version + 1 })).status).toBe(409);
    expect((await ask(supervisor, `/surveys/${runId}/withdrawal`, body)).text).toContain("草稿");
    expect((await ask(supervisor, "/surveys/2023-unknown/publication", body)).status).toBe(404);
    const state = () =>
      database.execute("select state, title from erosion_assessment.survey where run_id = $1", [runId]);
    expect(await state()).toEqual([{ state: "draft", title: "小流域 2023" }]);
    const answer = surveyVersion.parse((await publish(supervisor, body)).json());
    expect(answer).toMatchObject({ state: "published", stateByName: supervisor.userName, stateReason: "核对无误" });
    expect((await publish(supervisor, { ...body, version: answer.version })).status).toBe(409);
    expect(surveySummary.parse((await ask(district, `/surveys/${runId}/summary`)).json()).runId).toBe(runId);
  });

  test("the database itself lets nobody edit a survey, and only publishers change its state", async () => {
    const change = (who: Session, set: string) =>
      database.asSession(who, async (tx) => {
        const { rows } = await sql`update erosion_assessment.survey set ${sql.raw(set)} returning id`.execute(tx);
        return rows.length;
      });
    const decided = "state = 'withdrawn', state_by = access.current_user_id()";
    for (const who of [analyst, leader, district, overreaching]) expect(await change(who, decided)).toBe(0);
    await expect(change(supervisor, "title = 'x'")).rejects.toThrow();
    await expect(
      database.execute("update erosion_assessment.survey set area_cm2 = area_cm2 + 1 where true"),
    ).rejects.toThrow(/not edited/);
    await expect(database.execute("delete from erosion_assessment.survey")).rejects.toThrow(/not deleted/);
  });

  test("two surveys of a year are versions; publishing the second withdraws the first, and the history says who and why", async () => {
    await bring("real-2023-again");
    await adopt();
    const [second, first] = (await versions(supervisor)).filter(({ year }) => year === 2023);
    expect([second!.number, second!.state, first!.number, first!.state]).toEqual([2, "draft", 1, "published"]);
    const body = { version: second!.version, reason: "雨量站资料补齐后重算" };
    expect((await ask(supervisor, `/surveys/${second!.runId}/publication`, body)).status).toBe(200);
    expect(await versionOf(first!.runId)).toMatchObject({
      state: "withdrawn",
      stateReason: "由第 2 版取代：雨量站资料补齐后重算",
    });
    expect((await list(district)).map(({ runId }) => runId)).toEqual([second!.runId, summaries[0]!.runId]);
    expect((await ask(district, `/surveys/${first!.runId}/summary`)).status).toBe(404);
    const compared = `/comparisons?a=${summaries[0]!.runId}&b=${second!.runId}`;
    expect(surveyComparison.parse((await ask(district, compared)).json()).runB.runId).toBe(second!.runId);
    const lines = await database.asSession(analyst, async (tx) => {
      const { rows } = await sql<{ id: string }>`select id from erosion_assessment.survey
        where run_id = ${first!.runId}`.execute(tx);
      return readHistory(tx, "erosion_assessment.survey", rows[0]!.id);
    });
    const states = lines.map(({ actor, changes }) => [actor, changes.find(({ field }) => field === "state")?.to]);
    expect(states).toEqual([
      [supervisor.userName, "withdrawn"],
      [supervisor.userName, "published"],
      ["成果登记", "draft"],
    ]);
  });

  test("rate and area are those of the latest published real survey, by division too, and name its version", async () => {
    const { total, zones } = summaries[2]!;
    const rate = await figure("conservation-rate");
    expect(rate.value).toBe(total.conservationRatePercent! / 100);
    expect(rate.lineage).toMatchObject([{ kind: "result", titleZh: "2023 年水土流失调查第 2 版" }]);
    expect((await figure("soil-water-loss-area")).value).toBeCloseTo(total.soilWaterLossAreaKm2, 2);
    expect((await figure("conservation-rate", { from: "2022-01-01", to: "2022-12-31" })).value).toBeNull();
    const byDivision = await database.asSession(district, (tx) =>
      evaluateFigureByDivision(tx, surveyFigures[0]!, null),
    );
    expect(byDivision.map(({ division, value }) => [division, value])).toEqual(
      zones.map(({ code, conservationRatePercent }) => [code, conservationRatePercent! / 100]).sort(),
    );
    const { runId, version } = (await versions(supervisor)).find(({ year, number }) => year === 2023 && number === 2)!;
    await ask(supervisor, `/surveys/${runId}/withdrawal`, { version, reason: "发现土地利用图有误" });
    const stand = await figure("conservation-rate");
    expect(stand.value).toBe(summaries[0]!.total.conservationRatePercent! / 100);
    expect(stand.lineage).toMatchObject([{ titleZh: "2024 年水土流失调查第 1 版（演示）" }]);
  });

  test("a rerun with the same content is a version of its own that says so", async () => {
    const copy = join(dataFolder, "surveys", "rerun");
    await cp(join(made, "real-2023"), copy, { recursive: true });
    const record = join(copy, "provenance.json");
    await writeFile(record, (await readFile(record, "utf8")).replace(/"startedAt": "\d{4}/, '"startedAt": "2031'));
    await rename(join(dataFolder, "surveys", "real-2023"), join(dataFolder, "elsewhere"));
    await adopt();
    const [third] = (await versions(supervisor)).filter(({ year }) => year === 2023);
    expect(third).toMatchObject({ number: 3, sameAs: 1, runId: `${summaries[1]!.runId}-3` });
    expect(surveySummary.parse((await ask(analyst, `/surveys/${third!.runId}/summary`)).json()).runId).toBe(
      third!.runId,
    );
    const gone = await ask(analyst, `/surveys/${summaries[1]!.runId}/summary`);
    expect([gone.status, gone.text]).toEqual([404, expect.stringContaining("成果文件不在了")]);
    await writeFile(record, (await readFile(record, "utf8")).replace('"startedAt": "2031', '"startedAt": "2032'));
    expect((await ask(analyst, `/surveys/${third!.runId}/layers`)).text).toContain("survey-files-missing");
  });
});
