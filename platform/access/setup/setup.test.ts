import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabases } from "#fixtures/test-database";
import { PASSWORD, startTestServer, type TestServer } from "../test-access.ts";

describe.each(testDatabases())("set-up on $name", ({ open }) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(open);
  });
  afterAll(() => server.close());

  const tokenOf = (link: string | null) => new URL(link ?? "http://none").searchParams.get("token") ?? "";
  const setUp = (token: string, name = "first", password = PASSWORD) =>
    server.browser().ask("POST", "/setup", { token, name, displayName: "张系统", password });

  test("the link makes the first administrator once, and there is no link afterwards", async () => {
    const methods = () => server.browser().ask("GET", "/sign-in/methods");
    expect((await methods()).body).toEqual({ password: true, oidc: null, isSetUp: false, shortestPassword: 10 });
    const replaced = tokenOf(await server.access.ensureSetupLink("http://127.0.0.1:8080"));
    const link = await server.access.ensureSetupLink("http://127.0.0.1:8080/");
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:8080\/setup\?token=[\w-]{43}$/);

    expect((await setUp(replaced)).body.code).toBe("setup-token-invalid");
    expect((await setUp("x".repeat(43))).status).toBe(403);
    const weak = await setUp(tokenOf(link), "first", "Password123!");
    expect(weak.body).toMatchObject({ code: "password-weak", details: { faults: ["common"] } });

    const both = await Promise.all([setUp(tokenOf(link), "first"), setUp(tokenOf(link), "second")]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 403]);
    const made = both.find(({ status }) => status === 200);
    expect(made?.body).toMatchObject({
      user: { scope: "city", roles: ["system-administrator"], organisation: { nameZh: "市水利局" } },
      permissions: ["system.people", "system.accounts"],
      mustSetPassword: false,
    });
    expect(made?.headers.get("Set-Cookie")).toMatch(/^terrace_session=/);

    expect((await setUp(tokenOf(link), "third")).body.code).toBe("setup-token-invalid");
    expect(await server.access.ensureSetupLink("http://127.0.0.1:8080")).toBeNull();
    expect((await methods()).body.isSetUp).toBe(true);
    const people = await server.database.execute("select count(*) as count from access.person");
    expect(people).toEqual([{ count: 1 }]);
  });
});
