import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { type AddressInfo, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Hono } from "hono";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabases } from "#fixtures/test-database";
import { type Database, NOBODY, type Session } from "#platform/database";
import { createErrorHandler, mountRoutes } from "#platform/http-api";
import {
  createFolderSender,
  createNotices,
  createPeopleWith,
  type NewNotice,
  type Notices,
  noticeProblemStatuses,
  noticesMigrations,
  notify,
} from "./index.ts";
import { writeDigests } from "./spread-requests.ts";

const id = (last: number) => `00000000-0000-4000-8000-00000000000${last}`;
const session = (last: number): Session => ({
  ...NOBODY,
  userId: id(last),
  userName: `用户${last}`,
  scope: "division",
});

/** A mail server that takes everything (RFC 5321), but greets nobody while it is shut. */
function createMailServer() {
  const mails: string[] = [];
  const state = { isShut: false };
  const server: Server = createServer((socket) => {
    if (state.isShut) return void socket.end("421 closed\r\n");
    let data: string | null = null;
    let rest = "";
    socket.write("220 test\r\n");
    socket.on("data", (chunk) => {
      rest += chunk.toString("latin1");
      for (let end = rest.indexOf("\r\n"); end >= 0; end = rest.indexOf("\r\n")) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        if (data !== null) {
          if (line !== ".") {
            data += `${line}\n`;
            continue;
          }
          mails.push(data);
          data = null;
          socket.write("250 kept\r\n");
        } else if (line === "DATA") {
          data = "";
          socket.write("354 go\r\n");
        } else socket.write(line === "QUIT" ? "221 bye\r\n" : "250 ok\r\n");
      }
    });
  });
  return { server, mails, state };
}

