import { mkdtemp, readFile, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "@hono/node-server";
import react from "@vitejs/plugin-react";
import axe from "axe-core";
import { Hono } from "hono";
import { sql } from "kysely";
import { type Browser, chromium, type Page } from "playwright-core";
import { build, type Plugin } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabases } from "#fixtures/test-database";
import { programRoot } from "#platform/configuration";
import { type Database, NOBODY, type Session } from "#platform/database";
import type { Figure } from "#platform/figures";
import { createErrorHandler, mountRoutes } from "#platform/http-api";
import { actionPlan, organisations } from "#regions/yantai";
import { findChromium } from "../../../tools/find-chromium/index.ts";
import { actionPlanMigrations, actionPlanProblemStatuses, actionPlanRoutes, loadActionPlan } from "../server/index.ts";

const ENTRY = "plan-screens-entry.tsx";

/** The page and the tile in the kit's theme, as the console shows them, for whoever the cookie `as` names. */
const entry = `
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { ConfigProvider } from "antd";
import { createInstance } from "i18next";
import { createRoot } from "react-dom/client";
import { I18nextProvider, initReactI18next } from "react-i18next";
import { ActionPlanPage, PlanSummary } from "#contexts/action-plan/console";
import { consoleTheme, SessionProvider } from "#platform/interface-kit";

const languages = createInstance();
const lng = new URLSearchParams(location.search).get("lang") ?? "zh-CN";
languages.use(initReactI18next).init({ lng, fallbackLng: "zh-CN", resources: { "zh-CN": { x: { x: "x" } }, en: { x: { x: "x" } } }, keySeparator: false, nsSeparator: false,
  initAsync: false, interpolation: { escapeValue: false } });
document.documentElement.lang = lng;
const session = { user: { id: document.cookie, name: "", displayName: "", organisation: null, scope: "city", divisions: [], roles: [] },
  permissions: [], mustSetPassword: false };
createRoot(document.getElementById("root")).render(
  <I18nextProvider i18n={languages}>
    <ConfigProvider theme={consoleTheme} button={{ autoInsertSpace: false }}>
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { refetchOnWindowFocus: false } } })}>
        <SessionProvider session={session}>
          <main style={{ height: "100%", overflow: "auto" }}>
            {location.pathname === "/" ? <PlanSummary /> : <ActionPlanPage />}
          </main>
        </SessionProvider>
      </QueryClientProvider>
    </ConfigProvider>
  </I18nextProvider>);
`;

