import { z } from "zod";
import { writeOfficialDocument } from "#platform/documents";
import { defineRoute, permission, type Route } from "#platform/http-api";
import {
  planSummary,
  planView,
  type ReportDecisionAction,
  reminderRequest,
  reminderView,
  reportContent,
  reportDecision,
  reportPeriod,
  reportView,
  taskView,
} from "../model/index.ts";
import { decideReport } from "./decide-report.command.ts";
import { ownOrganisation } from "./own-organisation.query.ts";
import type { PlanDependencies } from "./plan-dependencies.ts";
import { progressBulletin } from "./progress-bulletin.ts";
import { type PlanSurroundings, readPlan } from "./read-plan.query.ts";
import { readTargets } from "./read-targets.query.ts";
import { readTask } from "./read-task.query.ts";
import { saveReport } from "./save-report.command.ts";
import { sendReminder } from "./send-reminder.command.ts";
import { shareRoutes } from "./share-routes.ts";
import { summarisePlan } from "./summarise-plan.query.ts";

const taskId = z.string().min(1).max(20);

/** The addresses of `http-contract.ts` and `shares-contract.ts`. */
export function actionPlanRoutes(dependencies: PlanDependencies): readonly Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/plan",
      access: permission("plan.view"),
      summary: {
        zh: "实施方案：措施、任务、目标与本期报告",
        en: "The plan: measures, tasks, targets and reports of a period",
      },
      query: z.object({ period: reportPeriod.optional() }),
      response: planView,
      handle: async ({ session, query, transaction }) => {
        const surroundings = await surroundingsOf(dependencies);
        return transaction((tx) => readPlan(tx, session, query.period, surroundings));
      },
    }),
    defineRoute({
      method: "get",
      path: "/plan/summary",
      access: permission("plan.view"),
      summary: { zh: "实施方案概况", en: "The plan in a few numbers" },
      response: planSummary,
      handle: async ({ session, transaction }) => {
        const surroundings = await surroundingsOf(dependencies);
        return transaction((tx) => summarisePlan(tx, session, surroundings));
      },
    }),
    defineRoute({
      method: "get",
      path: "/plan/bulletin.docx",
      access: permission("plan.review"),
      summary: { zh: "进展情况通报草稿（Word）", en: "A draft of the bulletin on progress (Word)" },
      query: z.object({ period: reportPeriod.optional() }),
      response: "raw",
      handle: async ({ session, query, transaction }) => {
        const surroundings = await surroundingsOf(dependencies);
        const bulletin = await transaction(async (tx) =>
          progressBulletin(await readPlan(tx, session, query.period, surroundings), {
            name: await ownOrganisation(tx, session),
            now: surroundings.now,
          }),
        );
        return new Response(new Uint8Array(await writeOfficialDocument(bulletin)), {
          headers: {
            "Content-Type": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "Content-Disposition": `attachment; filename*=UTF-8''${encodeURIComponent(`${bulletin.title}（草稿）.docx`)}`,
            "Cache-Control": "no-store",
          },
        });
      },
    }),
    defineRoute({
      method: "get",
      path: "/plan/tasks/{id}",
      access: permission("plan.view"),
      summary: { zh: "一项任务及其进展报告", en: "A task with its reports" },
      params: z.object({ id: taskId }),
      response: taskView,
      handle: ({ session, params, transaction }) => transaction((tx) => readTask(tx, session, params.id)),
    }),
    defineRoute({
      method: "put",
      path: "/plan/tasks/{id}/reports/{period}",
      access: permission("plan.report"),
      summary: { zh: "保存本单位的进展报告草稿", en: "Save the draft of one's own organisation" },
      params: z.object({ id: taskId, period: reportPeriod }),
      body: reportContent,
      response: reportView,
      handle: ({ session, params, body, transaction }) =>
        transaction((tx) =>
          saveReport(tx, session, { taskId: params.id, period: params.period, content: body }, dependencies.now()),
        ),
    }),
    decisionRoute("submit", "submission", { zh: "提交进展报告", en: "Submit a report" }),
    decisionRoute("withdraw", "withdrawal", { zh: "撤回已提交的报告", en: "Withdraw a report" }),
    decisionRoute("return", "return", { zh: "退回报告并说明理由", en: "Return a report with a reason" }),
    decisionRoute("accept", "acceptance", { zh: "审核通过并锁定", en: "Accept and lock a report" }),
    decisionRoute("reopen", "reopening", {
      zh: "说明理由后重新打开",
      en: "Open an accepted report again, with a reason",
    }),
    defineRoute({
      method: "post",
      path: "/plan/reminders",
      access: permission("plan.review"),
      summary: { zh: "催办", en: "Remind a department" },
      body: reminderRequest,
      response: reminderView,
      handle: ({ session, body, transaction }) =>
        transaction((tx) => sendReminder(tx, session, body, dependencies.onReminder)),
    }),
    ...shareRoutes(dependencies),
  ];
}

async function surroundingsOf(dependencies: PlanDependencies): Promise<PlanSurroundings> {
  return { targets: await readTargets(dependencies), now: dependencies.now() };
}

function decisionRoute(action: ReportDecisionAction, address: string, summary: Route["summary"]): Route {
  const isReview = action === "return" || action === "accept" || action === "reopen";
  return defineRoute({
    method: "post",
    path: `/plan/reports/{id}/${address}`,
    access: permission(isReview ? "plan.review" : "plan.report"),
    summary,
    params: z.object({ id: z.uuid() }),
    body: reportDecision,
    response: reportView,
    handle: ({ session, params, body, transaction }) =>
      transaction((tx) => decideReport(tx, session, params.id, action, body)),
  });
}
