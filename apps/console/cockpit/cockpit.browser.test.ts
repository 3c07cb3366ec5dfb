import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PlanView } from "#contexts/action-plan/model";
import type { SurveyVersion } from "#contexts/erosion-assessment/model";
import { findChromium } from "../../../tools/find-chromium/index.ts";
import {
  addOutlines,
  type BoardServer,
  decideReport,
  handInReport,
  openBoardServer,
  type PersonName,
  password,
  publishSurvey,
} from "../../browser-fixtures/board-server.ts";
import { violations } from "../../browser-fixtures/violations.ts";
import type { FigureByDivision, FigureYear } from "./board-requests.ts";

/** The board on the wall: a real server, a real database, Chromium. */
let server: BoardServer;
let browser: Browser;

beforeAll(async () => {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("no Chromium: install Debian's chromium or set CHROME_PATH");
  server = await openBoardServer();
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-background-networking"] });
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  expect(server?.troubles).toEqual([]);
});

interface Opened {
  readonly page: Page;
  readonly context: BrowserContext;
}

/** A browser whose time can be made to pass. */
async function openBoard(who: PersonName, options: { language?: string; width?: number } = {}): Promise<Opened> {
  const { language = "zh-CN", width = 1920 } = options;
  const context = await browser.newContext({ viewport: { width, height: (width * 9) / 16 } });
  const page = await context.newPage();
  page.setDefaultTimeout(180_000);
  page.on("pageerror", (error) => server.troubles.push(error.message));
  await page.addInitScript((chosen) => window.localStorage.setItem("terrace.language", chosen), language);
  await page.clock.install();
  await context.request.post(new URL("/api/session", server.url).href, {
    headers: { "X-Terrace-Request": "1" },
    data: { name: who, password },
  });
  await page.goto(new URL("/cockpit", server.url).href);
  await status(page, language === "en" ? /^Data of/ : /^数据时间/);
  return { page, context };
}

async function status(page: Page, text: RegExp): Promise<void> {
  await page.getByRole("status").filter({ hasText: text }).waitFor();
}

const count = (page: Page, id: string) => page.locator(`[data-count="${id}"] a`);
/** The numbers of a text, the last of which is what a label says. */
const lastNumber = (text: string) => Number((text.replaceAll(",", "").match(/\d+(\.\d+)?/g) ?? []).at(-1));
const MINUTE = 60_000;

describe("before there is anything but the plan", () => {
  test("a dash stands for what is not known, with what would fill it; nothing is a number that nobody counted", async () => {
    const { page, context } = await openBoard("city");
    const rate = page.locator('[data-target="conservation-rate-2035"]');
    expect(await rate.innerText()).toContain("—");
    expect(await rate.innerText()).toContain("发布当年动态监测成果后显示。");
    expect(await rate.innerText()).toContain("暂无");
    for (const text of [
      "导入报送单元边界后显示地图。",
      "各部门报送的进展经审核后显示。",
      "审核一份进展或发布一次调查后显示。",
    ]) {
      await page.getByText(text).waitFor();
    }
    expect(await page.getByText("发布一次水土流失调查后显示。").count()).toBe(2);
    expect(await page.getByText("演示").count()).toBe(0);
    expect(await violations(page)).toEqual([]);
    await context.close();
  });
});