const html = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>plan</title><link rel="stylesheet" href="/assets/style.css">
<link rel="icon" href="data:,"></head><body><div id="root"></div><script type="module" src="/assets/main.js"></script></body></html>`;

interface PlanScreens {
  readonly address: string;
  readonly database: Database;
  readonly close: () => Promise<void>;
}

/** Serves the screens of the plan with its real routes over a real database that holds the plan of Yantai. */
async function servePlanScreens(now: Date): Promise<PlanScreens> {
  const folder = await mkdtemp(join(tmpdir(), "terrace-plan-screens-"));
  await build({
    configFile: false,
    root: programRoot,
    logLevel: "error",
    plugins: [react(), givenEntry()],
    build: {
      outDir: folder,
      rolldownOptions: {
        input: { main: ENTRY },
        output: { entryFileNames: "main.js", assetFileNames: "style.css", codeSplitting: false },
      },
    },
  });
  const database = await testDatabases().at(-1)!.open(actionPlanMigrations);
  await database.asService("test", async (transaction) => {
    for (const [index, { code, nameZh, nameEn, kind }] of organisations.entries()) {
      await sql`insert into access.organisation (id, code, name_zh, name_en, kind)
        values (${idOf(index)}, ${code}, ${nameZh}, ${nameEn}, ${kind})`.execute(transaction);
    }
  });
  await loadActionPlan(database, actionPlan);
  const routes = actionPlanRoutes({ database, figures: [treatedArea], readUnits: async () => units, now: () => now });
  const identify = async (request: Request) =>
    sessions[/\bas=(\w+)/.exec(request.headers.get("Cookie") ?? "")?.[1] ?? ""] ?? NOBODY;
  const app = new Hono().route("/api", mountRoutes({ routes, database, identify }));
  app.onError(createErrorHandler({ statuses: actionPlanProblemStatuses, onBug: (error) => console.error(error) }));
  const asset = async (name: string) => new Uint8Array(await readFile(join(folder, name)));
  app.get("/assets/main.js", async (context) =>
    context.body(await asset("main.js"), 200, { "Content-Type": "text/javascript" }),
  );
  app.get("/assets/style.css", async (context) =>
    context.body(await asset("style.css"), 200, { "Content-Type": "text/css" }),
  );
  app.get("*", (context) => context.html(html));
  const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" });
  await new Promise((resolve) => server.once("listening", resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    database,
    close: async () => {
      await new Promise((resolve) => server.close(resolve));
      await database.close();
      await rm(folder, { recursive: true });
    },
  };
}

function givenEntry(): Plugin {
  const id = join(programRoot, ENTRY);
  return {
    name: "given-entry",
    resolveId: (source) => (source === ENTRY ? id : null),
    load: (source) => (source === id ? entry : null),
  };
}

const idOf = (index: number) => `60000000-0000-4000-8000-${String(index).padStart(12, "0")}`;
const organisationOf = (nameZh: string) => idOf(organisations.findIndex((each) => each.nameZh === nameZh));

const treatedArea: Figure = {
  id: "newly-treated-area",
  kind: "result",
  nameZh: "新增治理面积",
  nameEn: "Newly treated area",
  unit: "km²",
  decimals: 2,
  permission: "plan.view",
  emptyZh: "",
  emptyEn: "",
  read: async () => ({
    value: 912.34,
    lineage: [
      {
        kind: "result",
        titleZh: "治理台账（演示）",
        titleEn: "Treatment ledger (demonstration)",
        path: "/records/works",
        version: "1",
      },
    ],
  }),
  readByDivision: null,
};

const units = [
  { code: "370686", nameZh: "栖霞市", nameEn: "Qixia", areaKm2: 300 },
  { code: "370682", nameZh: "莱阳市", nameEn: "Laiyang", areaKm2: 100 },
];

function user(number: number, userName: string, organisation: string, more: Partial<Session> = {}): Session {
  return {
    ...NOBODY,
    userId: `50000000-0000-4000-8000-00000000000${number}`,
    userName,
    scope: "department",
    organisationId: organisationOf(organisation),
    permissions: ["plan.view", "plan.report"],
    ...more,
  };
}

const sessions: Readonly<Record<string, Session>> = {
  city: user(1, "市级审核", "市水利局", { scope: "city", permissions: ["plan.view", "plan.review", "plan.allocate"] }),
  deputy: user(6, "市级副手", "市水利局", { scope: "city", permissions: ["plan.view", "plan.allocate"] }),
  qixia: user(5, "栖霞水保员", "", {
    scope: "division",
    organisationId: null,
    divisions: ["370686"],
    permissions: ["plan.view"],
  }),
  finance: user(2, "财政局张", "市财政局"),
  colleague: user(3, "财政局刘", "市财政局"),
  forestry: user(4, "林业局李", "市林业局"),
};

let screens: PlanScreens;
let browser: Browser;

beforeAll(async () => {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("no Chromium: install Debian's chromium or set CHROME_PATH");
  screens = await servePlanScreens(new Date("2026-11-24T02:00:00Z"));
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-background-networking"] });
});

afterAll(async () => {
  await browser?.close();
  await screens?.close();
});

const troubles: string[] = [];

async function open(user: string, path: string, viewport = { width: 1440, height: 900 }): Promise<Page> {
  const context = await browser.newContext({ viewport });
  await context.addCookies([{ name: "as", value: user, url: screens.address }]);
  const page = await context.newPage();
  // Not a measurement: what never appears must name itself instead of holding up the run for ever.
  page.setDefaultTimeout(60_000);
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().includes("409")) troubles.push(message.text());
  });
  await page.goto(`${screens.address}${path}`);
  return page;
}

async function seriousFaults(page: Page): Promise<string[]> {
  await page.addScriptTag({ content: axe.source });
  const { violations } = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run());
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
}

test("the tree shows the targets, fifteen measures with the departments of the plan, and their tasks", async () => {
  const page = await open("city", "/plan");
  await page.getByRole("heading", { name: "关于加强新时代水土保持工作的实施方案" }).waitFor();
  expect(await page.locator("[data-figure]").allInnerTexts()).toEqual(["—", "—", "912.34 km²", "—"]);
  expect(await page.getByRole("button", { name: "展开第" }).count()).toBe(0);
  const measures = page.locator("button[aria-expanded][aria-controls^=measure-]");
  expect(await measures.count()).toBe(15);
  await measures.nth(8).click();
  const body = page.locator("#measure-9");
  expect(await body.locator("tbody tr").count()).toBe(4);
  const ninth = page.locator("li", { has: page.locator("button[aria-controls=measure-9]") });
  expect(await ninth.innerText()).toContain("市财政局、市水利局");
  expect(await seriousFaults(page)).toEqual([]);
  await page.getByRole("button", { name: "全部展开" }).click();
  expect(await page.locator("tbody tr").count()).toBe(
    actionPlan.parts.flatMap((part) => part.measures.flatMap(({ tasks }) => tasks)).length,
  );
  await page.context().close();
});

test("a department writes, loses nothing on closing, submits; the city returns with a reason and accepts in the end", async () => {
  const page = await open("finance", "/plan?task=9.1");
  const panel = page.getByRole("dialog");
  await panel.getByText("推行以奖代补、以工代赈等建设模式,").waitFor();
  await panel.getByRole("textbox", { name: "进展" }).fill("已下达以奖代补资金。");
  await page.getByRole("button", { name: "关闭" }).click();
  await panel.waitFor({ state: "hidden" });
  await page.goBack();
  await panel.getByText("已恢复上次未保存的内容").waitFor();
  expect(await panel.getByRole("textbox", { name: "进展" }).inputValue()).toBe("已下达以奖代补资金。");
  await panel.getByRole("button", { name: "增加一项数据" }).click();
  await panel.getByRole("textbox", { name: "名称" }).fill("下达资金");
  await panel.getByRole("spinbutton", { name: "数值" }).fill("320.5");
  await panel.getByRole("textbox", { name: "单位" }).fill("万元");
  expect(await seriousFaults(page)).toEqual([]);
  await panel.getByRole("button", { name: "提交", exact: true }).click();
  await panel.getByRole("button", { name: "撤回" }).waitFor();

  const city = await open("city", "/plan?task=9.1");
  const review = city.getByRole("dialog");
  await review.getByText("下达资金 320.5 万元").waitFor();
  await review.getByRole("button", { name: "退回" }).first().click();
  await review.getByRole("textbox", { name: "理由" }).fill("请附分配文件");
  await review.locator("form").getByRole("button", { name: "退回" }).click();
  await review.getByText("理由：请附分配文件").waitFor();

  await page.reload();
  await panel.getByText("已退回：请附分配文件").waitFor();
  await panel.getByRole("textbox", { name: "进展" }).fill("已下达以奖代补资金，分配文件见附件。");
  await panel.getByRole("button", { name: "提交", exact: true }).click();
  await panel.getByRole("button", { name: "撤回" }).waitFor();

  await city.reload();
  await review.getByRole("button", { name: "审核通过" }).click();
  await review.getByRole("button", { name: "重新打开" }).waitFor();
  expect(await review.getByText("已审核", { exact: true }).count()).toBeGreaterThan(0);
  await page.context().close();
  await city.context().close();
});

test("of two who edit one report the second sees the difference and chooses", async () => {
  const first = await open("finance", "/plan?task=9.2");
  const second = await open("colleague", "/plan?task=9.2");
  const textOf = (page: Page) => page.getByRole("dialog").getByRole("textbox", { name: "进展" });
  await textOf(second).waitFor();
  await textOf(first).fill("张的内容");
  await first.getByRole("button", { name: "保存草稿" }).click();
  await first.getByText(/^已保存/).waitFor();
  await textOf(second).fill("刘的内容");
  await second.getByRole("button", { name: "保存草稿" }).click();
  await second.getByText("他人已先保存").waitFor();
  expect(await second.locator("[role=alert] tbody td").allInnerTexts()).toEqual(["张的内容", "刘的内容"]);
  await second.getByRole("button", { name: "采用已保存的内容" }).click();
  expect(await textOf(second).inputValue()).toBe("张的内容");
  await textOf(second).fill("两人合写");
  await second.getByRole("button", { name: "保存草稿" }).click();
  await second.getByText(/^已保存/).waitFor();
  await second.getByText("他人已先保存").waitFor({ state: "hidden" });
  await first.context().close();
  await second.context().close();
});

test("a department that only co-operates elsewhere sees no report of others and no form for what is not its own", async () => {
  const page = await open("forestry", "/plan?task=9.1");
  const panel = page.getByRole("dialog");
  await panel.getByText("其他部门的报告不可见").waitFor();
  expect(await panel.getByRole("button", { name: "提交" }).count()).toBe(0);
  expect(await panel.getByRole("button", { name: "催办" }).count()).toBe(0);
  await page.context().close();
});

test("the city reminds a department that has not reported", async () => {
  const page = await open("city", "/plan?task=14.1");
  const panel = page.getByRole("dialog");
  await panel.getByRole("button", { name: "催办" }).first().click();
  await panel.getByRole("textbox", { name: "催办内容" }).fill("请于本周内报送");
  await panel.getByRole("button", { name: "发送催办" }).click();
  await panel.getByText(/市级审核 催办/).waitFor();
  await page.context().close();
});

test("the filter by department leaves the measures that name it, and the address keeps it", async () => {
  const page = await open("finance", "/plan");
  await page.getByRole("combobox", { name: "部门" }).click();
  await page.getByText("市财政局（本单位）").last().click();
  await page.waitForURL(/department=/);
  expect(await page.locator("button[aria-expanded][aria-controls^=measure-]").allInnerTexts()).toEqual([
    expect.stringContaining("创新治理工程建管模式"),
    expect.stringContaining("加大融资力度"),
  ]);
  await page.goBack();
  await page.locator("button[aria-controls=measure-1]").waitFor();
  await page.context().close();
});

test("the tile of the first page, in both languages", async () => {
  const page = await open("city", "/", { width: 900, height: 500 });
  await page.getByRole("link", { name: "第 7 条 加强系统治理：告警" }).waitFor();
  expect(await seriousFaults(page)).toEqual([]);
  await page.context().close();
  const english = await open("city", "/?lang=en", { width: 900, height: 500 });
  await english.getByRole("link", { name: "See the 15 measures" }).waitFor();
  const plan = await open("city", "/plan?lang=en&task=5.2");
  await plan.getByRole("dialog").getByText("The plan's words").waitFor();
  // Chinese remains only where it is the plan's own: its sentence, its departments' names are English.
  expect(await plan.locator("header h1").innerText()).not.toMatch(/\p{Script=Han}/u);
  await english.context().close();
  await plan.context().close();
});

test("the city divides a target, sees what is missing, and saves; the district sees its own share", async () => {
  const page = await open("city", "/plan");
  const tile = page.getByRole("article").filter({ hasText: "975.00 km²" });
  await tile.getByRole("button", { name: "目标分解" }).click();
  const panel = page.getByRole("dialog");
  await panel.getByText("还没有份额。在下表逐格填写后保存").waitFor();
  const status = panel.getByRole("status").first();
  expect(await status.innerText()).toBe("还不能核对");
  expect(await panel.locator("tbody input").count()).toBe(10);
  expect(await seriousFaults(page)).toEqual([]);
  const save = panel.getByRole("button", { name: "保存份额" });
  expect(await save.isDisabled()).toBe(true);
  await panel.getByRole("spinbutton", { name: "栖霞市 2021 年份额" }).fill("600.5");
  await panel.getByRole("spinbutton", { name: "莱阳市 2025 年份额" }).fill("370");
  await panel.getByRole("textbox", { name: "依据" }).fill("烟水保〔2026〕1号（演示）");
  expect(await status.innerText()).toBe("合计小于目标");
  await panel.getByText("−4.50 km²").waitFor();
  await panel.getByRole("spinbutton", { name: "莱阳市 2025 年份额" }).fill("374.5");
  expect(await status.innerText()).toBe("合计与目标一致");
  await save.click();
  await panel.getByText("已保存", { exact: true }).waitFor();
  await panel.getByText("栖霞市 2021 年：— → 600.50 km²").waitFor();
  await page.reload();
  await panel.getByText("莱阳市 2025 年：— → 374.50 km²").waitFor();
  expect(await panel.getByRole("spinbutton", { name: "栖霞市 2021 年份额" }).inputValue()).toBe("600.5");
  expect(await panel.locator("[data-total='2021']").innerText()).toBe("600.50");

  const district = await open("qixia", "/plan?shares=newly-treated-area-2025");
  const own = district.getByRole("dialog");
  await own.getByText("本区市份额：").waitFor();
  expect(await own.locator("tbody tr").count()).toBe(1);
  expect(await own.locator("input").count()).toBe(0);
  expect(await own.innerText()).not.toContain("莱阳");
  expect(await own.locator("tbody tr").innerText()).toContain("600.50");
  expect(await seriousFaults(district)).toEqual([]);
  await district.context().close();
  await page.context().close();
});

test("what is typed and not saved is there again; of two who divide the second sees what the first has saved and decides", async () => {
  const address = "/plan?shares=clean-watersheds-2027";
  const [first, second] = [await open("city", address), await open("deputy", address)];
  const fieldOf = (page: Page) => page.getByRole("spinbutton", { name: "莱阳市 2027 年份额" });
  await fieldOf(second).fill("4");
  await second.reload();
  await second.getByText("改动 1 处，还没有保存").waitFor();
  expect(await fieldOf(second).inputValue()).toBe("4");
  await fieldOf(first).fill("3");
  await first.getByRole("button", { name: "保存份额" }).click();
  await first.getByText("已保存", { exact: true }).waitFor();
  await second.getByRole("button", { name: "保存份额" }).click();
  await second.getByRole("alert").filter({ hasText: "莱阳市 2027 年的份额在您编辑期间已被他人改动" }).waitFor();
  await second.getByText("已存 3").waitFor();
  expect(await fieldOf(second).inputValue()).toBe("4");
  await second.getByRole("button", { name: "保存份额" }).click();
  await second.getByText("莱阳市 2027 年：3 个 → 4 个").waitFor();
  expect(await second.getByRole("alert").count()).toBe(0);
  await first.context().close();
  await second.context().close();
});

test("a department is offered no shares, and a rate is entered in percent", async () => {
  const department = await open("finance", "/plan");
  await department.locator("[data-figure]").first().waitFor();
  expect(await department.getByRole("button", { name: /目标分解|份额/ }).count()).toBe(0);
  await department.context().close();
  const page = await open("city", "/plan?shares=conservation-rate-2025&lang=en");
  const panel = page.getByRole("dialog");
  await panel.getByRole("spinbutton", { name: "Share of Qixia in 2025" }).fill("71");
  await panel.getByText("Units without a share for 2025 (1)").waitFor();
  await panel.getByRole("spinbutton", { name: "Share of Laiyang in 2025" }).fill("74.2");
  await panel.getByText("The shares make the target").waitFor();
  expect(await panel.innerText()).not.toMatch(/\p{Script=Han}/u);
  await page.context().close();
});

test("nothing went wrong behind the screens", () => {
  expect(troubles).toEqual([]);
});
