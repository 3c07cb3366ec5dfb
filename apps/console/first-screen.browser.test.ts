import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { surveyConfigFrom } from "#contexts/erosion-assessment/model";
import { runSurvey } from "#contexts/erosion-assessment/server";
import { planeGrid, writeRaster } from "../../fixtures/small-rasters/index.ts";
import { findChromium } from "../../tools/find-chromium/index.ts";
import { type RunningServer, startServer } from "../server/index.ts";

/** What is on the screen before the console's program is there. That nothing jumps is in `survey-screen.browser.test.ts`. */
let folder: string;
let server: RunningServer;
let browser: Browser;

beforeAll(async () => {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("no Chromium: install Debian's chromium or set CHROME_PATH");
  folder = await mkdtemp(join(tmpdir(), "terrace-first-screen-"));
  await writeRaster(join(folder, "dem.tif"), planeGrid(60, 40), (column, row) => 300 - column * 2 + (row % 7));
  for (const year of [2023, 2024]) {
    const config = surveyConfigFrom({ dem: "dem.tif", rain: 4000, soil: 0.03, landUse: 13, tillage: 0.4, year });
    await runSurvey(config, { baseDirectory: folder, outDirectory: join(folder, "surveys", String(year)) });
  }
  server = await startServer({ runDirectories: [join(folder, "surveys")], port: 0 });
  browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-background-networking", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
  });
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  if (folder) await rm(folder, { recursive: true });
});

interface Opened {
  readonly page: Page;
  /** Paths that were asked of the server. */
  readonly asked: string[];
  /** The console's program has been asked for, but has not come. */
  readonly isProgramAsked: Promise<void>;
  /** Lets it come. */
  readonly release: () => void;
}

/** Opens an address while the program is held back. */
async function openHeld(
  address: string,
  prepare: (page: Page) => Promise<unknown> = async () => undefined,
): Promise<Opened> {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  // Not a measurement: what never appears must name itself instead of holding up the run for ever.
  page.setDefaultTimeout(180_000);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const { promise: isReleased, resolve: release } = Promise.withResolvers<void>();
  const { promise: isProgramAsked, resolve: tellAsked } = Promise.withResolvers<void>();
  await page.route("**/assets/main-*.js", async (route) => {
    tellAsked();
    await isReleased;
    await route.continue();
  });
  await prepare(page);
  await page.goto(new URL(address, server.url).href);
  return { page, asked, isProgramAsked, release };
}

const isPictured = (page: Page) =>
  page.waitForFunction(() => {
    const rasters = [...document.querySelectorAll(".first-picture > div")];
    const pictures = [...document.querySelectorAll<HTMLImageElement>(".first-picture img")];
    return rasters.length === 2 && pictures.every(({ complete, naturalWidth }) => complete && naturalWidth > 0);
  });

/** Answers a request as the server refuses. */
const refuse = (page: Page, path: string, status: number, code: string) =>
  page.route(path, (route) =>
    route.fulfill({
      status,
      json: { code, userMessage: "没有这次调查的图层", message: "No such layers", details: {} },
    }),
  );

