import { sql } from "kysely";
import type { Database } from "#platform/database";
import type { MessageSender, OutgoingMessage } from "./message-senders.ts";

export type Senders = { readonly [Channel in "mail" | "sms"]: MessageSender | null };

type Due = OutgoingMessage & { readonly channel: "mail" | "sms"; readonly attempts: number };

const MOST_AT_ONCE = 20;
/** Doubles from one minute: over a working day, an outage of the mail server is sat out. */
const MOST_ATTEMPTS = 10;

/**
 * Sends what is due. A message is taken first and its next time noted, so that two processes do not send it at once, and one whose
 * process ended is tried again; its id stays, by which a mail server knows it.
 */
export async function sendDueMessages(database: Database, senders: Senders): Promise<number> {
  const due = await database.asService("notices", async (tx) => {
    const { rows } = await sql<Due>`
      update notices.message set attempts = attempts + 1, next_at = now() + interval '1 minute' * power(2, attempts)
      where id in (select id from notices.message where state = 'waiting' and next_at <= now()
        and ((channel = 'mail' and ${senders.mail !== null}) or (channel = 'sms' and ${senders.sms !== null}))
        order by next_at limit ${MOST_AT_ONCE} for update skip locked)
      returning id, channel, address, subject, body, attempts`.execute(tx);
    return rows;
  });
  for (const message of due) {
    const failure = await trySending(senders, message);
    const state = failure === null ? "sent" : message.attempts >= MOST_ATTEMPTS ? "failed" : "waiting";
    await database.asService("notices", async (tx) => {
      await sql`update notices.message set state = ${state}, reason = ${failure},
        sent_at = case when ${state} = 'sent' then now() end where id = ${message.id}`.execute(tx);
    });
  }
  return due.length;
}

/** Why it was not sent; null where it was. Whatever the reason, it stands with the message and is tried again. */
async function trySending(senders: Senders, message: Due): Promise<string | null> {
  try {
    await senders[message.channel]?.send(message);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
