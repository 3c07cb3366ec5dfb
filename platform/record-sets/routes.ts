import { sql } from "kysely";
import { z } from "zod";
import { readHistory } from "#platform/audit-trail";
import type { Session, Transaction } from "#platform/database";
import { defineRoute, type ProblemStatuses, type Route, signedIn } from "#platform/http-api";
import { ownRows } from "#platform/vector-tiles";
import { addComment, listComments } from "./comments.ts";
import { listRecords } from "./list-records.query.ts";
import { readRecord } from "./read-record.query.ts";
import { parseFilter, whereOf } from "./record-filter.ts";
import type { RecordSet, SortTerm } from "./record-set.ts";
import type { RecordSets } from "./record-sets.ts";
import { addRecord, changeRecord } from "./write-record.command.ts";

export const recordSetProblemStatuses: ProblemStatuses = {
  "record-set-unknown": 404,
  "record-unknown": 404,
  "record-invalid": 422,
  "record-not-editable": 403,
  "filter-invalid": 400,
};

const setPlace = z.object({ set: z.string().max(100) });
const recordPlace = setPlace.extend({ id: z.uuid() });
const fieldValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const selection = z.object({ filter: z.string().max(10_000).optional(), text: z.string().max(200).optional() });
const pageRequest = selection.extend({
  sort: z.string().max(500).optional(),
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(500).default(50),
});
const listedRecord = z.object({
  id: z.string(),
  version: z.number(),
  updatedAt: z.string(),
  values: z.record(z.string(), fieldValue),
  labels: z.record(z.string(), z.string()),
});
const fullRecord = listedRecord.extend({ geometry: z.looseObject({}).nullable() });
const choice = z.object({ value: z.string(), labelZh: z.string(), labelEn: z.string() });
const description = z.object({
  id: z.string(),
  titleZh: z.string(),
  titleEn: z.string(),
  geometry: z.enum(["point", "line", "polygon"]).nullable(),
  codeField: z.string(),
  titleField: z.string(),
  divisionField: z.string().nullable(),
  stateField: z.string().nullable(),
  emptyZh: z.string(),
  emptyEn: z.string(),
  canEdit: z.boolean(),
  defaultSort: z.array(z.object({ field: z.string(), direction: z.enum(["ascending", "descending"]) })),
  fields: z.array(
    z.object({
      name: z.string(),
      labelZh: z.string(),
      labelEn: z.string(),
      kind: z.enum(["text", "integer", "number", "date", "timestamp", "choice", "boolean", "division", "organisation"]),
      unit: z.string().nullable(),
      decimals: z.number().nullable(),
      choices: z.array(choice),
      filter: z.enum(["open", "folded"]).nullable(),
      isTotalled: z.boolean(),
      isYear: z.boolean(),
      isRequired: z.boolean(),
      isEditable: z.boolean(),
      isHiddenInList: z.boolean(),
    }),
  ),
});
const historyLine = z.object({
  id: z.number(),
  at: z.string(),
  actorId: z.string().nullable(),
  actor: z.string(),
  table: z.string(),
  recordId: z.string(),
  action: z.enum(["insert", "update", "delete"]),
  changes: z.array(z.object({ field: z.string(), from: z.unknown(), to: z.unknown() })),
});
const comment = z.object({ id: z.string(), text: z.string(), author: z.string(), createdAt: z.string() });

export interface RecordSetRoutesOptions {
  readonly sets: RecordSets;
  /** The divisions by which people filter, in their usual order. */
  readonly divisions: readonly { readonly value: string; readonly labelZh: string; readonly labelEn: string }[];
}

