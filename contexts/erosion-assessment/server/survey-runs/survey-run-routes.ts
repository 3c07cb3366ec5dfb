import { z } from "zod";
import { defineRoute, permission, type Route } from "#platform/http-api";
import {
  surveyInputList,
  surveyParameterList,
  surveyRunAnswer,
  surveyRunRequest,
  surveySettings,
} from "../../model/index.ts";
import { surveyOfTheCity } from "../versions/survey-version-errors.ts";
import { listInputFiles } from "./input-files.query.ts";
import { orderSurvey, readSettings, type SurveyOrdersOptions } from "./order-survey.command.ts";
import { surveyParameters } from "./survey-parameters.ts";

/** How a survey is asked for: the files to choose from, the parameters, and the order itself. Its job is at `/jobs`. */
export function surveyRunRoutes(options: SurveyOrdersOptions): readonly Route[] {
  const access = permission("survey.run");
  return [
    defineRoute({
      method: "get",
      path: "/survey-inputs",
      access,
      summary: { zh: "可用于调查的输入文件", en: "Files that a survey can be made from" },
      response: surveyInputList,
      handle: ({ session, transaction }) => {
        if (session.scope !== "city") throw surveyOfTheCity();
        return transaction(async (tx) => ({ files: await listInputFiles(tx, options) }));
      },
    }),
    defineRoute({
      method: "get",
      path: "/survey-inputs/settings",
      access,
      summary: { zh: "读取一份 survey.yaml 配置", en: "Settings of a survey from a file" },
      query: z.object({ name: z.string().min(1).max(500) }),
      response: surveySettings,
      handle: ({ session, query, transaction }) =>
        transaction(async (tx) => ({ settings: { ...(await readSettings(tx, session, query.name, options)) } })),
    }),
    defineRoute({
      method: "get",
      path: "/survey-parameters",
      access,
      summary: { zh: "调查参数的默认值、出处和待核标记", en: "Parameters of a survey with source and confidence" },
      response: surveyParameterList,
      handle: async () => ({ parameters: surveyParameters() }),
    }),
    defineRoute({
      method: "post",
      path: "/survey-runs",
      access,
      summary: { zh: "开始一次水土流失调查（后台任务）", en: "Run a survey of soil loss, as a job" },
      body: surveyRunRequest,
      response: surveyRunAnswer,
      handle: ({ session, body, transaction }) =>
        transaction(async (tx) => ({ jobId: await orderSurvey(tx, session, body, options) })),
    }),
  ];
}
