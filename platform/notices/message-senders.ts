import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import { withFileErrors } from "#platform/files";

/** A message on its way to a person outside the console. */
export interface OutgoingMessage {
  /** The same each time it is tried: whoever receives it twice can tell. */
  readonly id: string;
  /** A mail address or a phone number. */
  readonly address: string;
  readonly subject: string;
  readonly body: string;
}

/** A way to people outside. What it throws is tried again later. */
export interface MessageSender {
  send(message: OutgoingMessage): Promise<void>;
  close(): void;
}

const TIMEOUT_MS = 20_000;

/** @param address `smtp://user:password@host:port` or `smtps:` */
export function createMailSender({
  address,
  from,
}: {
  readonly address: string;
  readonly from: string;
}): MessageSender {
  const transport = createTransport({
    url: address,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  });
  return {
    send: async ({ id, address: to, subject, body }) => {
      await transport.sendMail({ from, to, subject, text: body, messageId: `<${id}@terrace>` });
    },
    close: () => transport.close(),
  };
}

/** Short messages as files, for the operator's gateway to fetch, or for trying out: one JSON a message. */
export function createFolderSender(folder: string): MessageSender {
  return {
    send: (message) =>
      withFileErrors(folder, async () => {
        await mkdir(folder, { recursive: true });
        const path = join(folder, `${message.id}.json`);
        await writeFile(`${path}.part`, JSON.stringify(message, null, 2));
        await rename(`${path}.part`, path);
      }),
    close: () => undefined,
  };
}
