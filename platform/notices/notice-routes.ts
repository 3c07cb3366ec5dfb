import { sql } from "kysely";
import { z } from "zod";
import { TerraceError } from "#errors";
import { defineRoute, type ProblemStatuses, type Route, signedIn } from "#platform/http-api";

export const noticeProblemStatuses: ProblemStatuses = { "notice-unknown": 404 };

const notice = z.object({
  id: z.uuid(),
  kind: z.string(),
  titleZh: z.string(),
  titleEn: z.string(),
  textZh: z.string(),
  textEn: z.string(),
  path: z.string().nullable(),
  createdAt: z.iso.datetime(),
  readAt: z.iso.datetime().nullable(),
});

const preference = z
  .object({
    mailAddress: z.email().nullable(),
    phone: z
      .string()
      .regex(/^\+?[0-9]{6,15}$/)
      .nullable(),
    mail: z.enum(["none", "each", "daily"]),
    bySms: z.boolean(),
  })
  .refine(({ mail, mailAddress }) => mail === "none" || mailAddress !== null, { path: ["mailAddress"] })
  .refine(({ bySms, phone }) => !bySms || phone !== null, { path: ["phone"] });

const COLUMNS = sql`id, kind, title_zh as "titleZh", title_en as "titleEn", text_zh as "textZh", text_en as "textEn", path,
  created_at as "createdAt", read_at as "readAt"`;

/** A person's own notices; row-level security shows no others. */
export function noticeRoutes(): readonly Route[] {
  return [
    defineRoute({
      method: "get",
      path: "/notices",
      access: signedIn(),
      summary: { zh: "我的消息，新的在前", en: "My notices, newest first" },
      query: z.object({
        unread: z.stringbool().default(false),
        before: z.iso.datetime().optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
      response: z.object({ notices: z.array(notice), unread: z.number().int() }),
      handle: async ({ query, transaction }) =>
        transaction(async (tx) => {
          const { rows } = await sql<z.output<typeof notice>>`select ${COLUMNS} from notices.notice
            where ${query.unread ? sql`read_at is null` : sql`true`}
              and ${query.before === undefined ? sql`true` : sql`created_at < ${query.before}`}
            order by created_at desc, id limit ${query.limit}`.execute(tx);
          const count = await sql<{ unread: number }>`
            select count(*) as unread from notices.notice where read_at is null`.execute(tx);
          return { notices: rows, unread: count.rows[0]?.unread ?? 0 };
        }),
    }),
    defineRoute({
      method: "get",
      path: "/notices/unread-count",
      access: signedIn(),
      summary: { zh: "未读消息数", en: "How many notices are unread" },
      response: z.object({ count: z.number().int() }),
      handle: async ({ transaction }) =>
        transaction(async (tx) => {
          const { rows } = await sql<{ count: number }>`
            select count(*) as count from notices.notice where read_at is null`.execute(tx);
          return { count: rows[0]?.count ?? 0 };
        }),
    }),
    defineRoute({
      method: "post",
      path: "/notices/{id}/read",
      access: signedIn(),
      summary: { zh: "把一条消息标为已读", en: "Mark a notice as read" },
      params: z.object({ id: z.uuid() }),
      response: notice,
      handle: async ({ params: { id }, transaction }) =>
        transaction(async (tx) => {
          const { rows } = await sql<
            z.output<typeof notice>
          >`update notices.notice set read_at = coalesce(read_at, now())
            where id = ${id} returning ${COLUMNS}`.execute(tx);
          if (rows[0] === undefined) throw noticeUnknown(id);
          return rows[0];
        }),
    }),
    defineRoute({
      method: "post",
      path: "/notices/read-all",
      access: signedIn(),
      summary: { zh: "把全部消息标为已读", en: "Mark all notices as read" },
      response: z.object({ count: z.number().int() }),
      handle: async ({ transaction }) =>
        transaction(async (tx) => {
          const { rows } =
            await sql`update notices.notice set read_at = now() where read_at is null returning id`.execute(tx);
          return { count: rows.length };
        }),
    }),
    defineRoute({
      method: "get",
      path: "/notices/preference",
      access: signedIn(),
      summary: { zh: "我的消息送达方式", en: "How I am told outside the console" },
      response: preference,
      handle: async ({ transaction }) =>
        transaction(async (tx) => {
          const { rows } = await sql<z.output<typeof preference>>`select mail_address as "mailAddress", phone, mail,
            by_sms as "bySms" from notices.preference`.execute(tx);
          return rows[0] ?? { mailAddress: null, phone: null, mail: "none" as const, bySms: false };
        }),
    }),
    defineRoute({
      method: "put",
      path: "/notices/preference",
      access: signedIn(),
      summary: { zh: "设置我的消息送达方式", en: "Choose how I am told outside the console" },
      body: preference,
      response: preference,
      handle: async ({ session, body, transaction }) =>
        transaction(async (tx) => {
          await sql`insert into notices.preference (person_id, mail_address, phone, mail, by_sms)
            values (${session.userId}, ${body.mailAddress}, ${body.phone}, ${body.mail}, ${body.bySms})
            on conflict (person_id) do update set mail_address = excluded.mail_address, phone = excluded.phone, mail = excluded.mail,
              by_sms = excluded.by_sms`.execute(tx);
          return body;
        }),
    }),
  ];
}

function noticeUnknown(id: string): TerraceError {
  return new TerraceError({
    code: "notice-unknown",
    userMessage: "没有这条消息，或它不是发给您的。请刷新消息列表。",
    message: `There is no notice ${id}, or it is not yours. Refresh the list.`,
    details: { id },
  });
}
