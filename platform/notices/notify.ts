import { sql } from "kysely";
import type { Transaction } from "#platform/database";

/** A text in both languages; one serves both where it is a name. */
export type NoticeText = string | { readonly zh: string; readonly en: string };

export interface NoticeRecipients {
  readonly personIds?: readonly string[];
  /** Everybody of this organisation. */
  readonly organisationId?: string;
  /** Everybody who has it … */
  readonly permission?: string;
  /** … and, where this is given, sees this division. */
  readonly divisionCode?: string;
}

export interface NewNotice extends NoticeRecipients {
  /** Kebab-case, with the module in front: `action-plan-report-returned`. */
  readonly kind: string;
  readonly title: NoticeText;
  readonly text: NoticeText;
  /** Of the console, from `/`: opens the very record. */
  readonly path?: string;
  /** What it is about, once: `action-plan-report-returned/ID/2`. A second notice with the key is not sent. */
  readonly key: string;
  /** Goes by short message, too, to whoever wants those. */
  readonly isUrgent?: boolean;
}

/**
 * Tells people something within the caller's transaction, a session's or a service's: if that commits they are told, each once,
 * otherwise nobody is.
 */
export async function notify(tx: Transaction, notice: NewNotice): Promise<void> {
  const { personIds = [], organisationId = null, permission = null, divisionCode = null, path = null } = notice;
  if (personIds.length === 0 && organisationId === null && permission === null) return;
  if (path !== null && !/^\/(?!\/)/.test(path)) throw new Error(`${path}: a notice opens a page of the console`);
  const title = inBoth(notice.title);
  const text = inBoth(notice.text);
  const recipients = JSON.stringify({ personIds, organisationId, permission, divisionCode });
  await sql`
    insert into notices.request (key, recipients, kind, title_zh, title_en, text_zh, text_en, path, is_urgent)
    values (${notice.key}, ${recipients}::text::jsonb, ${notice.kind}, ${title.zh}, ${title.en}, ${text.zh}, ${text.en}, ${path},
      ${notice.isUrgent ?? false})
    on conflict do nothing`.execute(tx);
}

function inBoth(text: NoticeText): { readonly zh: string; readonly en: string } {
  return typeof text === "string" ? { zh: text, en: text } : text;
}
