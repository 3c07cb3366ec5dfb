import { sql } from "kysely";
import type { Database, Transaction } from "#platform/database";
import type { PeopleWith } from "./people-with.ts";

export interface SpreadOptions {
  readonly peopleWith: PeopleWith;
  readonly hasMail: boolean;
  readonly hasSms: boolean;
  /** `https://…` of the console, for links in mails; null where it is not known. */
  readonly publicAddress: string | null;
}

interface Request {
  readonly id: string;
  readonly key: string;
  readonly recipients: {
    readonly personIds: readonly string[];
    readonly organisationId: string | null;
    readonly permission: string | null;
    readonly divisionCode: string | null;
  };
}

const MOST_AT_ONCE = 50;

/** Gives each person their notice, and their mail or short message where they want one. Resolves to how many requests there were. */
export function spreadRequests(database: Database, options: SpreadOptions): Promise<number> {
  return database.asService("notices", async (tx) => {
    const { rows } = await sql<Request>`select id, key, recipients from notices.request where spread_at is null
      order by created_at limit ${MOST_AT_ONCE} for update skip locked`.execute(tx);
    for (const request of rows) await spread(tx, request, options);
    return rows.length;
  });
}

async function spread(tx: Transaction, { id, recipients }: Request, options: SpreadOptions): Promise<void> {
  const { personIds, organisationId, permission, divisionCode } = recipients;
  const permitted = permission === null ? [] : await options.peopleWith(tx, permission, divisionCode);
  const ids = [...personIds, ...permitted].join(",");
  const link = `${options.publicAddress ?? ""}`.replace(/\/$/, "");
  await sql`
    with told as (
      insert into notices.notice (person_id, key, kind, title_zh, title_en, text_zh, text_en, path, created_at)
      select p.id, r.key, r.kind, r.title_zh, r.title_en, r.text_zh, r.text_en, r.path, r.created_at
      from notices.request r cross join access.person p
      where r.id = ${id} and not p.is_disabled
        and (p.id::text = any (string_to_array(${ids}, ',')) or p.organisation_id = ${organisationId}::uuid)
      on conflict (person_id, key) do nothing
      returning id, person_id, title_zh, text_zh, path
    ), mails as (
      insert into notices.message (key, channel, address, subject, body)
      select 'notice/' || t.id, 'mail', f.mail_address, t.title_zh,
        concat_ws(E'\n\n', t.text_zh, case when ${link} <> '' then ${link} || t.path end)
      from told t join notices.preference f using (person_id)
      where ${options.hasMail} and f.mail = 'each'
    )
    insert into notices.message (key, channel, address, subject, body)
    select 'notice/' || t.id || '/sms', 'sms', f.phone, t.title_zh, t.title_zh || '：' || t.text_zh
    from told t join notices.preference f using (person_id)
    where ${options.hasSms} and f.by_sms and (select is_urgent from notices.request where id = ${id})`.execute(tx);
  await sql`update notices.request set spread_at = now() where id = ${id}`.execute(tx);
}

/** One mail a day to whoever wants it so, with what came since the last one and is still unread. */
export function writeDigests(database: Database, day: string, publicAddress: string | null): Promise<number> {
  const link = `${publicAddress ?? ""}`.replace(/\/$/, "");
  return database.asService("notices", async (tx) => {
    const { rows } = await sql`
      insert into notices.message (key, channel, address, subject, body)
      select 'digest/' || f.person_id || '/' || ${day}, 'mail', f.mail_address, '未读消息 ' || count(*) || ' 条',
        string_agg('· ' || n.title_zh || '：' || n.text_zh || case when ${link} <> '' and n.path is not null
          then E'\n  ' || ${link} || n.path else '' end, E'\n' order by n.created_at)
      from notices.preference f join notices.notice n using (person_id) join access.person p on p.id = f.person_id
      where f.mail = 'daily' and not p.is_disabled and n.read_at is null
        and n.created_at > coalesce((select max(m.created_at) from notices.message m
          where m.key like 'digest/' || f.person_id || '/%' and m.key <> 'digest/' || f.person_id || '/' || ${day}), '-infinity')
      group by f.person_id, f.mail_address
      on conflict (key) do nothing
      returning id`.execute(tx);
    return rows.length;
  });
}
