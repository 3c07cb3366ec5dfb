import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Download, type Page } from "playwright-core";
import { createSurveyLibrary } from "#contexts/erosion-assessment/server";
import { testDatabases } from "#fixtures/test-database";
import { readConfiguration } from "#platform/configuration";
import type { Database } from "#platform/database";
import { ensureConsoleBuilt } from "../../tools/build-console/index.ts";
import { findChromium } from "../../tools/find-chromium/index.ts";
import { createApp } from "../server/create-app.ts";
import { listen } from "../server/listen.ts";
import { migrations } from "../server/migrations.ts";
import { createPlatform } from "../server/platform.ts";

/** Of every person of the tests. */
export const password = "梯田 与 水土保持 2026";

export interface OpenedPage {
  readonly page: Page;
  readonly context: BrowserContext;
}

/** A real server over a real database, and Chromium before it. */
export interface OpenedConsole {
  /** For files of the test; gone with the console. */
  readonly folder: string;
  readonly url: string;
  readonly database: Database;
  /** Makes records of what a test has put into the folder `surveys`. */
  adoptSurveys(): Promise<void>;
  /** What went wrong in the server and in pages, where no test looks. */
  readonly troubles: readonly string[];
  /** A browser before which nobody has signed in. */
  openAt(address: string, language?: string): Promise<OpenedPage>;
  /**
   * `laishan` of 莱山区 (370613), `qixia` of 栖霞市 (370686), `city`, and `leader`, who may look but not import; `ecology` of the ecology
   * bureau; `accounts`, `grants` and `auditor`, the three administrators.
   */
  signIn(name: string, address: string, language?: string): Promise<OpenedPage>;
  close(): Promise<void>;
}

/** @param browserArguments by default, everything is drawn in software, the page too */
export async function openConsole(browserArguments = ["--use-angle=swiftshader"]): Promise<OpenedConsole> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("no Chromium: install Debian's chromium or set CHROME_PATH");
  const folder = await mkdtemp(join(tmpdir(), "terrace-console-"));
  const troubles: string[] = [];
  const others = migrations.filter(({ module }) => module !== "access" && module !== "audit-trail");
  const database = await testDatabases().at(-1)!.open(others);
  const surveyFolder = join(folder, "surveys");
  await mkdir(surveyFolder);
  const surveys = createSurveyLibrary([surveyFolder]);
  const onError = (error: unknown) =>
    troubles.push(error instanceof Error ? String(error.stack) : JSON.stringify(error));
  const platform = await createPlatform({
    database,
    configuration: readConfiguration({}),
    dataFolder: folder,
    surveys,
    onError,
  });
  const { directory } = await ensureConsoleBuilt();
  const app = await createApp({ surveys, consoleDirectory: directory, platform, onLine: onError });
  await platform.start();
  const listening = await listen(app.app, "127.0.0.1", 0);
  const browser: Browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-background-networking", "--enable-unsafe-swiftshader", ...browserArguments],
  });

  const organisations = await database.execute("select id, code, kind, division_code from access.organisation");
  const idOf = (kind: string, division: string | null) =>
    String(organisations.find((row) => row.kind === kind && row.division_code === division)?.id);
  const ecology = String(organisations.find(({ code }) => code === "ecology")?.id);
  const people = [
    ["laishan", idOf("division", "370613"), "division", ["370613"], "district-inspector"],
    ["qixia", idOf("division", "370686"), "division", ["370686"], "district-inspector"],
    ["city", idOf("city", null), "city", [], "city-supervisor"],
    ["leader", idOf("city", null), "city", [], "leader"],
    ["ecology", ecology, "department", [], "department-officer"],
    ["accounts", idOf("city", null), "city", [], "system-administrator"],
    ["grants", idOf("city", null), "city", [], "security-administrator"],
    ["auditor", idOf("city", null), "city", [], "audit-administrator"],
  ] as const;
  for (const [name, organisationId, scope, divisions, role] of people) {
    const person = { name, displayName: name, password, organisationId, scope, divisions, roles: [role] };
    await platform.access.createPerson("test", person);
  }

  const openAt: OpenedConsole["openAt"] = async (address, language = "zh-CN") => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, acceptDownloads: true });
    const page = await context.newPage();
    // With a listener from the beginning, the browser's own picker never opens before Playwright takes it over.
    page.on("filechooser", () => undefined);
    page.setDefaultTimeout(30_000);
    page.on("pageerror", (error) => troubles.push(error.message));
    await page.addInitScript(`window.localStorage.setItem("terrace.language", ${JSON.stringify(language)})`);
    await page.goto(new URL(address, listening.url).href);
    return { page, context };
  };

  return {
    folder,
    url: listening.url,
    troubles,
    database,
    adoptSurveys: platform.adoptSurveys,
    openAt,
    signIn: async (name, address, language) => {
      const { page, context } = await openAt(address, language);
      await page.locator("input[autocomplete=username]").fill(name);
      await page.locator("input[type=password]").fill(password);
      await page.keyboard.press("Enter");
      await page.waitForURL(({ pathname }) => pathname !== "/sign-in");
      await page.locator("#content").waitFor();
      return { page, context };
    },
    close: async () => {
      await browser.close();
      await listening.close();
      await platform.stop();
      await app.close();
      await database.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** What a link of this name downloads. */
export async function downloadBy(page: Page, name: string | RegExp): Promise<Download> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name }).click()]);
  return download;
}
