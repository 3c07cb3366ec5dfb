import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
// @ts-expect-error: the package brings no types
import Provider from "oidc-provider";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabases } from "#fixtures/test-database";
import { startTestServer, type TestServer } from "../test-access.ts";
import { createIdentityProvider } from "./identity-provider.ts";

const CALLBACK = "http://terrace.test/api/sign-in/oidc/callback";

describe.each(testDatabases())("single sign-on on $name", ({ open }) => {
  let provider: TestIdentityProvider;
  let server: TestServer;
  beforeAll(async () => {
    provider = await startIdentityProvider("terrace", "a secret of the tests", CALLBACK);
    const labels = { labelZh: "统一身份认证", labelEn: "Single sign-on" };
    server = await startTestServer(open, {
      oidc: { issuer: provider.issuer, clientId: "terrace", clientSecret: "a secret of the tests", ...labels },
    });
    const organisationId = await server.organisation("water", "city");
    const person = { organisationId, scope: "city", divisions: [], roles: ["inspector"] } as const;
    // Without a password of their own, which single sign-on does not ask for.
    await server.access.createPerson("test", {
      ...person,
      name: "li",
      displayName: "李",
      externalSubject: "370600-0017",
    });
  });
  afterAll(async () => {
    await server.close();
    await provider.close();
  });

  const cookieFrom = (headers: Headers, name: string) =>
    headers
      .getSetCookie()
      .find((cookie) => cookie.startsWith(`${name}=`))
      ?.split(";")[0] ?? "";
  const start = async (query = "") => {
    const { status, headers } = await server.browser().ask("GET", `/sign-in/oidc/start${query}`);
    expect(status).toBe(302);
    return { address: headers.get("Location") ?? "", journey: cookieFrom(headers, "terrace_oidc"), headers };
  };
  const comeBack = (back: URL, journey: string) =>
    server.browser().ask("GET", `/sign-in/oidc/callback${back.search}`, undefined, { Cookie: journey });

  test("who has an account tied to their identity is signed in and goes where they wanted", async () => {
    expect((await server.browser().ask("GET", "/sign-in/methods")).body.oidc).toEqual({
      labelZh: "统一身份认证",
      labelEn: "Single sign-on",
      startPath: "/api/sign-in/oidc/start",
    });
    const { address, journey, headers } = await start("?return=/plan/tasks");
    expect(new URL(address).searchParams.get("code_challenge_method")).toBe("S256");
    expect(headers.getSetCookie()[0]).toMatch(/Path=\/api\/sign-in\/oidc; HttpOnly; SameSite=Lax; Max-Age=600$/);
    const back = await provider.signIn(address, "370600-0017");
    const arrived = await comeBack(back, journey);
    expect(arrived.headers.get("Location")).toBe("/plan/tasks");
    const browser = server.browser();
    browser.cookie = cookieFrom(arrived.headers, "terrace_session");
    expect((await browser.ask("GET", "/session")).body).toMatchObject({
      user: { name: "li" },
      permissions: ["patches.view", "patches.verify"],
      mustSetPassword: false,
    });
    // The provider takes its code once.
    expect((await comeBack(back, journey)).headers.get("Location")).toBe("/sign-in?problem=oidc-failed");
  });

  test("who has none, or a disabled one, is told so; no account is made", async () => {
    const attempt = async (subject: string) => {
      const { address, journey } = await start();
      return comeBack(await provider.signIn(address, subject), journey);
    };
    const unknown = await attempt("370600-9999");
    expect(unknown.headers.get("Location")).toBe("/sign-in?problem=oidc-account-unknown");
    expect(cookieFrom(unknown.headers, "terrace_session")).toBe("");
    await server.database.execute("update access.person set is_disabled = true where name = 'li'");
    expect((await attempt("370600-0017")).headers.get("Location")).toBe("/sign-in?problem=oidc-account-unknown");
    await server.database.execute("update access.person set is_disabled = false where name = 'li'");
    expect(await server.database.execute("select count(*) as count from access.person")).toEqual([{ count: 1 }]);
    expect(await server.database.execute("select outcome from access.sign_in_event order by id desc limit 2")).toEqual([
      { outcome: "account-disabled" },
      { outcome: "subject-unknown" },
    ]);
  });

  test("an answer of another browser's journey, or without one, is refused", async () => {
    const mine = await start();
    const others = await start();
    const back = await provider.signIn(mine.address, "370600-0017");
    for (const journey of [others.journey, "terrace_oidc=e30", "terrace_oidc=%%%", ""]) {
      expect((await comeBack(back, journey)).headers.get("Location")).toBe("/sign-in?problem=oidc-failed");
    }
  });

  test("a person who cancels there comes back to the sign-in page; no foreign address is gone to", async () => {
    const { journey } = await start("?return=https://evil.example");
    const state = JSON.parse(Buffer.from(journey.split("=")[1] ?? "", "base64url").toString()).state as string;
    const cancelled = new URL(
      `${CALLBACK}?error=access_denied&state=${state}&iss=${encodeURIComponent(provider.issuer)}`,
    );
    expect((await comeBack(cancelled, journey)).headers.get("Location")).toBe("/sign-in?problem=oidc-failed");
    for (const address of ["https://evil.example", "//evil.example", "/\\evil.example", "evil"]) {
      const { address: there, journey: carried } = await start(`?return=${encodeURIComponent(address)}`);
      const arrived = await comeBack(await provider.signIn(there, "370600-0017"), carried);
      expect(arrived.headers.get("Location")).toBe("/");
    }
  });

  test("a provider that is away is said to be, and signing in by password works", async () => {
    const labels = { labelZh: "甲", labelEn: "A" };
    const away = createIdentityProvider({ issuer: "http://127.0.0.1:9", clientId: "t", clientSecret: "s", ...labels });
    await expect(away.begin(new URL(CALLBACK), "/")).rejects.toMatchObject({ code: "oidc-unavailable" });
    await server.person("wang", { organisation: "water" });
    await server.signedIn("wang");
  });
});

