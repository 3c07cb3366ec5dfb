import { z } from "zod";
import type { Database } from "#platform/database";
import type { Route } from "#platform/http-api";
import { defineJob, type JobDefinition } from "#platform/jobs";
import { createMailSender, type MessageSender } from "./message-senders.ts";
import { noticeRoutes } from "./notice-routes.ts";
import type { PeopleWith } from "./people-with.ts";
import { sendDueMessages } from "./send-messages.ts";
import { spreadRequests, writeDigests } from "./spread-requests.ts";

export interface NoticesOptions {
  readonly database: Database;
  readonly peopleWith: PeopleWith;
  /** The configuration's; null sends no mail. */
  readonly mail: { readonly address: string; readonly from: string } | null;
  /** Null sends no short messages. */
  readonly sms: MessageSender | null;
  readonly publicAddress: string | null;
  readonly onError: (error: unknown) => void;
}

export interface Notices {
  readonly routes: readonly Route[];
  /** The digest of the day; to be run by the jobs. */
  readonly jobs: readonly JobDefinition[];
  /** Begins to spread notices and to send messages. */
  start(): void;
  /** What is under way ends first; what is not yet sent is sent by the next process. */
  stop(): Promise<void>;
  /** Spreads and sends what is due now. */
  deliver(): Promise<void>;
}

const INTERVAL_MS = 2000;

/** Messages to people: in the console, by mail, by short message, each told once. */
export function createNotices(options: NoticesOptions): Notices {
  const { database, peopleWith, publicAddress, onError } = options;
  const senders = { mail: options.mail === null ? null : createMailSender(options.mail), sms: options.sms };
  const spread = { peopleWith, publicAddress, hasMail: senders.mail !== null, hasSms: senders.sms !== null };
  let timer: NodeJS.Timeout | undefined;
  let delivering: Promise<void> = Promise.resolve();
  let isStopped = true;

  const deliver = async () => {
    while ((await spreadRequests(database, spread)) > 0);
    while ((await sendDueMessages(database, senders)) > 0);
  };
  const next = () => {
    timer = setTimeout(() => {
      delivering = deliver()
        // The database is away, say: what is due stays due.
        .catch(onError)
        .finally(() => {
          if (!isStopped) next();
        });
    }, INTERVAL_MS);
  };

  return {
    routes: noticeRoutes(),
    jobs: [
      defineJob({
        kind: "notices-digest",
        titleZh: "每日消息汇总",
        titleEn: "Daily digest of notices",
        input: z.object({}),
        dailyAt: "07:30",
        run: async () => {
          if (senders.mail === null) return { digests: 0 };
          return { digests: await writeDigests(database, new Date().toISOString().slice(0, 10), publicAddress) };
        },
      }),
    ],
    start: () => {
      if (!isStopped) return;
      isStopped = false;
      next();
    },
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await delivering;
      senders.mail?.close();
      senders.sms?.close();
    },
    deliver,
  };
}