describe("with reports, surveys and outlines", () => {
  beforeAll(async () => {
    await addOutlines(server);
    await publishSurvey(server, 2023, 0.28);
    await publishSurvey(server, 2024, 0.27);
    await decideReport(server, await handInReport(server, 0), "acceptance");
    await decideReport(server, await handInReport(server, 1), "return");
    await handInReport(server, 2);
  });

  test("every number on the board is a link, and what it opens has that very number", async () => {
    const { page, context } = await openBoard("city");
    const links = await page.locator("main a[href]:not([href='/'])").evaluateAll((anchors) =>
      anchors.map((anchor) => ({
        address: anchor.getAttribute("href") ?? "",
        text: anchor.querySelector("title")?.textContent ?? anchor.textContent ?? "",
      })),
    );
    const plan = await server.ask<PlanView>("city", "/api/plan");
    const targets = plan.parts.flatMap(({ measures }) => measures.flatMap((measure) => measure.targets));
    const { versions } = await server.ask<{ versions: SurveyVersion[] }>("city", "/api/survey-versions");
    const rate = await server.ask<FigureByDivision>("city", "/api/figures/conservation-rate");
    const years = await server.ask<FigureYear[]>("city", "/api/figures/conservation-rate/years?first=2020&last=2026");
    const rates = [...rate.divisions, ...years].map(({ value }) => ((value ?? 0) * 100).toFixed(2));
    expect(years.map(({ year, value }) => [year, (value ?? 0) * 100])).toEqual(
      versions.map(({ year, conservationRatePercent }) => [year, conservationRatePercent]).reverse(),
    );
    const seen = new Set<string>();
    for (const { address, text } of links) {
      const url = new URL(address, server.url);
      const set = /^\/records\/([\w-]+)$/.exec(url.pathname)?.[1];
      if (set !== undefined) {
        const list = await server.ask<{ count: number }>("city", `/api/record-sets/${set}/records${url.search}`);
        const shown = set === "watersheds" ? Number.parseInt(text, 10) : lastNumber(text);
        expect(list.count, `${text} → ${address}`).toBe(shown);
        seen.add(set);
      } else if (url.pathname === "/surveys") {
        const news = /^发布 (\d+) 年/.exec(text);
        if (news) expect(url.searchParams.get("run")).toBe(`board-${news[1]}`);
        else expect(rates, text).toContain(lastNumber(text).toFixed(2));
        seen.add("surveys");
      } else if (url.pathname === "/plan") {
        const values = targets.map(({ value, unit }) => (unit === "ratio" ? value * 100 : value));
        expect(
          values.some((value) => Math.abs(value - lastNumber(text.replace("km²", ""))) < 0.005),
          text,
        ).toBe(true);
        seen.add("plan");
      } else {
        // What is new opens its own record.
        expect(url.pathname).toMatch(/^\/records\/progress-reports\/[\w-]{36}$/);
        await server.ask(
          "city",
          url.pathname.replace("/records/progress-reports", "/api/record-sets/progress-reports/records"),
        );
        seen.add("news");
      }
    }
    expect([...seen].sort()).toEqual(["news", "owed-reports", "plan", "progress-reports", "surveys", "watersheds"]);
    const work = await server.ask<{ overdueCount: number }>("city", "/api/work-items");
    expect(await count(page, "overdue-work").innerText()).toBe(String(work.overdueCount));
    // No number of the board stands outside a link: what is left are dates, years, tasks and axes.
    const unlinked = await page
      .locator("main [data-count], main [data-target]")
      .evaluateAll((tiles) =>
        tiles
          .flatMap((tile) => [...tile.querySelectorAll("a")].map((link) => link.getAttribute("href")))
          .filter((href) => !href),
      );
    expect(unlinked).toEqual([]);
    await context.close();
  });

  test("a click leads to the list with the same filter and the same total, and back", async () => {
    const { page, context } = await openBoard("city");
    const overdue = Number(await count(page, "overdue-reports").innerText());
    expect(overdue).toBeGreaterThan(0);
    await count(page, "overdue-reports").click();
    await page.getByText(`合计（${overdue.toLocaleString("en-US")} 条）`).waitFor();
    expect(page.url()).toContain("/records/owed-reports?filter=");
    // Beyond the board the bar and the menu are there again.
    await page.getByRole("navigation", { name: "主菜单" }).waitFor();
    await page.goBack();
    await status(page, /^数据时间/);
    expect(await page.getByRole("navigation", { name: "主菜单" }).count()).toBe(0);
    await page.getByRole("link", { name: "莱山区" }).click();
    await page.waitForURL(/\/surveys\?run=board-2024/);
    await context.close();
  });

  test("in Chinese there is no English, demonstrations are marked, and axe finds nothing", async () => {
    const { page, context } = await openBoard("city");
    const text = await page.locator("main").innerText();
    expect(text.replaceAll("km²", "").match(/[A-Za-z]{2,}/g)).toBeNull();
    expect(await page.locator('[data-target="conservation-rate-2035"]').innerText()).toContain("演示");
    await page.getByText("含演示数据").waitFor();
    expect(await violations(page)).toEqual([]);
    await context.close();
  });

  test("in English as well", async () => {
    const { page, context } = await openBoard("city", { language: "en" });
    await page.getByRole("heading", { name: "Soil and water conservation board" }).waitFor();
    expect(await page.locator('[data-target="conservation-rate-2035"]').innerText()).toContain("Conservation rate");
    expect(await violations(page)).toEqual([]);
    await context.close();
  });

  test.each([1920, 3840])("at %i pixels everything is in sight, and nothing is cut or small", async (width) => {
    const { page, context } = await openBoard("city", { width });
    const unit = width / 1920;
    const found = await page.evaluate(() => {
      const board = document.querySelector("main > div");
      const panels = [...document.querySelectorAll("main section, main article")];
      const written = [...document.querySelectorAll("main *")].filter((element) =>
        [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()),
      );
      // SVG texts are in units of their drawing.
      const size = (element: Element) => {
        const matrix = element instanceof SVGGraphicsElement ? element.getScreenCTM() : null;
        return Number.parseFloat(getComputedStyle(element).fontSize) * (matrix?.a ?? 1);
      };
      const isSeen = (element: Element) => !(element instanceof SVGTitleElement);
      return {
        overflow: (board?.scrollHeight ?? 0) - window.innerHeight,
        cut: panels
          .filter((panel) => panel.scrollHeight > panel.clientHeight + 1 || panel.scrollWidth > panel.clientWidth + 1)
          .map((panel) => panel.textContent?.slice(0, 20)),
        smallest: Math.min(...written.filter(isSeen).map(size)),
      };
    });
    expect(found.overflow).toBeLessThanOrEqual(1);
    expect(found.cut).toEqual([]);
    expect(found.smallest).toBeGreaterThanOrEqual(18 * unit);
    await context.close();
  });

  test("a department sees its own reports and the city's targets; a district owes nothing of the plan", async () => {
    const own = await openBoard("ecology");
    const due = await server.ask<{ reports: { due: number; missing: number } }>("ecology", "/api/plan/summary");
    expect(await own.page.getByText(/^应报/).innerText()).toContain(` ${due.reports.due} `);
    expect(await own.page.getByRole("heading", { name: "逾期未报最多的部门" }).isVisible()).toBe(true);
    expect(await own.page.locator("main").innerText()).not.toContain("市水利局");
    await own.context.close();
    const district = await openBoard("laishan");
    expect(await count(district.page, "overdue-reports").innerText()).toBe("0");
    await district.context.close();
  });

  test("it asks again by itself: what is accepted elsewhere is there a minute later, without an empty moment", async () => {
    const { page, context } = await openBoard("city");
    const before = Number(await count(page, "reports-to-review").innerText());
    const report = await handInReport(server, 3);
    // Every number that is taken away, if only for a moment.
    await page.evaluate(() => {
      const lost: string[] = [];
      Object.assign(window, { lost });
      new MutationObserver((records) => {
        for (const { removedNodes } of records) for (const node of removedNodes) lost.push(node.textContent ?? "");
      }).observe(document.querySelector("main") as Element, { childList: true, subtree: true });
    });
    await page.clock.fastForward(MINUTE);
    await page.locator('[data-count="reports-to-review"] a', { hasText: String(before + 1) }).waitFor();
    await decideReport(server, report, "acceptance");
    await page.clock.fastForward(MINUTE);
    await page.locator('[data-count="reports-to-review"] a', { hasText: new RegExp(`^${before}$`) }).waitFor();
    const lost = await page.evaluate(() => (window as unknown as { lost: string[] }).lost);
    // The news of the report pushes nothing out but the last of the list.
    expect(lost.filter((text) => !text.includes("进展已审核") && !text.includes("水土流失调查"))).toEqual([]);
    await context.close();
  });

  test("while the server is away the last numbers stand greyed with their time; it recovers by itself", async () => {
    const { page, context } = await openBoard("city");
    const before = await count(page, "overdue-reports").innerText();
    const told = await page.getByRole("status").innerText();
    await server.goAway();
    await page.clock.fastForward(MINUTE);
    await status(page, /^服务器没有应答，显示的是 \d\d:\d\d 的数据/);
    expect(await page.getByRole("status").innerText()).toContain(told.replace("数据时间 ", ""));
    expect(await page.locator("[data-stale=true]").count()).toBe(1);
    expect(await count(page, "overdue-reports").innerText()).toBe(before);
    await page.clock.fastForward("08:00:00");
    await status(page, /^服务器没有应答/);
    expect(await count(page, "overdue-reports").innerText()).toBe(before);
    await server.comeBack();
    await page.clock.fastForward(MINUTE);
    await status(page, /^数据时间/);
    expect(await page.locator("[data-stale=true]").count()).toBe(0);
    await context.close();
  });

  test("a night of minutes leaves nothing behind: as many nodes, listeners and requests as at the beginning", async () => {
    const { page, context } = await openBoard("city");
    const tools = await context.newCDPSession(page);
    await tools.send("Performance.enable");
    const measure = async () => {
      await tools.send("HeapProfiler.collectGarbage");
      const { metrics } = await tools.send("Performance.getMetrics");
      return Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
    };
    let requests = 0;
    page.on("request", () => requests++);
    const aMinute = async () => {
      requests = 0;
      await page.clock.fastForward(MINUTE);
      await page.waitForLoadState("networkidle");
      await page.waitForFunction(() => !document.querySelector("[data-stale=true]"));
      return requests;
    };
    // The first rounds fill caches of the program.
    for (let minute = 0; minute < 5; minute++) await aMinute();
    const before = await measure();
    const asked: number[] = [];
    for (let minute = 0; minute < 60; minute++) asked.push(await aMinute());
    const after = await measure();
    // Some come and go; five nodes, or one listener, that stay each minute would be 300 and 60.
    expect(after.Nodes).toBeLessThan((before.Nodes ?? 0) + 300);
    expect(after.JSEventListeners).toBeLessThan((before.JSEventListeners ?? 0) + 60);
    expect(after.JSHeapUsedSize).toBeLessThanOrEqual((before.JSHeapUsedSize ?? 0) * 1.5);
    // Together: an answer of one minute may come in the next.
    expect(asked.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(60 * 12);
    await context.close();
  });

  test("when the session ends the sign-in is there, with the way back to the board", async () => {
    const { page, context } = await openBoard("city");
    await context.clearCookies();
    await page.clock.fastForward(MINUTE);
    await page.getByRole("heading", { name: "登录" }).waitFor();
    expect(new URL(page.url()).searchParams.get("return")).toBe("/cockpit");
    await page.locator("input[autocomplete=username]").fill("city");
    await page.locator("input[type=password]").fill(password);
    await page.keyboard.press("Enter");
    await status(page, /^数据时间/);
    await context.close();
  });

  test("it is in the menu as 大屏, fills the screen and goes back quietly", async () => {
    const { page, context } = await openBoard("city");
    await page.getByRole("link", { name: "返回工作台" }).click();
    await page.getByRole("heading", { name: "市级主管，您好" }).waitFor();
    await page.getByRole("link", { name: "大屏", exact: true }).first().click();
    await status(page, /^数据时间/);
    await page.getByRole("button", { name: "全屏" }).click();
    await page.getByRole("button", { name: "退出全屏" }).waitFor();
    await page.getByRole("button", { name: "退出全屏" }).click();
    await page.getByRole("button", { name: "全屏", exact: true }).waitFor();
    await context.close();
  });
});
