import { z } from "zod";
import { defineRoute, type Route, signedIn } from "#platform/http-api";
import { takeTransition } from "./take-transition.command.ts";
import { listOpenItems, type WorkItemSource } from "./work-items.query.ts";
import type { WorkflowRegistry } from "./workflow-registry.ts";
import { readWorkflow } from "./workflow-view.query.ts";

const recordParams = z.object({ recordSet: z.string().min(1), recordId: z.string().min(1) });

const named = z.object({ id: z.string(), labelZh: z.string(), labelEn: z.string() });
const workflowName = z.object({ id: z.string(), titleZh: z.string(), titleEn: z.string() });
const person = z.object({ id: z.string(), name: z.string() });
const stateKind = z.enum(["open", "waiting", "closed"]);
const reason = z.object({ code: z.string(), zh: z.string(), en: z.string() });

const deadline = z.object({
  unit: z.enum(["working", "calendar", "month"]),
  dueOn: z.string().nullable(),
  daysLeft: z.number().int().nullable(),
  isOverdue: z.boolean(),
  isPaused: z.boolean(),
  isProvisional: z.boolean(),
  legalGround: z.string(),
  isUnconfirmed: z.boolean(),
});

const evidence = z.object({ kind: z.string(), attachmentId: z.string(), name: z.string(), sha256: z.string() });

const action = z.object({
  id: z.string(),
  kind: z.string(),
  labelZh: z.string(),
  labelEn: z.string(),
  isPrimary: z.boolean(),
  blockedBy: z.array(reason).readonly(),
  needsOpinion: z.boolean(),
  needsPerson: z.boolean(),
  evidence: z
    .array(
      z.object({ kind: z.string(), labelZh: z.string(), labelEn: z.string(), atLeast: z.number().int().optional() }),
    )
    .readonly(),
  targets: z.array(z.object({ state: z.string(), labelZh: z.string(), labelEn: z.string() })).readonly(),
});

const timelineEntry = z.object({
  at: z.string(),
  kind: z.string(),
  labelZh: z.string(),
  labelEn: z.string(),
  from: named.nullable(),
  to: named,
  actorName: z.string(),
  opinion: z.string().nullable(),
  evidence: z.array(evidence).readonly(),
  personName: z.string().nullable(),
  dueOn: z.string().nullable(),
});

const workflowView = z.object({
  recordSet: z.string(),
  recordId: z.string(),
  title: z.string(),
  version: z.number().int(),
  workflow: workflowName,
  state: named.extend({ kind: stateKind }),
  enteredAt: z.string(),
  deadline: deadline.nullable(),
  assignee: person.nullable(),
  signers: z.array(person.extend({ hasSigned: z.boolean() })).readonly(),
  stages: z
    .array(
      z.object({
        state: z.string(),
        labelZh: z.string(),
        labelEn: z.string(),
        status: z.enum(["done", "current", "ahead"]),
      }),
    )
    .readonly(),
  timeline: z.array(timelineEntry).readonly(),
  actions: z.array(action).readonly(),
});

const transitionBody = z.object({
  version: z.number().int().positive(),
  transition: z.string().min(1),
  opinion: z.string().max(4000).optional(),
  evidence: z
    .array(z.object({ kind: z.string().min(1), attachmentId: z.uuid() }))
    .max(100)
    .optional(),
  to: z.string().optional(),
  personId: z.uuid().optional(),
  requestId: z.uuid().optional(),
});

const workItems = z.object({
  items: z
    .array(
      z.object({
        recordSet: z.string(),
        recordId: z.string(),
        address: z.string(),
        title: z.string(),
        divisionCode: z.string().nullable(),
        workflow: workflowName,
        state: named.extend({ kind: stateKind }),
        enteredAt: z.string(),
        deadline: deadline.nullable(),
        isForMyOpinion: z.boolean(),
      }),
    )
    .readonly(),
  count: z.number().int(),
  overdueCount: z.number().int(),
});

/** The course of a record, its transitions, and what I have to do. What a person may do and see comes from the workflow and the database. */
export function workflowRoutes(registry: WorkflowRegistry, sources: readonly WorkItemSource[] = []): readonly Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/workflows/{recordSet}/{recordId}",
      access: signedIn(),
      summary: {
        zh: "一条记录的办理过程、时限和可以进行的操作",
        en: "The course of a record, its time limit and actions",
      },
      params: recordParams,
      response: workflowView,
      handle: async ({ session, params, transaction }) =>
        transaction((tx) => readWorkflow(tx, session, registry, params.recordSet, params.recordId)),
    }),
    defineRoute({
      method: "post",
      path: "/workflows/{recordSet}/{recordId}/transitions",
      access: signedIn(),
      summary: { zh: "办理：提交、退回、撤回、转办、加签、催办等", en: "Take a transition of the workflow" },
      params: recordParams,
      body: transitionBody,
      response: workflowView,
      handle: async ({ session, params, body, transaction }) =>
        transaction(async (tx) => {
          await takeTransition(tx, session, registry, { ...params, ...body });
          return readWorkflow(tx, session, registry, params.recordSet, params.recordId);
        }),
    }),
    defineRoute({
      method: "get",
      path: "/work-items",
      access: signedIn(),
      summary: { zh: "我的待办，最先到期的在前", en: "My work, what is due first on top" },
      query: z.object({
        page: z.coerce.number().int().positive().default(1),
        pageSize: z.coerce.number().int().positive().max(200).default(50),
        recordSet: z.string().optional(),
      }),
      response: workItems,
      handle: async ({ session, query, transaction }) =>
        transaction((tx) => listOpenItems(tx, session, registry, query, sources)),
    }),
  ];
}
