import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PlanView, ReportView } from "#contexts/action-plan/model";
import { createSurveyLibrary } from "#contexts/erosion-assessment/server";
import { loadDivisions } from "#contexts/territory/server";
import { testDatabases } from "#fixtures/test-database";
import { readConfiguration } from "#platform/configuration";
import type { Database } from "#platform/database";
import { divisionChanges, divisions } from "#regions/yantai";
import { ensureConsoleBuilt } from "../../tools/build-console/index.ts";
import { createApp } from "../server/create-app.ts";
import { type Listening, listen } from "../server/listen.ts";
import { migrations } from "../server/migrations.ts";
import { createPlatform, type Platform } from "../server/platform.ts";

export const password = "梯田 与 水土保持 2026";
/** A city that may decide everything, a department, a district. */
export const people = ["city", "ecology", "laishan"] as const;
export type PersonName = (typeof people)[number];

/** A server with people and the plan, that can be taken away and brought back. */
export interface BoardServer {
  readonly database: Database;
  readonly troubles: string[];
  readonly url: string;
  /** As a person, without a browser. */
  ask<Answer>(who: PersonName, path: string, method?: string, body?: object): Promise<Answer>;
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

export async function openBoardServer(): Promise<BoardServer> {
  const troubles: string[] = [];
  const folder = await mkdtemp(join(tmpdir(), "terrace-cockpit-"));
  const others = migrations.filter(({ module }) => module !== "access" && module !== "audit-trail");
  const database = await testDatabases().at(-1)!.open(others);
  const surveys = createSurveyLibrary([]);
  const onError = (error: unknown) => troubles.push(String(error));
  const configuration = readConfiguration({});
  const platform = await createPlatform({ database, configuration, dataFolder: folder, surveys, onError });
  const { directory } = await ensureConsoleBuilt();
  const app = await createApp({ surveys, consoleDirectory: directory, platform, onLine: onError });
  await platform.start();
  let listening: Listening = await listen(app.app, "127.0.0.1", 0);
  const { port, url } = listening;
  await addPeople(platform, database);
  const cookies = new Map<PersonName, string>();
  const send = (path: string, method: string, cookie: string, body?: object) =>
    fetch(new URL(path, url), {
      method,
      headers: { "X-Terrace-Request": "1", "Content-Type": "application/json", Cookie: cookie },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const signIn = async (who: PersonName) => {
    const { headers } = await send("/api/session", "POST", "", { name: who, password });
    const cookie = headers
      .getSetCookie()
      .map((line) => line.split(";")[0])
      .join("; ");
    cookies.set(who, cookie);
    return cookie;
  };
  return {
    database,
    troubles,
    url,
    ask: async <Answer>(who: PersonName, path: string, method = "GET", body?: object) => {
      const cookie = cookies.get(who) ?? (await signIn(who));
      let answer = await send(path, method, cookie, body);
      // A person has a few sessions at a time: those of the browser end this one.
      if (answer.status === 401) answer = await send(path, method, await signIn(who), body);
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as Answer;
    },
    goAway: () => listening.close(),
    comeBack: async () => {
      listening = await listen(app.app, "127.0.0.1", port);
      if (listening.port !== port) throw new Error(`Somebody took the port ${port} meanwhile`);
    },
    close: async () => {
      await listening.close();
      await platform.stop();
      await app.close();
      await database.close();
      await rm(folder, { recursive: true });
    },
  };
}

async function addPeople({ access }: Platform, database: Database): Promise<void> {
  const rows = await database.execute("select id, code, kind, division_code from access.organisation");
  const idOf = (isIt: (row: (typeof rows)[number]) => boolean) => String(rows.find(isIt)?.id);
  const person = { password, divisions: [] as string[] };
  await access.createPerson("test", {
    ...person,
    name: "city",
    displayName: "市级主管",
    organisationId: idOf(({ kind }) => kind === "city"),
    scope: "city",
    roles: ["city-supervisor"],
  });
  await access.createPerson("test", {
    ...person,
    name: "ecology",
    displayName: "生态环境局联络员",
    organisationId: idOf(({ code }) => code === "ecology"),
    scope: "department",
    roles: ["department-officer"],
  });
  await access.createPerson("test", {
    ...person,
    name: "laishan",
    displayName: "莱山水保员",
    organisationId: idOf((row) => row.kind === "division" && row.division_code === "370613"),
    scope: "division",
    divisions: ["370613"],
    roles: ["district-inspector"],
  });
}

/** Outlines for all units: squares of 0.2°, five in a row. */
export async function addOutlines({ database }: BoardServer): Promise<void> {
  const outlines = new Map(
    divisions.map(({ code }, at) => {
      const west = 120 + (at % 5) * 0.2;
      const south = 37 + Math.floor(at / 5) * 0.2;
      const east = west + 0.2;
      const north = south + 0.2;
      const ring = [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ];
      return [code, { type: "Polygon", coordinates: [ring] }];
    }),
  );
  await loadDivisions(database, divisions, divisionChanges, outlines);
}

/** A published survey of a year (演示), in which every division has a rate of its own. */
export async function publishSurvey(server: BoardServer, year: number, shareOfLoss: number): Promise<void> {
  const zones = divisions.map(({ code, nameZh }, at) => {
    const area = 100_0000_0000_00;
    const loss = Math.round(area * shareOfLoss * (0.5 + at / divisions.length));
    return { code, nameZh, slight: area - loss, loss };
  });
  const sum = (of: (zone: (typeof zones)[number]) => number) => zones.reduce((total, zone) => total + of(zone), 0);
  const [survey] = await server.database.execute(
    `insert into erosion_assessment.survey (run_id, content_id, title, year, number, product, is_demonstration, folder,
       provenance_sha256, finished_at, area_cm2, soil_water_loss_cm2, made_by_name)
     values ($1, $1, '演示调查', $2, 1, 'multi-year-mean', true, $1, repeat('0', 64), now(), $3, $4, '测试') returning id`,
    [`board-${year}`, year, sum(({ slight, loss }) => slight + loss), sum(({ loss }) => loss)],
  );
  for (const [position, { code, nameZh, slight, loss }] of zones.entries()) {
    await server.database.execute(
      `insert into erosion_assessment.survey_zone (survey_id, position, name, division_code, slight_cm2, light_cm2, moderate_cm2,
         intense_cm2, very_intense_cm2, severe_cm2, soil_loss_tonnes) values ($1, $2, $3, $4, $5, $6, 0, 0, 0, 0, 1)`,
      [survey?.id, position + 1, nameZh, code, slight, loss],
    );
  }
  await server.ask("city", `/api/surveys/board-${year}/publication`, "POST", { version: 1, reason: "测试" });
}

/** Hands in the report of the ecology bureau on its nth task of the quarter that is asked for. */
export async function handInReport(
  server: Pick<BoardServer, "ask">,
  nth: number,
): Promise<Pick<ReportView, "id" | "version">> {
  const plan = await server.ask<PlanView>("ecology", "/api/plan");
  const own = plan.parts
    .flatMap(({ measures }) => measures.flatMap(({ tasks }) => tasks))
    .filter(({ departments }) =>
      departments.some(({ organisationId, role }) => role === "lead" && organisationId === plan.rights.organisationId),
    );
  const path = `/api/plan/tasks/${own[nth]?.id}/reports/${plan.period.period}`;
  const content = { version: 0, text: "本季度已完成。", percent: 50, figures: [] };
  const { id, version } = await server.ask<ReportView>("ecology", path, "PUT", content);
  return server.ask<ReportView>("ecology", `/api/plan/reports/${id}/submission`, "POST", { version });
}

export async function decideReport(
  server: BoardServer,
  { id, version }: Pick<ReportView, "id" | "version">,
  decision: "acceptance" | "return",
): Promise<void> {
  const reason = decision === "return" ? { reason: "请补充。" } : {};
  await server.ask("city", `/api/plan/reports/${id}/${decision}`, "POST", { version, ...reason });
}