interface TestIdentityProvider {
  readonly issuer: string;
  /** Goes through the provider's pages as this subject; the address to which it sends the browser back. */
  signIn(address: string, subject: string): Promise<URL>;
  close(): Promise<void>;
}

/** A real identity provider on the loopback, with its own pages for signing in. */
async function startIdentityProvider(
  clientId: string,
  clientSecret: string,
  callback: string,
): Promise<TestIdentityProvider> {
  let answer: RequestListener | undefined;
  const server = createServer((request, response) => answer?.(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [callback] }],
    pkce: { required: () => true },
    claims: { openid: ["sub"], profile: ["preferred_username"] },
    findAccount: (_context: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ sub: id, preferred_username: `${id}@gov` }),
    }),
  });
  answer = provider.callback();
  return {
    issuer,
    signIn: (address, subject) => walk(new URL(address), subject, new URL(callback)),
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

/** Follows redirects and answers the provider's two forms, with its cookies, until it leaves for the callback. */
async function walk(start: URL, subject: string, callback: URL): Promise<URL> {
  const cookies = new Map<string, string>();
  let address = start;
  let form: URLSearchParams | undefined;
  for (let step = 0; step < 20; step++) {
    const response = await fetch(address, {
      redirect: "manual",
      headers: { Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") },
      ...(form ? { method: "POST", body: form } : {}),
    });
    form = undefined;
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ""] = cookie.split(";");
      cookies.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
    }
    const location = response.headers.get("Location");
    if (location !== null) {
      address = new URL(location, address);
      if (address.origin === callback.origin) return address;
      continue;
    }
    const page = await response.text();
    const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
    if (prompt === undefined)
      throw new Error(`The identity provider shows no form: ${response.status} ${page.slice(0, 500)}`);
    form = new URLSearchParams({ prompt, ...(prompt === "login" ? { login: subject, password: "any" } : {}) });
  }
  throw new Error("The identity provider does not send the browser back");
}
