import { z } from "zod";
import { defineRoute, permission, type Route } from "#platform/http-api";
import { type SurveyDecision, surveyDecisionRequest, surveyVersion, surveyVersionList } from "../../model/index.ts";
import { decideSurvey } from "./decide-survey.command.ts";
import { listVersions } from "./survey-version-rows.ts";

/** Versions of surveys that are records: which there are, and what the city decides on them. */
export function surveyVersionRoutes(): readonly Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/survey-versions",
      access: permission("survey.view"),
      summary: { zh: "调查版本，最近年度在前", en: "Versions of surveys, the latest year first" },
      response: surveyVersionList,
      handle: ({ transaction }) => transaction(async (tx) => ({ versions: await listVersions(tx) })),
    }),
    decisionRoute("publish", "publication", {
      zh: "发布一个调查版本，同年度已发布的版本随之撤回",
      en: "Publish a version; the one of the same year that was published is withdrawn",
    }),
    decisionRoute("withdraw", "withdrawal", { zh: "撤回一个已发布的调查版本", en: "Withdraw a published version" }),
  ];
}

function decisionRoute(decision: SurveyDecision, address: string, summary: Route["summary"]): Route {
  return defineRoute({
    method: "post",
    path: `/surveys/{runId}/${address}`,
    access: permission("survey.publish"),
    summary,
    params: z.object({ runId: z.string().min(1).max(200) }),
    body: surveyDecisionRequest,
    response: surveyVersion,
    handle: ({ session, params, body, transaction }) =>
      transaction((tx) => decideSurvey(tx, session, params.runId, decision, body)),
  });
}
