import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import * as tus from "tus-js-client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabases } from "#fixtures/test-database";
import {
  type Attachments,
  attachmentProblemStatuses,
  attachmentsMigrations,
  createAttachments,
} from "#platform/attachments";
import { type Database, NOBODY, type Session } from "#platform/database";
import { createErrorHandler, mountRoutes } from "#platform/http-api";
import { createJobs, type Jobs, jobProblemStatuses, jobsMigrations } from "#platform/jobs";
import {
  provenance,
  type SurveyVersion,
  surveyInputList,
  surveyInputsRecord,
  surveyParameterList,
  surveyRunAnswer,
  surveyRunResult,
  surveySettings,
  surveySummary,
  surveyVersionList,
} from "../../model/index.ts";
import {
  createRecordSource,
  createSurveyServing,
  erosionAssessmentMigrations,
  erosionProblemStatuses,
  mayUseSurveyInputs,
  type SurveyServing,
  surveyJob,
  surveyRunRoutes,
  surveyVersionRoutes,
  sweepRuns,
} from "../index.ts";
import { writeLargeElevation, writeSmallInputs } from "../small-survey.fixture.ts";

function person(last: number, scope: Session["scope"], ...permissions: string[]): Session {
  const userId = `00000000-0000-4000-8000-00000000000${last}`;
  const divisions = scope === "division" ? ["370613"] : [];
  return { ...NOBODY, userId, userName: `人${last}`, scope, divisions, permissions };
}
const ANALYST = person(1, "city", "survey.view", "survey.run");
const LEADER = person(2, "city", "survey.view");
const DISTRICT = person(3, "division", "survey.view", "survey.run");
const PEOPLE = [ANALYST, LEADER, DISTRICT];

const SETTINGS = {
  title: "小流域调查",
  year: 2024,
  dem: "inputs/dem.tif",
  rain: 4000,
  soil: 0.03,
  landUse: "inputs/land-use.tif",
  cover: "inputs/cover.csv",
  tillage: 0.4,
  zones: "inputs/zones.geojson",
};
const LARGE = { year: 2024, dem: "inputs/large/dem.tif", rain: 4000, soil: 0.03, landUse: 13, tillage: 0.4 };

interface JobAnswer {
  readonly state: string;
  readonly progress: number;
  readonly stepZh: string;
  readonly result: unknown;
  readonly reason: { readonly code: string; readonly userMessage: string } | null;
}