/** Lists and records of every set. Which set a session may open is asked inside, for the sets have permissions of their own. */
export function recordSetRoutes({ sets, divisions }: RecordSetRoutesOptions): readonly Route[] {
  const describe = (set: RecordSet, session: Session): z.input<typeof description> => ({
    ...set,
    defaultSort: [...set.defaultSort],
    canEdit: set.editPermission !== null && session.permissions.includes(set.editPermission),
    fields: set.fields.map((field) => ({
      ...field,
      unit: field.unit ?? null,
      decimals: field.decimals ?? null,
      choices: [...(field.kind === "division" ? divisions : (field.choices ?? []))],
      filter: field.filter ?? null,
      isTotalled: field.isTotalled ?? false,
      isYear: field.isYear ?? false,
      isRequired: field.isRequired ?? false,
      isEditable: field.isEditable ?? false,
      isHiddenInList: field.isHiddenInList ?? false,
    })),
  });
  return [
    defineRoute({
      method: "get",
      path: "/record-sets",
      access: signedIn(),
      summary: { zh: "可查看的台账及其字段", en: "The record sets that one may see, with their fields" },
      response: z.array(description),
      handle: async ({ session }) =>
        sets.all
          .filter(({ permission }) => session.permissions.includes(permission))
          .map((set) => describe(set, session)),
    }),
    defineRoute({
      method: "get",
      path: "/record-sets/{set}/records",
      access: signedIn(),
      summary: {
        zh: "一页记录，附全部筛选结果的条数与合计",
        en: "A page of records, with count and totals of the selection",
      },
      params: setPlace,
      query: pageRequest,
      response: z.object({
        records: z.array(listedRecord),
        count: z.number(),
        totals: z.record(z.string(), z.number().nullable()),
      }),
      handle: async ({ session, params, query, transaction }) => {
        const set = sets.open(session, params.set);
        const filter = parseFilter(set, query.filter);
        const page = await transaction(async (tx) => {
          const condition = await ownRows(tx, session, set.relation);
          return listRecords(tx, set, { ...query, filter, condition, sort: parseSort(set, query.sort) });
        });
        return { records: [...page.records], count: page.count, totals: { ...page.sums } };
      },
    }),
    defineRoute({
      method: "get",
      path: "/record-sets/{set}/extent",
      access: signedIn(),
      summary: { zh: "筛选结果在图上的范围（经纬度）", en: "Where a selection lies, as west, south, east, north" },
      params: setPlace,
      query: selection,
      response: z.object({ extent: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable() }),
      handle: async ({ session, params, query, transaction }) => {
        const set = sets.open(session, params.set);
        if (set.geometry === null) return { extent: null };
        const where = whereOf(set, { filter: parseFilter(set, query.filter), text: query.text });
        return { extent: await transaction((tx) => extentOf(tx, set, where)) };
      },
    }),
    defineRoute({
      method: "post",
      path: "/record-sets/{set}/records",
      access: signedIn(),
      summary: { zh: "新增一条记录", en: "Adds a record" },
      params: setPlace,
      body: z.object({
        values: z.record(z.string(), fieldValue),
        geometry: z.looseObject({}).nullable().default(null),
      }),
      response: fullRecord,
      handle: async ({ session, params, body, transaction }) => {
        const set = sets.openToEdit(session, params.set);
        return transaction((tx) => addRecord(tx, set, body.values, body.geometry)) as Promise<
          z.input<typeof fullRecord>
        >;
      },
    }),
    defineRoute({
      method: "get",
      path: "/record-sets/{set}/records/{id}",
      access: signedIn(),
      summary: { zh: "一条记录", en: "One record" },
      params: recordPlace,
      response: fullRecord,
      handle: async ({ session, params, transaction }) => {
        const set = sets.open(session, params.set);
        return transaction((tx) => readRecord(tx, set, params.id)) as Promise<z.input<typeof fullRecord>>;
      },
    }),
    defineRoute({
      method: "patch",
      path: "/record-sets/{set}/records/{id}",
      access: signedIn(),
      summary: { zh: "修改一条记录；别人改过时返回差异", en: "Changes a record; tells what someone else has changed" },
      params: recordPlace,
      body: z.object({
        version: z.number().int(),
        values: z.record(z.string(), fieldValue).default({}),
        geometry: z.looseObject({}).optional(),
      }),
      response: fullRecord,
      handle: async ({ session, params, body, transaction }) => {
        const set = sets.openToEdit(session, params.set);
        return transaction((tx) => changeRecord(tx, set, params.id, body)) as Promise<z.input<typeof fullRecord>>;
      },
    }),
    defineRoute({
      method: "get",
      path: "/record-sets/{set}/records/{id}/history",
      access: signedIn(),
      summary: { zh: "一条记录的历史：谁何时把什么从甲改为乙", en: "The history of a record: who changed what, when" },
      params: recordPlace,
      response: z.array(historyLine),
      handle: async ({ session, params, transaction }) => {
        const set = sets.open(session, params.set);
        return transaction(async (tx) => {
          await readRecord(tx, set, params.id);
          const lines = await readHistory(tx, set.historyRelation ?? set.relation, params.id);
          return lines.map((line) => ({ ...line, changes: [...line.changes] }));
        });
      },
    }),
    defineRoute({
      method: "get",
      path: "/record-sets/{set}/records/{id}/comments",
      access: signedIn(),
      summary: { zh: "一条记录的评论", en: "Comments of a record" },
      params: recordPlace,
      response: z.array(comment),
      handle: async ({ session, params, transaction }) => {
        const set = sets.open(session, params.set);
        return transaction(async (tx) => {
          await readRecord(tx, set, params.id);
          return [...(await listComments(tx, set, params.id))];
        });
      },
    }),
    defineRoute({
      method: "post",
      path: "/record-sets/{set}/records/{id}/comments",
      access: signedIn(),
      summary: { zh: "评论一条记录", en: "Comments on a record" },
      params: recordPlace,
      body: z.object({ text: z.string().trim().min(1).max(4000) }),
      response: z.array(comment),
      handle: async ({ session, params, body, transaction }) => {
        const set = sets.open(session, params.set);
        return transaction(async (tx) => {
          await addComment(tx, session, set, await readRecord(tx, set, params.id), body.text);
          return [...(await listComments(tx, set, params.id))];
        });
      },
    }),
  ];
}

async function extentOf(transaction: Transaction, set: RecordSet, where: ReturnType<typeof whereOf>) {
  const { rows } = await sql<{ west: number | null; south: number; east: number; north: number }>`
    select ST_XMin(box) as west, ST_YMin(box) as south, ST_XMax(box) as east, ST_YMax(box) as north
    from (select ST_Extent(geometry) as box from ${sql.table(set.relation)} where ${where}) as extent`.execute(
    transaction,
  );
  const [row] = rows;
  return row === undefined || row.west === null
    ? null
    : ([row.west, row.south, row.east, row.north] as [number, number, number, number]);
}

/** `-areaKm2,code`: descending by area, then by code. What is not a field is passed over, as an old saved address may name one. */
function parseSort(set: RecordSet, text: string | undefined): readonly SortTerm[] {
  const terms = (text ?? "").split(",").flatMap((part): SortTerm[] => {
    const name = part.replace(/^-/, "");
    if (!set.fields.some((field) => field.name === name)) return [];
    return [{ field: name, direction: part.startsWith("-") ? "descending" : "ascending" }];
  });
  return terms.length > 0 ? terms : set.defaultSort;
}
