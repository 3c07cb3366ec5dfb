import { generateSync } from "otplib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabases } from "#fixtures/test-database";
import { PASSWORD, startTestServer, type TestServer } from "../test-access.ts";

describe.each(testDatabases())("sign-in on $name", ({ open }) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(open, { trustsProxy: true, failuresPerAddress: 8 });
    await server.person("li", {
      organisation: "water-370686",
      scope: "division",
      divisions: ["370686"],
      roles: ["inspector"],
    });
    await server.person("wang", { organisation: "water-370686", scope: "division", divisions: ["370686"] });
  });
  afterAll(() => server.close());

  const signIn = (name: string, password: string, headers: Record<string, string> = {}) =>
    server.browser().ask("POST", "/session", { name, password }, headers);
  const outcomes = async () => {
    const rows = await server.database.execute(
      "select name, outcome from access.sign_in_event order by id desc limit 5",
    );
    return rows.map(({ name, outcome }) => `${name} ${outcome}`);
  };

  test("a session tells who has signed in, and the cookie is out of reach of scripts and other sites", async () => {
    const browser = server.browser();
    expect((await browser.ask("GET", "/session")).body).toMatchObject({ code: "sign-in-needed" });
    const { status, body, headers } = await browser.ask("POST", "/session", { name: "LI", password: PASSWORD });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      user: {
        name: "li",
        organisation: { nameZh: "water-370686" },
        scope: "division",
        divisions: ["370686"],
        roles: ["inspector"],
        hasTotp: false,
      },
      permissions: ["patches.view", "patches.verify"],
      mustSetPassword: false,
    });
    expect(headers.get("Set-Cookie")).toMatch(/^terrace_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    expect((await browser.ask("GET", "/session")).body).toEqual(body);
    const secure = await signIn("li", PASSWORD, { "X-Forwarded-Proto": "https" });
    expect(secure.headers.get("Set-Cookie")).toMatch(/; Secure$/);
    const token = browser.cookie;
    expect((await browser.ask("DELETE", "/session")).status).toBe(204);
    expect(browser.cookie).toBeNull();
    browser.cookie = token;
    expect((await browser.ask("GET", "/session")).status).toBe(401);
    expect(await outcomes()).toEqual(["li signed-out", "li signed-in", "LI signed-in"]);
  });

  test("an unknown name is refused in the same words as a wrong password, and both are logged", async () => {
    const wrong = await signIn("li", "山高水长 9 qk!");
    const unknown = await signIn("nobody", PASSWORD);
    expect(wrong.status).toBe(401);
    expect(wrong.body.code).toBe("sign-in-refused");
    expect(unknown.body).toEqual(wrong.body);
    expect((await outcomes()).slice(0, 2)).toEqual(["nobody name-unknown", "li password-wrong"]);
    await signIn("li", PASSWORD);
  });

  test.each(["wang", "nobody-either"])(
    "five failures lock the name %s for fifteen minutes, and no longer",
    async (name) => {
      for (let failure = 1; failure <= 4; failure++) expect((await signIn(name, "wrong")).status).toBe(401);
      const fifth = await signIn(name, "wrong");
      expect(fifth.status).toBe(423);
      expect(fifth.body.details.until).toBe(new Date(server.clock.now.getTime() + 15 * 60_000).toISOString());
      expect((await signIn(name, PASSWORD)).status).toBe(423);
      server.later(14);
      expect((await signIn(name, PASSWORD)).status).toBe(423);
      server.later(1);
      expect((await signIn(name, PASSWORD)).body.code).toBe(name === "wang" ? undefined : "sign-in-refused");
    },
  );

  test("many wrong passwords at once are no more guesses than one after the other", async () => {
    const attempts = await Promise.all(Array.from({ length: 9 }, () => signIn("wang", "wrong")));
    const statuses = attempts.map(({ status }) => status).sort();
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(5);
    const logged = await server.database.execute(
      "select count(*) as count from access.sign_in_event where outcome = 'password-wrong' and at = $1",
      [server.clock.now.toISOString()],
    );
    expect(logged[0]?.count).toBeLessThanOrEqual(5);
    server.later(15);
  });

  test("four failures and a success begin to count anew", async () => {
    for (let round = 0; round < 2; round++) {
      for (let failure = 1; failure <= 4; failure++) expect((await signIn("wang", "wrong")).status).toBe(401);
      expect((await signIn("wang", PASSWORD)).status).toBe(200);
    }
  });

  test("guesses at many names from one address are stopped there, and only there", async () => {
    const from = (address: string) => ({ "X-Forwarded-For": `1.1.1.1, ${address}` });
    for (let guess = 1; guess <= 8; guess++) {
      expect((await signIn(`guess-${guess}`, "wrong", from("10.0.0.9"))).status).toBe(401);
    }
    const stopped = await signIn("li", PASSWORD, from("10.0.0.9"));
    expect(stopped.status).toBe(423);
    expect(stopped.body.details.until).toBe(new Date(server.clock.now.getTime() + 15 * 60_000).toISOString());
    expect((await signIn("li", PASSWORD, from("10.0.0.10"))).status).toBe(200);
    server.later(16);
    expect((await signIn("li", PASSWORD, from("10.0.0.9"))).status).toBe(200);
  });

  test("a fourth session ends the oldest; a new sign-in in the same browser follows its own", async () => {
    const browsers = [];
    for (let count = 0; count < 4; count++) {
      server.later(0.1);
      browsers.push(await server.signedIn("wang"));
    }
    const states = await Promise.all(browsers.map(async (browser) => (await browser.ask("GET", "/session")).status));
    expect(states).toEqual([401, 200, 200, 200]);
    const last = browsers[3];
    const before = last?.cookie ?? null;
    await last?.ask("POST", "/session", { name: "wang", password: PASSWORD });
    expect(last?.cookie).not.toBe(before);
    const old = server.browser();
    old.cookie = before;
    expect((await old.ask("GET", "/session")).status).toBe(401);
    expect((await browsers[1]?.ask("GET", "/session"))?.status).toBe(200);
  });

  test("a session ends after thirty idle minutes, and after twelve hours whatever is done", async () => {
    const browser = await server.signedIn("li");
    server.later(29);
    expect((await browser.ask("GET", "/session")).status).toBe(200);
    server.later(29);
    expect((await browser.ask("GET", "/session")).status).toBe(200);
    server.later(30);
    expect((await browser.ask("GET", "/session")).status).toBe(401);
    const busy = await server.signedIn("li");
    for (let passed = 0; passed < 12 * 60 - 20; passed += 20) {
      server.later(20);
      expect((await busy.ask("GET", "/session")).status).toBe(200);
    }
    server.later(20);
    expect((await busy.ask("GET", "/session")).status).toBe(401);
  });

  test("a request that names a key is not helped by a cookie", async () => {
    const browser = await server.signedIn("li");
    expect((await browser.ask("GET", "/session", undefined, { Authorization: "Bearer trk_x" })).status).toBe(401);
    expect((await browser.ask("GET", "/session", undefined, { Authorization: "Basic abc" })).status).toBe(401);
  });

  test("tokens are in the database as hashes only, and no request reaches passwords, sessions or guards", async () => {
    const browser = await server.signedIn("li");
    const token = browser.cookie?.split("=")[1] ?? "";
    const kept = await server.database.execute(
      "select encode(token_hash, 'escape') as text from access.sign_in_session",
    );
    expect(kept.map(({ text }) => text)).not.toContain(token);
    const session = await server.access.identify(
      new Request("http://terrace.test/api/x", { headers: { Cookie: browser.cookie ?? "" } }),
    );
    const { sql } = await import("kysely");
    for (const table of ["credential", "sign_in_session", "sign_in_guard", "setup_token"]) {
      await expect(
        server.database.asSession(session, (tx) => sql`select * from access.${sql.raw(table)}`.execute(tx)),
      ).rejects.toMatchObject({ sqlState: "42501" });
    }
    await expect(server.database.execute("update access.sign_in_event set name = 'x'")).rejects.toMatchObject({
      sqlState: "42501",
    });
  });

  test("codes of the second step: asked for, one step of drift allowed, never twice, and failures count", async () => {
    const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    await server.database.execute(
      "update access.credential set totp_secret = $1 where person_id = (select id from access.person where name = 'wang')",
      [secret],
    );
    const epoch = () => Math.floor(server.clock.now.getTime() / 1000);
    const code = (drift: number) => generateSync({ secret, epoch: epoch() + drift * 30 });
    const attempt = (totp?: string) =>
      server.browser().ask("POST", "/session", { name: "wang", password: PASSWORD, ...(totp ? { totp } : {}) });
    expect((await attempt()).body).toMatchObject({ code: "totp-required", details: {} });
    expect((await attempt(code(-1))).status).toBe(200);
    expect((await attempt(code(-1))).body).toMatchObject({
      code: "totp-required",
      details: { reason: "wrong-or-used" },
    });
    expect((await attempt(code(1))).status).toBe(200);
    // The present code is older than the one that was used.
    expect((await attempt(code(0))).status).toBe(401);
    server.later(2);
    expect((await attempt(code(-2))).status).toBe(401);
    expect((await attempt(code(2))).status).toBe(401);
    // A right password without a code neither counts nor clears.
    for (let again = 0; again < 6; again++) expect((await attempt()).status).toBe(401);
    expect((await attempt("000000")).status).toBe(401);
    expect((await attempt("000001")).status).toBe(423);
    server.later(15);
    expect((await attempt(code(0))).status).toBe(200);
  });
});