describe.each(testDatabases())("notices on $name", ({ open }) => {
  let database: Database;
  let folder: string;
  let notices: Notices;
  let app: Hono;
  const mail = createMailServer();
  const errors: unknown[] = [];
  beforeAll(async () => {
    database = await open(noticesMigrations);
    await database.execute(`insert into access.organisation (id, code, name_zh, name_en, kind) values
      ('${id(8)}', 'a', '甲', 'A', 'division'), ('${id(9)}', 'b', '乙', 'B', 'division');
      insert into access.person (id, name, display_name, organisation_id, scope, divisions, roles, is_disabled) values
      ('${id(1)}', 'u1', '用户1', '${id(8)}', 'division', '{370682}', '{reviewer}', false),
      ('${id(2)}', 'u2', '用户2', '${id(8)}', 'division', '{370686}', '{}', false),
      ('${id(3)}', 'u3', '用户3', '${id(9)}', 'city', '{}', '{reviewer}', false),
      ('${id(4)}', 'u4', '停用', '${id(8)}', 'division', '{370686}', '{reviewer}', true)`);
    folder = await mkdtemp(join(tmpdir(), "terrace-notices-"));
    await new Promise<void>((resolve) => mail.server.listen(0, "127.0.0.1", resolve));
    const { port } = mail.server.address() as AddressInfo;
    notices = createNotices({
      database,
      mail: { address: `smtp://127.0.0.1:${port}`, from: "shuibao@example.cn" },
      sms: createFolderSender(join(folder, "sms")),
      publicAddress: "https://shuibao.example.cn/",
      peopleWith: createPeopleWith([{ id: "reviewer", permissions: ["plan.review"] }]),
      onError: (error) => errors.push(error),
    });
    app = new Hono();
    app.onError(createErrorHandler({ statuses: noticeProblemStatuses, onBug: (error) => errors.push(error) }));
    const identify = async (request: Request) => session(Number(request.headers.get("X-Who")));
    app.route("/api", mountRoutes({ routes: notices.routes, database, identify }));
  });
  afterAll(async () => {
    await notices.stop();
    await new Promise((resolve) => mail.server.close(resolve));
    await database.close();
    await rm(folder, { recursive: true });
    expect(errors).toEqual([]);
  });

  const ask = async (path: string, who: number, method = "GET", body?: unknown) => {
    const init = { method, headers: { "X-Who": String(who), "X-Terrace-Request": "1" } };
    const answer = await app.request(
      `/api${path}`,
      body === undefined ? init : { ...init, body: JSON.stringify(body) },
    );
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const returned = (key: string, more: Partial<NewNotice> = {}): NewNotice => ({
    personIds: [id(1)],
    kind: "report-returned",
    title: { zh: "报告被退回", en: "Report returned" },
    text: { zh: "请补充图件", en: "Add the map" },
    path: "/plan/tasks/7",
    key,
    ...more,
  });
  const tell = (notice: NewNotice) => database.asSession(session(2), (tx) => notify(tx, notice));

  test("told once by a key, if the transaction commits; seen and read by its own person only", async () => {
    await database
      .asSession(session(2), async (tx) => {
        await notify(tx, returned("undone"));
        throw new Error("undone");
      })
      .catch((error: Error) => expect(error.message).toBe("undone"));
    await tell(returned("r/1"));
    await tell(returned("r/1"));
    await notices.deliver();
    const { body } = await ask("/notices", 1);
    expect(body).toMatchObject({
      unread: 1,
      notices: [{ titleZh: "报告被退回", path: "/plan/tasks/7", readAt: null }],
    });
    const [{ id: notice }] = body.notices as [{ id: string }];
    expect((await ask("/notices", 2)).body).toEqual({ notices: [], unread: 0 });
    expect((await ask(`/notices/${notice}/read`, 2, "POST")).status).toBe(404);
    expect((await ask("/notices/unread-count", 1)).body).toEqual({ count: 1 });
    const read = (await ask(`/notices/${notice}/read`, 1, "POST")).body.readAt;
    expect((await ask(`/notices/${notice}/read`, 1, "POST")).body.readAt).toBe(read);
    expect((await ask("/notices/unread-count", 1)).body).toEqual({ count: 0 });
  });

  test("an organisation is all its people who are not disabled; a permission those who see the division", async () => {
    await tell(returned("org", { personIds: [], organisationId: id(8) }));
    await tell(returned("perm", { personIds: [], permission: "plan.review", divisionCode: "370686" }));
    await tell(returned("elsewhere", { personIds: [], permission: "plan.review", divisionCode: "370682" }));
    await notices.deliver();
    const told = await database.execute(`select key, array_agg(person_id::text order by person_id) as people
      from notices.notice where key in ('org', 'perm', 'elsewhere') group by key order by key`);
    expect(told).toEqual([
      { key: "elsewhere", people: [id(1), id(3)] },
      { key: "org", people: [id(1), id(2)] },
      { key: "perm", people: [id(3)] },
    ]);
    await expect(tell(returned("bad", { path: "//evil.example" }))).rejects.toThrow("console");
    const requests = database.asSession(session(1), (tx) => sql`select 1 from notices.request`.execute(tx));
    await expect(requests).rejects.toMatchObject({ sqlState: "42501" });
  });

  test("mail with a link goes out once, after the mail server was away; urgent ones go as a short message", async () => {
    expect(
      (await ask("/notices/preference", 1, "PUT", { mailAddress: null, phone: null, mail: "each", bySms: false }))
        .status,
    ).toBe(400);
    const wish = { mailAddress: "u1@example.cn", phone: "13800000000", mail: "each", bySms: true };
    expect((await ask("/notices/preference", 1, "PUT", wish)).body).toEqual(wish);
    expect((await ask("/notices/preference", 2)).body).toMatchObject({ mail: "none" });
    mail.state.isShut = true;
    await tell(returned("r/2", { isUrgent: true }));
    await notices.deliver();
    expect(mail.mails).toEqual([]);
    const waiting = await database.execute(
      "select state, attempts, reason from notices.message where channel = 'mail'",
    );
    expect(waiting).toMatchObject([{ state: "waiting", attempts: 1, reason: expect.stringContaining("421") }]);
    mail.state.isShut = false;
    await notices.deliver();
    expect(mail.mails).toEqual([]);
    await database.execute("update notices.message set next_at = now()");
    await notices.deliver();
    await notices.deliver();
    expect(mail.mails).toHaveLength(1);
    expect(mail.mails[0]).toMatch(/^To: u1@example\.cn$/m);
    expect(mail.mails[0]).toMatch(/^Message-ID: <[\w-]{36}@terrace>$/m);
    expect(decodeMail(mail.mails[0] ?? "")).toContain("https://shuibao.example.cn/plan/tasks/7");
    const files = await readdir(join(folder, "sms"));
    expect(files).toHaveLength(1);
    expect(JSON.parse(await readFile(join(folder, "sms", files[0] ?? ""), "utf8"))).toMatchObject({
      address: "13800000000",
      body: "报告被退回：请补充图件",
    });
  });

  test("the digest of a day is one mail of what is unread and not in an earlier one", async () => {
    await ask("/notices/preference", 3, "PUT", {
      mailAddress: "u3@example.cn",
      phone: null,
      mail: "daily",
      bySms: false,
    });
    expect(await writeDigests(database, "2026-11-24", null)).toBe(1);
    expect(await writeDigests(database, "2026-11-24", null)).toBe(0);
    expect(await writeDigests(database, "2026-11-25", null)).toBe(0);
    await tell(returned("r/3", { personIds: [id(3)] }));
    await notices.deliver();
    expect(await writeDigests(database, "2026-11-26", "https://shuibao.example.cn")).toBe(1);
    const [digest] = await database.execute(
      "select subject, body from notices.message where key like 'digest/%/2026-11-26'",
    );
    expect(digest).toEqual({
      subject: "未读消息 1 条",
      body: "· 报告被退回：请补充图件\n  https://shuibao.example.cn/plan/tasks/7",
    });
  });
});

/** The text of a mail, whichever way it was wrapped for the line. */
function decodeMail(mail: string): string {
  const body = mail.slice(mail.indexOf("\n\n") + 2);
  if (/^Content-Transfer-Encoding: base64$/im.test(mail)) return Buffer.from(body, "base64").toString("utf8");
  return body
    .replaceAll("=\n", "")
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