describe.each(testDatabases())("surveys as jobs on $name", ({ open }) => {
  let dataFolder: string;
  let database: Database;
  let attachments: Attachments;
  let jobs: Jobs;
  let serving: SurveyServing;
  let server: Server;
  let address: string;
  const bugs: unknown[] = [];

  beforeAll(async () => {
    dataFolder = await mkdtemp(join(tmpdir(), "terrace-survey-jobs-"));
    await writeSmallInputs(join(dataFolder, "inputs"));
    await mkdir(join(dataFolder, "inputs", "large"));
    await writeLargeElevation(join(dataFolder, "inputs", "large", "dem.tif"));
    database = await open(jobsMigrations, attachmentsMigrations, erosionAssessmentMigrations);
    attachments = await createAttachments({
      database,
      dataFolder,
      mayAccess: (tx, set, id) =>
        set === surveyInputsRecord.recordSet ? mayUseSurveyInputs(tx, id) : Promise.resolve(false),
    });
    const inputs = { dataFolder, uploads: attachments };
    const onError = (error: unknown) => bugs.push(error);
    jobs = createJobs({ database, definitions: [surveyJob(inputs)], dataFolder, onError });
    serving = createSurveyServing(createRecordSource(dataFolder));
    const now = () => new Date("2026-11-24T00:00:00Z");
    const routes = [
      ...serving.routes,
      ...surveyVersionRoutes(),
      ...surveyRunRoutes({ ...inputs, enqueue: jobs.enqueue, now }),
      ...jobs.routes,
      ...attachments.routes,
    ];
    const app = new Hono();
    const statuses = { ...erosionProblemStatuses, ...jobProblemStatuses, ...attachmentProblemStatuses };
    app.onError(createErrorHandler({ statuses, onBug: onError }));
    const people = new Map(PEOPLE.map((session) => [session.userId, session]));
    const identify = async (request: Request) => people.get(request.headers.get("X-Who")) ?? NOBODY;
    app.route("/api", mountRoutes({ routes, database, identify }));
    await new Promise<void>((resolve) => {
      server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, () => resolve()) as Server;
    });
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
    await jobs.start();
  });
  afterAll(async () => {
    await jobs.stop();
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
    await serving.close();
    await database.close();
    await rm(dataFolder, { recursive: true });
    expect(bugs).toEqual([]);
  });

  async function ask(who: Session, path: string, body?: object) {
    const headers = { "X-Who": String(who.userId), "X-Terrace-Request": "1" };
    const init = body === undefined ? { headers } : { method: "POST", headers, body: JSON.stringify(body) };
    const response = await fetch(`${address}${path}`, init);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }
  async function order(settings: object, further = ""): Promise<string> {
    const answer = await ask(ANALYST, "/survey-runs", { settings, further });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return surveyRunAnswer.parse(answer.body).jobId;
  }
  const jobOf = async (id: string) => (await ask(ANALYST, `/jobs/${id}`)).body as unknown as JobAnswer;
  async function until(id: string, isReached: (job: JobAnswer) => boolean): Promise<JobAnswer> {
    for (;;) {
      const job = await jobOf(id);
      if (isReached(job)) return job;
      await pause(50);
    }
  }
  const ended = (id: string) => until(id, ({ state }) => state !== "queued" && state !== "running");
  const underWay = (id: string) => until(id, ({ stepZh, state }) => stepZh !== "" || state === "failed");
  const versions = async (): Promise<readonly SurveyVersion[]> =>
    surveyVersionList.parse((await ask(ANALYST, "/survey-versions")).body).versions;
  const leftOf = (id: string) =>
    existsSync(join(dataFolder, "jobs", id)) ? filesUnder(join(dataFolder, "jobs", id)) : [];
  const kept = () =>
    existsSync(join(dataFolder, "surveys", "runs")) ? readdir(join(dataFolder, "surveys", "runs")) : [];

  test("the files of the data folder are there to choose from, for the city's makers of surveys alone", async () => {
    const { files } = surveyInputList.parse((await ask(ANALYST, "/survey-inputs")).body);
    expect(files.map(({ name, kind, origin }) => [name, kind, origin])).toEqual([
      ["inputs/cover.csv", "table", "folder"],
      ["inputs/dem.tif", "raster", "folder"],
      ["inputs/land-use.tif", "raster", "folder"],
      ["inputs/large/dem.tif", "raster", "folder"],
      ["inputs/zones.geojson", "vector", "folder"],
    ]);
    for (const who of [LEADER, DISTRICT]) {
      expect((await ask(who, "/survey-inputs")).status).toBe(403);
      expect((await ask(who, "/survey-inputs/settings?name=inputs/x.yaml")).status).toBe(403);
      expect((await ask(who, "/survey-runs", { settings: SETTINGS })).status).toBe(403);
    }
    const { parameters } = surveyParameterList.parse((await ask(ANALYST, "/survey-parameters")).body);
    expect(parameters.find(({ id }) => id === "tolerance")).toMatchObject({ value: 200, isUnconfirmed: true });
  });

  test("a run makes a draft with its maker, its figures and its files; another run of the year is the next version", async () => {
    const first = await ended(await order(SETTINGS));
    expect(first).toMatchObject({ state: "done", progress: 1, reason: null });
    const { runId, year, number } = surveyRunResult.parse(first.result);
    expect([year, number]).toEqual([2024, 1]);
    const summary = surveySummary.parse((await ask(ANALYST, `/surveys/${runId}/summary`)).body);
    expect([summary.title, summary.demonstration]).toEqual(["小流域调查", false]);
    const [version] = await versions();
    expect(version).toMatchObject({
      runId,
      state: "draft",
      madeByName: ANALYST.userName,
      conservationRatePercent: summary.total.conservationRatePercent,
    });
    const origin = provenance.parse((await ask(ANALYST, `/surveys/${runId}/provenance`)).body);
    expect(origin.config).toMatchObject({ dem: { path: "inputs/dem.tif" } });
    expect(JSON.stringify(origin)).not.toContain(dataFolder);
    expect((await ask(DISTRICT, `/surveys/${runId}/summary`)).status).toBe(404);
    expect(await leftOf(String(version!.jobId))).toEqual([]);

    const second = await ended(await order(SETTINGS, "rain: 5000\nmaximum-length: 80 # 米"));
    expect(surveyRunResult.parse(second.result).number).toBe(2);
    const third = await ended(await order(SETTINGS));
    expect(surveyRunResult.parse(third.result).number).toBe(3);
    expect((await versions()).map((item) => [item.number, item.sameAs])).toEqual([
      [3, 1],
      [2, null],
      [1, null],
    ]);
    expect(await kept()).toHaveLength(3);
  });

  test.each([
    ["no elevation", { ...SETTINGS, dem: "" }, "", "survey-input-missing", "数字高程"],
    ["nothing at all", {}, "", "survey-input-missing", "降雨、土壤、土地利用"],
    [
      "a file that is not there",
      { ...SETTINGS, dem: "inputs/lost.tif" },
      "",
      "survey-input-unknown",
      "inputs/lost.tif",
    ],
    ["a path out of the folder", { ...SETTINGS, dem: "inputs/../../etc/passwd" }, "", "survey-input-unknown", "passwd"],
    ["an absolute path", { ...SETTINGS, rain: "/etc/hosts.csv" }, "", "survey-input-unknown", "/etc/hosts.csv"],
    ["the database's files", SETTINGS, "zones: database/base", "survey-input-unknown", "database/base"],
    ["a year to come", { ...SETTINGS, year: 2031 }, "", "survey-year-wrong", "2026"],
    ["a year before all imagery", { ...SETTINGS, year: 1950 }, "", "survey-year-wrong", "1950"],
    ["no year", { ...SETTINGS, year: "去年" }, "", "survey-request-invalid", "year"],
    ["a key that nobody knows", { ...SETTINGS, slope: 3 }, "", "survey-request-invalid", "slope"],
    ["what is no YAML", SETTINGS, "rain: [", "survey-settings-unreadable", "补充的参数"],
    ["a list instead of keys", SETTINGS, "- rain", "survey-settings-unreadable", "补充的参数"],
  ])("%s is refused before anything runs, in words", async (_name, settings, further, code, words) => {
    const { status, body } = await ask(ANALYST, "/survey-runs", { settings, further });
    expect([status, body.code]).toEqual([422, code]);
    expect(body.userMessage).toContain(words);
  });

  test("a raster that cannot be read fails with its name and not the server's; mended, the job is run again", async () => {
    const path = join(dataFolder, "inputs", "broken.tif");
    await writeFile(path, "II*\0 this is no raster");
    const before = (await versions()).length;
    const id = await order({ ...SETTINGS, dem: "inputs/broken.tif" });
    const failed = await ended(id);
    expect(failed.state).toBe("failed");
    expect(failed.reason?.userMessage).toContain("broken.tif");
    expect(JSON.stringify(failed)).not.toContain(dataFolder);
    expect((await versions()).length).toBe(before);
    expect(await leftOf(id)).toEqual([]);
    await writeFile(path, await readFile(join(dataFolder, "inputs", "dem.tif")));
    await ask(ANALYST, `/jobs/${id}/retry`, {});
    expect((await ended(id)).state).toBe("done");
    await rm(path);
  });

  test("cancelled, the computation is really over and nothing is left of it", async () => {
    const before = await versions();
    const id = await order(LARGE);
    const job = await underWay(id);
    expect(job.stepZh).toMatch(/[\u4e00-\u9fff]/);
    expect(computations()).toHaveLength(1);
    // The server answers while it computes.
    expect((await ask(DISTRICT, "/surveys")).status).toBe(200);
    expect((await ask(ANALYST, `/jobs/${id}/cancel`, {})).status).toBe(200);
    const cancelled = await ended(id);
    expect([cancelled.state, cancelled.reason?.userMessage]).toEqual(["cancelled", expect.stringContaining("取消")]);
    expect(computations()).toEqual([]);
    expect(await versions()).toEqual(before);
    expect(await leftOf(id)).toEqual([]);
  });

  test("a computation that the system ends is told as such, and its job keeps its inputs for a retry", async () => {
    const id = await order(LARGE);
    await underWay(id);
    for (const process_ of computations()) process.kill(process_, "SIGKILL");
    const failed = await ended(id);
    expect(failed).toMatchObject({ state: "failed", reason: { code: "survey-computation-ended" } });
    expect(failed.reason?.userMessage).toContain("内存");
    expect((await jobOf(id)).reason).toEqual(failed.reason);
    expect(await leftOf(id)).toEqual([]);
    expect((await versions()).some(({ jobId }) => jobId === id)).toBe(false);
  });

  test("an uploaded elevation is a file to choose, under its own name", async () => {
    const bytes = await readFile(join(dataFolder, "inputs", "dem.tif"));
    expect(await upload(bytes, "高程 2025.tif", DISTRICT)).toBe("");
    await upload(bytes, "高程 2025.tif", ANALYST);
    const { files } = surveyInputList.parse((await ask(ANALYST, "/survey-inputs")).body);
    const uploaded = files.filter(({ origin }) => origin === "upload");
    expect(uploaded).toMatchObject([{ kind: "raster", uploadedByName: ANALYST.userName, size: bytes.length }]);
    const done = await ended(await order({ ...SETTINGS, year: 2025, dem: uploaded[0]!.name }));
    expect(done.state, JSON.stringify(done.reason)).toBe("done");
    const { runId } = surveyRunResult.parse(done.result);
    const origin = provenance.parse((await ask(ANALYST, `/surveys/${runId}/provenance`)).body);
    expect(origin.inputs.find(({ role }) => role === "dem")?.file).toBe("高程 2025.tif");
  });

  test("settings of a file are read with its neighbours' names, and what is made of invented land is marked", async () => {
    const folder = join(dataFolder, "demonstration");
    await writeSmallInputs(folder);
    const yaml =
      "title: 演示\nyear: 2023\ndem: dem.tif\nrain: 4000\nsoil: 0.03\nland-use: land-use.tif\ncover: cover.csv\ntillage: 0.4\n";
    await writeFile(join(folder, "survey-2023.yaml"), yaml);
    const answer = await ask(ANALYST, "/survey-inputs/settings?name=demonstration/survey-2023.yaml");
    const { settings } = surveySettings.parse(answer.body);
    expect(settings).toMatchObject({ year: 2023, dem: { path: "demonstration/dem.tif" } });
    const done = await ended(await order({ ...settings, demonstration: false }));
    expect(done.state, JSON.stringify(done.reason)).toBe("done");
    const { runId } = surveyRunResult.parse(done.result);
    expect((await versions()).find((item) => item.runId === runId)).toMatchObject({ year: 2023, demonstration: true });
    for (const name of ["demonstration/../../x.yaml", "demonstration/dem.tif", "demonstration/none.yaml"]) {
      expect((await ask(ANALYST, `/survey-inputs/settings?name=${name}`)).body.code).toBe("survey-input-unknown");
    }
  });

  test("a folder whose record was never made is removed in time, the others stay", async () => {
    const before = await kept();
    await mkdir(join(dataFolder, "surveys", "runs", "2024-orphan-1"), { recursive: true });
    expect(await sweepRuns(database, dataFolder, new Date())).toBe(0);
    expect(await sweepRuns(database, dataFolder, new Date(Date.now() + 2 * 3600_000))).toBe(1);
    expect(await kept()).toEqual(before);
  });

  /** @returns the address of the upload, empty where it is refused */
  function upload(bytes: Buffer, fileName: string, who: Session): Promise<string> {
    return new Promise((resolve) => {
      const sending = new tus.Upload(bytes, {
        endpoint: `${address}/uploads`,
        headers: { "X-Who": String(who.userId), "X-Terrace-Request": "1" },
        metadata: { ...surveyInputsRecord, fileName },
        retryDelays: [],
        onSuccess: () => resolve(sending.url ?? ""),
        onError: () => resolve(""),
      });
      sending.start();
    });
  }
});

/** Processes of computations that this process has started. */
function computations(): readonly number[] {
  const list = execFileSync("ps", ["-eo", "pid=,ppid=,args="], { encoding: "utf8" });
  return list
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([, ppid, ...args]) => Number(ppid) === process.pid && args.join(" ").includes("survey-run-process"))
    .map(([pid]) => Number(pid));
}

async function filesUnder(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name);
}
