import { generateSync } from "otplib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabases } from "#fixtures/test-database";
import { type Client, PASSWORD, startTestServer, type TestServer } from "../test-access.ts";

describe.each(testDatabases())("roles that need the second step, on $name", ({ open }) => {
  let server: TestServer;
  let security: Client;
  beforeAll(async () => {
    server = await startTestServer(open);
    await server.person("system", { organisation: "water", roles: ["system-administrator"] });
    await server.person("security", { organisation: "water", roles: ["security-administrator"] });
    const laiyang = { organisation: "water-370682", scope: "division", divisions: ["370682"] } as const;
    await server.person("zhao", { ...laiyang, roles: ["inspector"] });
    await server.person("qian", { ...laiyang, roles: ["inspector"] });
    await server.person("sun", { ...laiyang, roles: ["approver"] });
    await server.person("laiyang-security", { ...laiyang, roles: ["security-administrator"] });
    security = await server.signedIn("security");
  });
  afterAll(() => server.close());

  const ruleOf = async (role: string) => {
    const { body } = await security.ask("GET", "/role-rules");
    return (body as { role: string; version: number }[]).find((rule) => rule.role === role);
  };
  async function setRule(role: string, needsTotp: boolean): Promise<void> {
    const { version } = (await ruleOf(role)) ?? { version: 0 };
    const answer = await security.ask("PUT", `/role-rules/${role}`, { needsTotp, version });
    expect(answer).toMatchObject({ status: 200, body: { role, needsTotp, version: version + 1 } });
  }
  const codeOf = (secret: string) => generateSync({ secret, epoch: Math.floor(server.clock.now.getTime() / 1000) });
  /** Sets the second step up; the secret and the recovery codes. */
  async function enrol(browser: Client): Promise<{ secret: string; recoveryCodes: string[] }> {
    const { body: key } = await browser.ask("POST", "/account/totp/start");
    const confirmed = await browser.ask("POST", "/account/totp/confirm", { code: codeOf(key.secret) });
    expect(confirmed.status).toBe(200);
    return { secret: key.secret, recoveryCodes: confirmed.body.recoveryCodes };
  }
  const attempt = (name: string, totp?: string) =>
    server.browser().ask("POST", "/session", { name, password: PASSWORD, totp });

  test("no role needs it until the city's security administrator says so, once at a time, and the history has who", async () => {
    expect(await ruleOf("inspector")).toMatchObject({ needsTotp: false, version: 0, people: 2, peopleWithoutTotp: 2 });
    const body = { needsTotp: true, version: 0 };
    const system = await server.signedIn("system");
    expect((await system.ask("PUT", "/role-rules/inspector", body)).body.code).toBe("permission-missing");
    const district = await server.signedIn("laiyang-security");
    expect((await district.ask("PUT", "/role-rules/inspector", body)).body.code).toBe("scope-too-wide");
    expect((await security.ask("PUT", "/role-rules/nobody", body)).body.code).toBe("role-unknown");
    await setRule("approver", true);
    const late = await security.ask("PUT", "/role-rules/approver", body);
    expect(late).toMatchObject({ status: 409, body: { code: "record-changed-elsewhere" } });
    await setRule("approver", false);
    expect((await district.ask("PUT", "/role-rules/approver", { needsTotp: true, version: 2 })).body.code).toBe(
      "scope-too-wide",
    );
    const lines = await server.database.execute(
      "select actor, record_id, after ->> 'needs_totp' as needs from audit_trail.change where table_name = 'access.role_rule' order by id",
    );
    expect(lines).toEqual([
      { actor: "security（演示）", record_id: "approver", needs: "true" },
      { actor: "security（演示）", record_id: "approver", needs: "false" },
    ]);
  });

  test("who works goes on; after the next sign-in nothing but setting it up is answered, and then everything", async () => {
    const working = await server.signedIn("zhao");
    const { body: made } = await working.ask("POST", "/account/api-keys", { label: "QGIS" });
    await setRule("inspector", true);
    expect((await working.ask("GET", "/session")).body).toMatchObject({
      mustEnrolTotp: false,
      permissions: ["patches.view", "patches.verify"],
    });

    const browser = await server.signedIn("zhao");
    expect((await browser.ask("GET", "/session")).body).toMatchObject({ mustEnrolTotp: true, permissions: [] });
    for (const [method, path] of [
      ["GET", "/organisations"],
      ["GET", "/account/api-keys"],
      ["GET", "/users"],
      ["GET", "/account/totp"],
      ["DELETE", "/account/totp"],
    ] as const) {
      const answer = await browser.ask(method, path, method === "DELETE" ? { password: PASSWORD } : undefined);
      expect([path, answer.status, answer.body.code]).toEqual([path, 403, "totp-must-be-set"]);
      expect(answer.body.userMessage).toContain("动态口令");
    }
    const program = server.browser({ Authorization: `Bearer ${made.key}` });
    expect((await program.ask("GET", "/organisations")).body.code).toBe("totp-must-be-set");
    const rows = await server.access.identify(new Request("http://x/", { headers: { Cookie: browser.cookie ?? "" } }));
    expect(rows).toMatchObject({ scope: "none", divisions: [], permissions: [], mustFirst: "enrol-totp" });

    await enrol(browser);
    expect((await browser.ask("GET", "/session")).body).toMatchObject({
      mustEnrolTotp: false,
      permissions: ["patches.view", "patches.verify"],
    });
    expect((await browser.ask("GET", "/organisations")).status).toBe(200);
    expect((await program.ask("GET", "/organisations")).status).toBe(200);
    expect(await ruleOf("inspector")).toMatchObject({ people: 2, peopleWithoutTotp: 1 });
    // A role that needs nothing.
    expect((await (await server.signedIn("sun")).ask("GET", "/session")).body.mustEnrolTotp).toBe(false);
  });

  test("whoever changes phones sets it up anew at once", async () => {
    server.later(5);
    const browser = await server.signedIn("qian");
    const { secret } = await enrol(browser);
    expect((await browser.ask("GET", "/account/totp")).body).toEqual({
      isOn: true,
      isRequired: true,
      recoveryCodesLeft: 10,
    });
    expect((await browser.ask("DELETE", "/account/totp", { password: PASSWORD })).status).toBe(204);
    expect((await browser.ask("GET", "/organisations")).body.code).toBe("totp-must-be-set");
    const { secret: next } = await enrol(browser);
    expect(next).not.toBe(secret);
    expect((await browser.ask("GET", "/organisations")).status).toBe(200);
  });

  test("a recovery code takes the place of the six digits, once; new ones end the old", async () => {
    server.later(5);
    const browser = await server.signedIn("sun");
    const { recoveryCodes } = await enrol(browser);
    expect(new Set(recoveryCodes).size).toBe(10);
    for (const code of recoveryCodes) expect(code).toMatch(/^([A-Z2-9]{4}-){3}[A-Z2-9]{4}$/);
    const kept = JSON.stringify(
      await server.database.execute("select encode(code_hash, 'escape') from access.recovery_code"),
    );
    for (const code of recoveryCodes) expect(kept).not.toContain(code);
    const [first = "", second = "", third = ""] = recoveryCodes;
    expect((await attempt("sun", "AAAA-BBBB-CCCC-DDDD")).body).toMatchObject({ code: "totp-required" });
    expect((await attempt("sun", first.toLowerCase().replaceAll("-", " "))).status).toBe(200);
    expect((await attempt("sun", first)).body.code).toBe("totp-required");
    expect((await attempt("qian", second)).body.code).toBe("totp-required");
    const [event] = await server.database.execute(
      "select outcome from access.sign_in_event where outcome = 'recovery-code-used' and name = 'sun'",
    );
    expect(event).toBeDefined();
    expect((await browser.ask("GET", "/account/totp")).body).toMatchObject({ isRequired: false, recoveryCodesLeft: 9 });
    const wrong = await browser.ask("POST", "/account/totp/recovery-codes", { password: "wrong" });
    expect(wrong.body.code).toBe("password-current-wrong");
    const renewed = await browser.ask("POST", "/account/totp/recovery-codes", { password: PASSWORD });
    expect(renewed.body.recoveryCodes).toHaveLength(10);
    expect((await attempt("sun", third)).body.code).toBe("totp-required");
    expect((await attempt("sun", renewed.body.recoveryCodes[0])).status).toBe(200);
  });

  test("one code used by two at the same moment lets one in", async () => {
    const browser = await server.signedIn("system");
    const { recoveryCodes } = await enrol(browser);
    const answers = await Promise.all([attempt("system", recoveryCodes[0]), attempt("system", recoveryCodes[0])]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  test("a reset password is set first, then the second step; a rule taken back asks for nothing", async () => {
    server.later(5);
    const [row] = await server.database.execute("select id from access.person where name = 'zhao'");
    const { oneTimePassword } = await server.access.resetPassword("test", "zhao");
    expect(await server.database.execute("select 1 from access.recovery_code where person_id = $1", [row?.id])).toEqual(
      [],
    );
    const browser = server.browser();
    const first = await browser.ask("POST", "/session", { name: "zhao", password: oneTimePassword });
    expect(first.body).toMatchObject({ mustSetPassword: true, mustEnrolTotp: false });
    expect((await browser.ask("POST", "/account/totp/start")).body.code).toBe("password-must-be-set");
    const changed = await browser.ask("POST", "/account/password", { current: oneTimePassword, next: `${PASSWORD}2` });
    expect(changed.body).toMatchObject({ mustSetPassword: false, mustEnrolTotp: true, permissions: [] });
    await setRule("inspector", false);
    expect((await browser.ask("GET", "/session")).body).toMatchObject({ mustEnrolTotp: false });
    expect((await browser.ask("GET", "/organisations")).status).toBe(200);
  });
});