describe("before the program is there", () => {
  test("the layer is on the screen; the console then takes over its pictures, and the map can be moved", async () => {
    const { page, asked, release } = await openHeld("/");
    await isPictured(page);
    expect(asked.filter((path) => path.includes("/tiles/intensity/")).length).toBeGreaterThan(0);
    expect(await page.locator(".map-view").count()).toBe(0);
    const tiles = asked.filter((path) => path.includes("/tiles/")).length;
    const pictures = await page.locator(".first-picture").elementHandle();
    release();
    await page.locator(".map-view[data-drawn=intensity]").first().waitFor();
    // The same element, so that nothing is asked for again, decoded again, or gone for a moment.
    expect(await pictures!.evaluate((element) => element.parentElement?.closest(".map-view") !== null)).toBe(true);
    expect(asked.filter((path) => path.includes("/tiles/")).length).toBe(tiles);
    await page.locator(".map-view[data-live]").waitFor();
    const box = (await page.locator(".map-view").boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 + 80, box.y + box.height / 2, { steps: 4 });
    await page.mouse.up();
    await page.waitForURL((address) => address.searchParams.has("view"));
    await page.context().close();
  });

  test("each answer is asked for once", async () => {
    const { page, asked, release } = await openHeld("/");
    await isPictured(page);
    release();
    await page.locator(".map-view[data-live]").waitFor();
    const answers = asked.filter((path) => /^\/api\/(session|surveys(\/[^/]+\/(summary|layers))?)$/.test(path));
    expect(answers.sort()).toEqual([...new Set(answers)]);
    expect(answers).toHaveLength(4);
    await page.context().close();
  });

  test("the layer and the survey that the address names", async () => {
    const older = (
      (await (await fetch(new URL("/api/surveys", server.url))).json()) as { surveys: { runId: string }[] }
    ).surveys[1]!.runId;
    const { page, asked } = await openHeld(`/?run=${older}&layer=slope`);
    await isPictured(page);
    const tiles = asked.filter((path) => path.includes("/tiles/"));
    expect(new Set(tiles.map((path) => path.split("/").slice(3, 6).join(" ")))).toEqual(
      new Set([`${older} tiles slope`, `${older} tiles hillshade`]),
    );
    await page.context().close();
  });

  test("at the address of the surveys for who is signed in and may see them", async () => {
    const session = { permissions: ["survey.view"], mustSetPassword: false };
    const { page } = await openHeld("/surveys", (made) =>
      made.route("**/api/session", (route) => route.fulfill({ json: session })),
    );
    await isPictured(page);
    await page.context().close();
  });

  test("a violation of the content security policy is none", async () => {
    const { page, release } = await openHeld("/", (made) =>
      made.addInitScript(() => {
        Object.assign(window, { violations: [] });
        document.addEventListener("securitypolicyviolation", (event) =>
          (window as unknown as { violations: string[] }).violations.push(event.violatedDirective),
        );
      }),
    );
    await isPictured(page);
    release();
    await page.locator(".map-view[data-live]").waitFor();
    expect(await page.evaluate(() => (window as unknown as { violations: string[] }).violations)).toEqual([]);
    await page.context().close();
  });
});

describe("an ordinary page, and nothing of a survey before it", () => {
  test.each([
    ["another page", "/records", undefined],
    ["the home of who is signed in", "/", { permissions: ["survey.view"], mustSetPassword: false }],
    ["who may not see surveys", "/surveys", { permissions: [], mustSetPassword: false }],
    ["who must set a password first", "/surveys", { permissions: ["survey.view"], mustSetPassword: true }],
  ])("%s", async (_, address, session) => {
    const { page, isProgramAsked } = await openHeld(address, async (made) => {
      if (session) await made.route("**/api/session", (route) => route.fulfill({ json: session }));
    });
    await isProgramAsked;
    expect(await page.locator("#root > *").count()).toBe(0);
    await page.context().close();
  });

  test("nobody is signed in", async () => {
    const { page, asked, release } = await openHeld("/surveys", (made) =>
      refuse(made, "**/api/session", 401, "session-required"),
    );
    release();
    await page.waitForURL("**/sign-in?return=*");
    expect(asked.filter((path) => path.includes("/tiles/"))).toEqual([]);
    expect(await page.locator(".first-picture").count()).toBe(0);
    await page.context().close();
  });

  test("a survey that is gone is told", async () => {
    const { page, release } = await openHeld("/", (made) => refuse(made, "**/layers", 404, "survey-unknown"));
    release();
    await page.getByRole("alert").waitFor();
    expect(await page.getByRole("alert").innerText()).toContain("没有这次调查的图层");
    expect(await page.locator(".first-picture").count()).toBe(0);
    await page.context().close();
  });

  test("two surveys beside each other", async () => {
    const { page, isProgramAsked } = await openHeld("/?compare=another");
    await isProgramAsked;
    expect(await page.locator("#root > *").count()).toBe(0);
    await page.context().close();
  });
});

test("a tile that does not come does not hold up the console", async () => {
  const { page, release } = await openHeld("/", async (made) => {
    let isFirst = true;
    await made.route("**/tiles/intensity/**", async (route) => {
      if (!isFirst) await route.continue();
      isFirst = false;
    });
  });
  release();
  await page.getByRole("radio", { name: "坡度", exact: true }).waitFor();
  await page.context().close();
});
