import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabases } from "#fixtures/test-database";
import { type Client, PASSWORD, startTestServer, type TestServer } from "../test-access.ts";

const QIXIA = "370686";
const LAIYANG = "370682";

describe.each(testDatabases())("accounts on $name", ({ open }) => {
  let server: TestServer;
  let system: Client;
  let qixia: Client;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    server = await startTestServer(open);
    const qixiaWater = { organisation: "qixia-water", scope: "division", divisions: [QIXIA] } as const;
    const laiyangWater = { organisation: "laiyang-water", scope: "division", divisions: [LAIYANG] } as const;
    ids.system = await server.person("system", { organisation: "water", roles: ["system-administrator"] });
    ids.qixia = await server.person("qixia-system", { ...qixiaWater, roles: ["system-administrator"] });
    ids["qixia-li"] = await server.person("qixia-li", { ...qixiaWater, roles: ["inspector"] });
    ids["laiyang-wang"] = await server.person("laiyang-wang", { ...laiyangWater, roles: ["inspector"] });
    await server.organisation("qixia-quarry", "enterprise", QIXIA);
    await server.organisation("laiyang-quarry", "enterprise", LAIYANG);
    system = await server.signedIn("system");
    qixia = await server.signedIn("qixia-system");
  });
  afterAll(() => server.close());

  const names = async (client: Client, text = "") => {
    const { body } = await client.ask("GET", `/users?text=${encodeURIComponent(text)}`);
    return body.users.map(({ name }: { name: string }) => name);
  };
  const account = async (client: Client, name: string) => {
    const { body } = await client.ask("GET", `/users?text=${name}`);
    return body.users[0];
  };
  const openOne = (client: Client, name: string, organisationId: string | undefined, facts: object = {}) =>
    client.ask("POST", "/users", {
      name,
      displayName: name,
      organisationId,
      scope: "division",
      divisions: [QIXIA],
      ...facts,
    });

  test("the three administrators: one opens accounts, one grants roles, one reads; nobody is two of them", async () => {
    const organisationId = await server.organisation("water", "city");
    const city = { scope: "city", divisions: [] };
    expect((await openOne(system, "alone", organisationId, { ...city, roles: ["inspector"] })).body.code).toBe(
      "grant-not-allowed",
    );
    expect(
      (await openOne(system, "audit-early", organisationId, { ...city, roles: ["audit-administrator"] })).body.code,
    ).toBe("grant-not-allowed");
    const asked = [1, 2].map((count) =>
      openOne(system, `security-${count}`, organisationId, { ...city, roles: ["security-administrator"] }),
    );
    const answers = await Promise.all(asked);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403]);
    const made = answers.find(({ status }) => status === 200);
    // The exception stays closed when its holder is disabled.
    const securityId: string = made?.body.id;
    const disabled = await system.ask("PATCH", `/users/${securityId}`, { version: 1, isDisabled: true });
    expect(disabled.body).toMatchObject({ isDisabled: true, version: 2 });
    expect(
      (await openOne(system, "security-3", organisationId, { ...city, roles: ["security-administrator"] })).status,
    ).toBe(403);
    await system.ask("PATCH", `/users/${securityId}`, { version: 2, isDisabled: false });

    const security = server.browser();
    await security.ask("POST", "/session", { name: disabled.body.name, password: made?.body.oneTimePassword });
    await security.ask("POST", "/account/password", { current: made?.body.oneTimePassword, next: PASSWORD });
    expect((await openOne(security, "mine", organisationId, city)).body.code).toBe("permission-missing");
    const opened = await openOne(system, "auditor", organisationId, city);
    const grant = (roles: string[], version: number) =>
      security.ask("PATCH", `/users/${opened.body.id}`, { version, roles });
    expect((await grant(["audit-administrator", "system-administrator"], 1)).body.code).toBe("roles-exclusive");
    expect((await grant(["inspector", "approver"], 1)).body.code).toBe("roles-exclusive");
    expect((await grant(["emperor"], 1)).body.code).toBe("role-unknown");
    expect((await grant(["audit-administrator"], 1)).body).toMatchObject({
      roles: ["audit-administrator"],
      version: 2,
    });
    expect(
      (await security.ask("PATCH", `/users/${opened.body.id}`, { version: 2, scope: "department" })).body.code,
    ).toBe("accounts-not-allowed");
    expect((await system.ask("PATCH", `/users/${opened.body.id}`, { version: 2, roles: [] })).body.code).toBe(
      "grant-not-allowed",
    );
    const own = await account(security, disabled.body.name);
    expect((await security.ask("PATCH", `/users/${own.id}`, { version: own.version, roles: [] })).body.code).toBe(
      "own-account",
    );
    const qixiaLi = await account(security, "qixia-li");
    expect(
      (
        await security.ask("PATCH", `/users/${qixiaLi.id}`, {
          version: qixiaLi.version,
          roles: ["audit-administrator"],
        })
      ).body.code,
    ).toBe("role-scope-wrong");

    // Nobody becomes another administrator by changing how they sign in.
    expect((await system.ask("POST", `/users/${securityId}/password-reset`)).body.code).toBe("administrator-protected");
    expect((await system.ask("PATCH", `/users/${securityId}`, { version: 4, externalSubject: "me" })).body.code).toBe(
      "administrator-protected",
    );
    const { oneTimePassword } = await server.access.resetPassword("terrace user reset", disabled.body.name);
    expect(
      (await server.browser().ask("POST", "/session", { name: disabled.body.name, password: oneTimePassword })).status,
    ).toBe(200);

    // Whatever the program did, the database keeps them apart.
    await expect(
      server.database.execute("update access.person set roles = $1 where name = 'system'", [
        ["system-administrator", "audit-administrator"],
      ]),
    ).rejects.toMatchObject({ constraint: "administrators_are_different_people" });
    await expect(
      server.database.execute("update access.person set roles = '{audit-administrator}' where name = 'qixia-li'"),
    ).rejects.toMatchObject({ constraint: "audit_is_of_the_city" });
  });

  test("who opens an account gets its one-time password, which must be changed before anything else", async () => {
    const opened = await openOne(system, "new-qixia", await server.organisation("qixia-water", "division"));
    const browser = server.browser();
    const first = await browser.ask("POST", "/session", { name: "new-qixia", password: opened.body.oneTimePassword });
    expect(first.body).toMatchObject({ mustSetPassword: true, permissions: [], user: { scope: "division" } });
    const cookie = { Cookie: browser.cookie ?? "" };
    expect(await server.access.identify(new Request("http://terrace.test/", { headers: cookie }))).toMatchObject({
      userName: "new-qixia",
      scope: "none",
      divisions: [],
      permissions: [],
      organisationId: null,
    });
    expect((await browser.ask("GET", "/account/api-keys")).body.code).toBe("password-must-be-set");
    const change = (next: string, current = opened.body.oneTimePassword) =>
      browser.ask("POST", "/account/password", { current, next });
    expect((await change("short")).body.code).toBe("password-weak");
    expect((await change(PASSWORD, "山高水长 9 qk!")).body.code).toBe("password-current-wrong");
    const other = server.browser();
    await other.ask("POST", "/session", { name: "new-qixia", password: opened.body.oneTimePassword });
    const changed = await change(PASSWORD);
    expect(changed.body).toMatchObject({ mustSetPassword: false });
    expect((await browser.ask("GET", "/session")).body).toEqual(changed.body);
    expect((await other.ask("GET", "/session")).status).toBe(401);
    expect((await change(PASSWORD, PASSWORD)).body.code).toBe("password-unchanged");
    expect((await openOne(system, "NEW-qixia", await server.organisation("qixia-water", "division"))).body.code).toBe(
      "name-taken",
    );
  });

  test("a division's administrator sees and manages its own people, and nobody of the next", async () => {
    expect(await names(qixia)).toEqual(expect.arrayContaining(["qixia-li", "qixia-system"]));
    expect(await names(qixia)).not.toContain("laiyang-wang");
    expect(await names(qixia)).not.toContain("system");
    expect(await names(system)).toEqual(expect.arrayContaining(["laiyang-wang", "qixia-li", "system"]));
    expect(await names(qixia, "laiyang")).toEqual([]);
    const foreign = ids["laiyang-wang"];
    for (const [method, path, body] of [
      ["PATCH", `/users/${foreign}`, { version: 1, displayName: "x" }],
      ["POST", `/users/${foreign}/password-reset`, undefined],
      ["POST", `/users/${foreign}/unlock`, undefined],
      ["PATCH", `/users/${ids.system}`, { version: 1, isDisabled: true }],
    ] as const) {
      expect(await qixia.ask(method, path, body)).toMatchObject({ status: 404, body: { code: "record-unknown" } });
    }
  });

  test("nobody gives a wider scope than their own", async () => {
    const own = await server.organisation("qixia-water", "division");
    const quarry = await server.organisation("qixia-quarry", "enterprise");
    const foreign = await server.organisation("laiyang-water", "division");
    const city = await server.organisation("water", "city");
    const refused = async (facts: object, organisationId = own) =>
      (await openOne(qixia, `wide-${Math.random()}`, organisationId, facts)).body.code;
    expect(await refused({ scope: "city", divisions: [] })).toBe("scope-too-wide");
    expect(await refused({ scope: "department", divisions: [] })).toBe("scope-too-wide");
    expect(await refused({ divisions: [QIXIA, LAIYANG] })).toBe("scope-too-wide");
    expect(await refused({}, foreign)).toBe("scope-too-wide");
    expect(await refused({}, city)).toBe("scope-too-wide");
    expect(await refused({ divisions: [] })).toBe("divisions-needed");
    expect(await refused({}, "00000000-0000-4000-8000-000000000000")).toBe("organisation-unknown");
    expect((await openOne(qixia, "quarry", quarry, { scope: "enterprise" })).status).toBe(200);

    const li = await account(qixia, "qixia-li");
    const change = (facts: object) => qixia.ask("PATCH", `/users/${li.id}`, { version: li.version, ...facts });
    for (const facts of [{ scope: "city", divisions: [] }, { divisions: [LAIYANG] }, { organisationId: foreign }]) {
      expect((await change(facts)).body.code).toBe("scope-too-wide");
    }
    const me = await account(qixia, "qixia-system");
    expect((await qixia.ask("PATCH", `/users/${me.id}`, { version: me.version, scope: "city" })).body.code).toBe(
      "own-account",
    );
    const organisation = { nameZh: "新单位", nameEn: "New", kind: "enterprise" };
    const add = (code: string, divisionCode: string, kind = "enterprise") =>
      qixia.ask("POST", "/organisations", { ...organisation, code, divisionCode, kind });
    expect((await add("new-1", LAIYANG)).body.code).toBe("scope-too-wide");
    expect((await add("new-1", QIXIA, "division")).body.code).toBe("scope-too-wide");
    expect((await add("new-1", QIXIA)).status).toBe(200);
    expect((await add("new-1", QIXIA)).body.code).toBe("organisation-code-taken");
  });

  test("the database refuses the same without the program's checks", async () => {
    const identified = await server.access.identify(
      new Request("http://terrace.test/", { headers: { Cookie: qixia.cookie ?? "" } }),
    );
    const attempt = (statement: string) =>
      server.database
        .asSession(identified, (tx) => sql.raw(statement).execute(tx))
        .then(({ numAffectedRows }) => Number(numAffectedRows));
    const forbidden = { sqlState: "42501" };
    expect(await attempt("update access.person set display_name = 'x' where name = 'laiyang-wang'")).toBe(0);
    expect(await attempt("update access.person set scope = 'city', divisions = '{}' where name = 'qixia-system'")).toBe(
      0,
    );
    await expect(attempt("update access.person set scope = 'city' where name = 'qixia-li'")).rejects.toMatchObject(
      forbidden,
    );
    await expect(
      attempt("update access.person set roles = '{approver}' where name = 'qixia-li'"),
    ).rejects.toMatchObject(forbidden);
    await expect(
      attempt(`insert into access.person (name, display_name, organisation_id, scope, roles)
        select 'x', 'x', organisation_id, 'division', '{inspector}' from access.person where name = 'qixia-li'`),
    ).rejects.toMatchObject(forbidden);
    await expect(attempt("update access.person set id = gen_random_uuid()")).rejects.toMatchObject(forbidden);
    await expect(attempt("delete from access.person")).rejects.toMatchObject(forbidden);
  });

  test("a disabled person's session ends at once, and they do not get in again", async () => {
    const browser = await server.signedIn("laiyang-wang");
    const { id, version } = await account(system, "laiyang-wang");
    await system.ask("PATCH", `/users/${id}`, { version, isDisabled: true });
    expect((await browser.ask("GET", "/session")).status).toBe(401);
    const again = await server.browser().ask("POST", "/session", { name: "laiyang-wang", password: PASSWORD });
    expect(again.body.code).toBe("sign-in-refused");
    const late = await system.ask("PATCH", `/users/${id}`, { version, isDisabled: false });
    expect(late).toMatchObject({
      status: 409,
      body: { code: "record-changed-elsewhere", details: { current: { isDisabled: true } } },
    });
    await system.ask("PATCH", `/users/${id}`, { version: version + 1, isDisabled: false });
    await server.signedIn("laiyang-wang");
  });

  test("a reset ends the password, the second step, the keys and the sessions; an unlock ends the wait", async () => {
    const browser = await server.signedIn("laiyang-wang");
    const { body: made } = await browser.ask("POST", "/account/api-keys", { label: "QGIS" });
    const { id } = await account(system, "laiyang-wang");
    const { body } = await system.ask("POST", `/users/${id}/password-reset`);
    expect((await browser.ask("GET", "/session")).status).toBe(401);
    expect((await server.browser({ Authorization: `Bearer ${made.key}` }).ask("GET", "/session")).status).toBe(401);
    const attempt = (password: string) => server.browser().ask("POST", "/session", { name: "laiyang-wang", password });
    for (let failure = 0; failure < 5; failure++) await attempt(PASSWORD);
    expect((await attempt(body.oneTimePassword)).status).toBe(423);
    expect((await account(system, "laiyang-wang")).lockedUntil).not.toBeNull();
    expect((await system.ask("POST", `/users/${id}/unlock`)).status).toBe(204);
    expect((await attempt(body.oneTimePassword)).body).toMatchObject({ mustSetPassword: true });
  });

  test("two-step sign-in is set up by a code and taken away by the password", async () => {
    const { generateSync } = await import("otplib");
    const browser = await server.signedIn("qixia-li");
    expect((await browser.ask("POST", "/account/totp/confirm", { code: "123456" })).body.code).toBe("totp-not-started");
    const { body: key } = await browser.ask("POST", "/account/totp/start");
    expect(key.address).toMatch(/^otpauth:\/\/totp\/.*qixia-li.*secret=/);
    const code = () => generateSync({ secret: key.secret, epoch: Math.floor(server.clock.now.getTime() / 1000) });
    const wrong = code() === "000000" ? "000001" : "000000";
    expect((await browser.ask("POST", "/account/totp/confirm", { code: wrong })).body.code).toBe("totp-code-wrong");
    expect((await browser.ask("GET", "/session")).body.user.hasTotp).toBe(false);
    expect((await browser.ask("POST", "/account/totp/confirm", { code: code() })).status).toBe(200);
    expect((await browser.ask("GET", "/session")).body.user.hasTotp).toBe(true);
    const attempt = (totp?: string) =>
      server.browser().ask("POST", "/session", { name: "qixia-li", password: PASSWORD, totp });
    expect((await attempt()).body.code).toBe("totp-required");
    expect((await attempt(code())).body.code).toBe("totp-required");
    server.later(1);
    expect((await attempt(code())).status).toBe(200);
    expect((await browser.ask("POST", "/account/totp/start")).body.code).toBe("totp-already-set");
    expect((await browser.ask("DELETE", "/account/totp", { password: "wrong" })).body.code).toBe(
      "password-current-wrong",
    );
    expect((await browser.ask("DELETE", "/account/totp", { password: PASSWORD })).status).toBe(204);
    expect((await attempt()).status).toBe(200);
  });

  test("the history names who did it and holds no password, no secret and no key", async () => {
    const lines = await server.database.execute(
      "select actor, table_name, before, after from audit_trail.change order by id",
    );
    const text = JSON.stringify(lines);
    expect(text).not.toMatch(/argon2|totp_secret|password_hash/);
    const keys = lines.filter(({ table_name }) => table_name === "access.api_key");
    expect(keys[0]).toMatchObject({ actor: "laiyang-wang（演示）", after: { label: "QGIS", key_hash: "…" } });
    const whoSet = (field: string) =>
      lines.filter(({ after }) => (after as Record<string, unknown> | null)?.[field]).map(({ actor }) => actor);
    expect(new Set(whoSet("is_disabled"))).toEqual(new Set(["system（演示）"]));
    expect(whoSet("totp_set_at")).toEqual(["qixia-li（演示）"]);
  });
});
