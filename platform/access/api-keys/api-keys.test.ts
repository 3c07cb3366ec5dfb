import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabases } from "#fixtures/test-database";
import { startTestServer, type TestServer } from "../test-access.ts";

describe.each(testDatabases())("API keys on $name", ({ open }) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(open);
    const penglai = { organisation: "penglai-water", scope: "division", divisions: ["370614"] } as const;
    await server.person("zhao", { ...penglai, roles: ["inspector"] });
    await server.person("qian", penglai);
    await server.person("auditor", { organisation: "water", roles: ["audit-administrator"] });
  });
  afterAll(() => server.close());

  const withKey = (key: string) => server.browser({ Authorization: `Bearer ${key}` });
  const identify = (headers: Record<string, string>) =>
    server.access.identify(new Request("http://terrace.test/", { headers }));

  test("a key is its owner: the same person, scope with predecessors, and permissions", async () => {
    const browser = await server.signedIn("zhao");
    const made = await browser.ask("POST", "/account/api-keys", { label: "QGIS", days: 30 });
    expect(made.body.key).toMatch(/^trk_[\w-]{43}$/);
    const byCookie = await identify({ Cookie: browser.cookie ?? "" });
    expect(byCookie).toMatchObject({ scope: "division", divisions: ["370614", "370634"] });
    expect(await identify({ Authorization: `Bearer ${made.body.key}` })).toEqual(byCookie);
    const { body: kept } = await browser.ask("GET", "/account/api-keys");
    expect(kept).toMatchObject([{ label: "QGIS", isRevoked: false, lastUsedAt: server.clock.now.toISOString() }]);
    expect(JSON.stringify(kept)).not.toContain(made.body.key);
  });

  test("it is not enough for what the person does themselves, nor for an administrator's duty", async () => {
    const browser = await server.signedIn("auditor");
    const { body: made } = await browser.ask("POST", "/account/api-keys", { label: "script" });
    const program = withKey(made.key);
    expect((await program.ask("GET", "/session")).body.permissions).toEqual([]);
    expect((await browser.ask("GET", "/audit/sign-ins")).status).toBe(200);
    expect((await program.ask("GET", "/audit/sign-ins")).body.code).toBe("permission-missing");
    for (const [method, path, body] of [
      ["GET", "/account/api-keys", undefined],
      ["POST", "/account/api-keys", { label: "another" }],
      ["POST", "/account/password", { current: "a", next: "b" }],
      ["POST", "/account/totp/start", undefined],
      ["DELETE", "/account/totp", { password: "a" }],
    ] as const) {
      expect((await program.ask(method, path, body)).body.code).toBe("key-not-enough");
    }
  });

  test("it ends when it is revoked, expires, or its owner is disabled; nobody revokes another's", async () => {
    const browser = await server.signedIn("zhao");
    const make = async (days?: number) => (await browser.ask("POST", "/account/api-keys", { label: "k", days })).body;
    const status = async (key: string) => (await withKey(key).ask("GET", "/session")).status;
    const [revoked, short, long] = [await make(), await make(1), await make(9999)];
    const foreign = await server.signedIn("qian");
    expect((await foreign.ask("GET", "/account/api-keys")).body).toEqual([]);
    expect((await foreign.ask("DELETE", `/account/api-keys/${revoked.id}`)).status).toBe(404);
    expect(await status(revoked.key)).toBe(200);
    expect((await browser.ask("DELETE", `/account/api-keys/${revoked.id}`)).status).toBe(204);
    expect(await status(revoked.key)).toBe(401);
    server.later(24 * 60 - 1);
    expect(await status(short.key)).toBe(200);
    server.later(1);
    expect(await status(short.key)).toBe(401);
    expect(new Date(long.expiresAt).getTime() - server.clock.now.getTime()).toBe(364 * 24 * 3600_000);
    await server.database.execute("update access.person set is_disabled = true where name = 'zhao'");
    expect(await status(long.key)).toBe(401);
    await server.database.execute("update access.person set is_disabled = false where name = 'zhao'");
  });

  test("saved filters are one's own; one of the same name is replaced", async () => {
    const zhao = await server.signedIn("zhao");
    const qian = await server.signedIn("qian");
    const save = (query: string) =>
      zhao.ask("POST", "/saved-filters", { set: "enclosures", name: "大于 1 km²", query });
    const { body: first } = await save("f=1");
    expect((await save("f=2")).body).toEqual({ id: first.id, name: "大于 1 km²", query: "f=2" });
    expect((await zhao.ask("GET", "/saved-filters?set=enclosures")).body).toEqual([{ ...first, query: "f=2" }]);
    expect((await zhao.ask("GET", "/saved-filters?set=watersheds")).body).toEqual([]);
    expect((await qian.ask("GET", "/saved-filters?set=enclosures")).body).toEqual([]);
    expect((await qian.ask("DELETE", `/saved-filters/${first.id}`)).status).toBe(404);
    expect((await zhao.ask("DELETE", `/saved-filters/${first.id}`)).status).toBe(204);
  });

  test("the sign-in log is found by name, outcome and day, and no filter goes around its reader's permission", async () => {
    const auditor = await server.signedIn("auditor");
    await server.browser().ask("POST", "/session", { name: "Zhao", password: "wrong" });
    const { body } = await auditor.ask(
      "GET",
      "/audit/sign-ins?name=zhao&outcome=password-wrong&from=2026-11-25&to=2026-11-25",
    );
    expect(body).toMatchObject({ count: 1, events: [{ name: "Zhao", person: { displayName: "zhao（演示）" } }] });
    expect((await auditor.ask("GET", "/audit/sign-ins?to=2026-11-23")).body.count).toBe(0);
    const zhao = await server.signedIn("zhao");
    expect((await zhao.ask("GET", "/audit/sign-ins")).status).toBe(403);
  });
});
