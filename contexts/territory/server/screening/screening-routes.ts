import { z } from "zod";
import { TerraceError } from "#errors";
import { defineRoute, permission, type Route, type RouteCall } from "#platform/http-api";
import type { Jobs } from "#platform/jobs";
import { isUnconfirmed } from "#reference-data";
import {
  patchVerdicts,
  type ScreeningOptions,
  type ScreeningTopic,
  screeningOptions,
  screeningRequest,
  verdictRequest,
} from "../../model/index.ts";
import type { SurveyShelf } from "../survey-shelf.ts";
import { giveVerdict, readVerdicts } from "./give-verdict.command.ts";
import { screeningOfTheCity } from "./screening-errors.ts";
import { SCREENING_JOB } from "./screening-job.ts";
import { thresholdsOn, topicsFor } from "./screening-rules.ts";
import { openSubject } from "./screening-subject.ts";

export interface ScreeningDependencies {
  readonly shelf: SurveyShelf;
  readonly enqueue: Jobs["enqueue"];
  readonly now?: () => Date;
}

const RUN_PERMISSION = "territory.screen";
const place = z.object({ id: z.uuid() });

export function screeningRoutes({ shelf, enqueue, now = () => new Date() }: ScreeningDependencies): readonly Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/screening/options",
      access: permission("territory.view"),
      summary: { zh: "可以筛查的调查、各类门槛及其依据", en: "The surveys that can be screened, and the thresholds" },
      response: screeningOptions,
      handle: async ({ session, transaction }) => ({
        surveys: await suitedSurveys(shelf, { transaction }),
        thresholds: [...thresholdsOn(now().toISOString().slice(0, 10)).values()].map((row) => ({
          id: row.id,
          zh: row.zh,
          en: row.en,
          value: row.value,
          unit: row.unit,
          source: row.source,
          isUnconfirmed: isUnconfirmed(row),
        })),
        canRun: session.scope === "city" && session.permissions.includes(RUN_PERMISSION),
      }),
    }),
    defineRoute({
      method: "post",
      path: "/screening/runs",
      access: permission(RUN_PERMISSION),
      summary: {
        zh: "运行筛查（后台任务）：陡坡地、坡耕地、植被减少",
        en: "Screens a survey, as a job: steep land, sloping cropland, loss of vegetation",
      },
      body: screeningRequest,
      response: z.object({ jobId: z.string() }),
      handle: async ({ session, body, transaction }) => {
        if (session.scope !== "city") throw screeningOfTheCity();
        const { survey } = await openSubject({ transaction }, shelf, body);
        const titles = {
          titleZh: `运行筛查：${survey.year} 年第 ${survey.number} 版`,
          titleEn: `Screening: ${survey.year}, version ${survey.number}`,
        };
        return { jobId: await transaction((tx) => enqueue(tx, session, SCREENING_JOB, body, titles)) };
      },
    }),
    defineRoute({
      method: "get",
      path: "/screening/patches/{id}/verdicts",
      access: permission("territory.view"),
      summary: { zh: "一个筛查图斑的核查结论与经过", en: "The verdicts of a screening patch" },
      params: place,
      response: patchVerdicts,
      handle: ({ session, params, transaction }) => transaction((tx) => readVerdicts(tx, session, params.id)),
    }),
    defineRoute({
      method: "post",
      path: "/screening/patches/{id}/verdicts",
      access: permission("territory.edit"),
      summary: {
        zh: "填写核查结论：属实、不属实、已处理或退回待核查，须写说明",
        en: "Gives a verdict on a screening patch, with a reason",
      },
      params: place,
      body: verdictRequest,
      response: patchVerdicts,
      handle: ({ session, params, body, transaction }) =>
        transaction((tx) => giveVerdict(tx, session, params.id, body)),
    }),
  ];
}

/** One whose files are gone can be screened for nothing: the page of surveys tells of it. */
async function suitedSurveys(
  shelf: SurveyShelf,
  reader: Pick<RouteCall<unknown, unknown, unknown>, "transaction">,
): Promise<ScreeningOptions["surveys"]> {
  const surveys: ScreeningOptions["surveys"] = [];
  for (const { runId, title, year, number, demonstration } of await shelf.list(reader)) {
    surveys.push({ runId, title, year, number, demonstration, ...(await suitabilityOf(shelf, reader, runId)) });
  }
  return surveys;
}

async function suitabilityOf(
  shelf: SurveyShelf,
  reader: Pick<RouteCall<unknown, unknown, unknown>, "transaction">,
  runId: string,
): Promise<{ readonly cellSize: number; readonly topics: ScreeningTopic[] }> {
  try {
    const { grid, layers } = await shelf.open(reader, runId);
    return { cellSize: grid.cellWidth, topics: [...topicsFor(layers)] };
  } catch (error) {
    if (error instanceof TerraceError) return { cellSize: 0, topics: [] };
    throw error;
  }
}
