import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import ExcelJS from "exceljs";
import { type Browser, chromium, type Locator, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import {
  type CellExplanation,
  cellExplanation,
  intensityIds,
  type SurveyRequest,
  type SurveySummary,
  surveyConfigFrom,
} from "#contexts/erosion-assessment/model";
import { runSurvey } from "#contexts/erosion-assessment/server";
import { makeDemonstration } from "#regions/yantai";
import { findChromium } from "../../tools/find-chromium/index.ts";
import { violations } from "../browser-fixtures/violations.ts";
import { type RunningServer, startServer } from "../server/index.ts";

/** The whole thing: the demonstration region at 1 km, two surveys of it, the server, and Chromium. */
let folder: string;
let server: RunningServer;
let browser: Browser;
let older: SurveySummary;
let newer: SurveySummary;

beforeAll(async () => {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("no Chromium: install Debian's chromium or set CHROME_PATH");
  folder = await mkdtemp(join(tmpdir(), "terrace-console-"));
  const demonstration = await makeDemonstration(join(folder, "region"), { cellSize: 1000, years: [2023, 2024] });
  const [first, second] = await Promise.all(demonstration.surveyFiles.map(survey));
  older = first!;
  newer = second!;
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

async function survey(file: string): Promise<SurveySummary> {
  const config = surveyConfigFrom(parseYaml(await readFile(file, "utf8")) as SurveyRequest);
  const outDirectory = join(folder, "surveys", String(config.year));
  return runSurvey(config, { baseDirectory: dirname(file), outDirectory });
}

interface Opened {
  readonly page: Page;
  /** What the page could not cope with: must stay empty. */
  readonly troubles: string[];
}

async function open(
  query: string,
  viewport = { width: 1440, height: 900 },
  prepare: (page: Page) => Promise<void> = async () => undefined,
): Promise<Opened> {
  const page = await (await browser.newContext({ viewport, acceptDownloads: true })).newPage();
  // Not a measurement: what never appears must name itself instead of holding up the run for ever.
  page.setDefaultTimeout(180_000);
  const troubles: string[] = [];
  page.on("pageerror", (error) => troubles.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith(server.url) && /^https?:/.test(request.url())) {
      troubles.push(`asked elsewhere: ${request.url()}`);
    }
  });
  await prepare(page);
  await page.goto(new URL(query, server.url).href);
  return { page, troubles };
}

async function openDrawn(query: string, viewport?: { width: number; height: number }): Promise<Opened> {
  const opened = await open(query, viewport);
  await opened.page.locator(".map-view[data-live]").first().waitFor();
  return opened;
}

async function close({ page, troubles }: Opened): Promise<void> {
  await page.context().close();
  expect(troubles).toEqual([]);
}

/** Waits until something is so on the page. */
async function becomes(page: Page, condition: (before: string) => boolean, before: string): Promise<void> {
  await page.waitForFunction(condition, before);
}

const texts = (locator: Locator) => locator.allInnerTexts();
const figure = (value: number | null, decimals: number) =>
  value === null
    ? "—"
    : value.toLocaleString("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });

/** Different colours in a picture of the map: a blank map has a handful, those of its controls. */
async function coloursOn(page: Page): Promise<number> {
  const picture = await page.locator(".map-view canvas").first().screenshot({ type: "png" });
  return page.evaluate(async (base64) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob());
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext("2d")!;
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    return new Set(new Uint32Array(data.buffer)).size;
  }, picture.toString("base64"));
}

/** The map without what lies over its edges, as PNG in base64. */
async function middleOfMap(page: Page, map = ".map-view"): Promise<string> {
  const box = (await page.locator(map).boundingBox())!;
  const margin = 60;
  const clip = {
    x: box.x + margin,
    y: box.y + margin,
    width: box.width - 2 * margin,
    height: box.height - 2 * margin,
  };
  return (await page.screenshot({ type: "png", clip })).toString("base64");
}

/** The same when it no longer changes: the ground comes after the theme. */
async function settledMiddleOfMap(page: Page): Promise<string> {
  await page.waitForLoadState("networkidle");
  for (let last = ""; ; ) {
    const picture = await middleOfMap(page);
    if (picture === last) return picture;
    last = picture;
    await page.waitForTimeout(300);
  }
}

interface ShiftedDifference {
  readonly x: number;
  readonly y: number;
  /** Shades of 255, on the average of all pixels and of red, green and blue. */
  readonly mean: number;
}

/** How two pictures differ when the second is shifted by up to three pixels. */
function differencesOf(page: Page, first: string, second: string): Promise<ShiftedDifference[]> {
  return page.evaluate(
    async (pictures) => {
      const read = async (base64: string) => {
        const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob());
        const context = new OffscreenCanvas(image.width, image.height).getContext("2d")!;
        context.drawImage(image, 0, 0);
        return context.getImageData(0, 0, image.width, image.height);
      };
      const [a, b] = await Promise.all([read(pictures[0]), read(pictures[1])]);
      const reach = 3;
      const results = [];
      for (let dy = -reach; dy <= reach; dy++) {
        for (let dx = -reach; dx <= reach; dx++) {
          let sum = 0;
          let count = 0;
          for (let y = reach; y < a.height - reach; y++) {
            for (let x = reach; x < a.width - reach; x++) {
              for (let channel = 0; channel < 3; channel++) {
                const here = a.data[4 * (y * a.width + x) + channel] ?? 0;
                sum += Math.abs(here - (b.data[4 * ((y + dy) * a.width + x + dx) + channel] ?? 0));
                count++;
              }
            }
          }
          results.push({ x: dx, y: dy, mean: sum / count });
        }
      }
      return results;
    },
    [first, second] as const,
  );
}

test.each([
  [1280, 720],
  [1440, 900],
  [1920, 1080],
])("a server that has just started has drawn what a window of %d × %d shows first", async (width, height) => {
  const fresh = await startServer({ runDirectories: [join(folder, "surveys")], port: 0 });
  const statuses: (string | undefined)[] = [];
  const { page, troubles } = await open(fresh.url, { width, height }, async (opening) => {
    opening.on("response", (response) => {
      if (response.url().includes("/tiles/")) statuses.push(response.headers()["cache-status"]);
    });
  });
  await page.locator(".first-picture img").first().waitFor({ state: "attached" });
  await page.locator(".map-view[data-drawn]").waitFor();
  expect(statuses.length).toBeGreaterThan(0);
  expect(new Set(statuses)).toEqual(new Set(["terrace; hit"]));
  await page.context().close();
  expect(troubles.filter((trouble) => !trouble.includes(fresh.url))).toEqual([]);
  await fresh.close();
});

describe("the first screen", () => {
  test("draws the map of the latest survey", async () => {
    const opened = await openDrawn("/");
    expect(await opened.page.locator(".map-view").getAttribute("data-drawn")).toBe("intensity");
    expect(await coloursOn(opened.page)).toBeGreaterThan(200);
    expect(await opened.page.title()).toContain("智慧水保");
    await close(opened);
  });

  test.each([
    ["all of the survey", "/", 1440, 900],
    ["an enlarged part of it", "/?view=121.15,37.25,11.3", 1440, 900],
    ["an English console", "/?lang=en", 1440, 900],
    ["a large window", "/", 1920, 1080],
    ["a large window in English", "/?lang=en", 1920, 1080],
    ["a small window", "/?lang=en", 1024, 640],
  ])(
    "the picture of %s before the program is what the map then draws, in the same place",
    async (_, query, width, height) => {
      const { promise: isReleased, resolve: release } = Promise.withResolvers<void>();
      const { page, troubles } = await open(query, { width, height }, async (made) => {
        await made.route("**/assets/main-*.js", async (route) => {
          await isReleased;
          await route.continue();
        });
      });
      await page.locator(".first-picture-ground img").first().waitFor();
      await page.waitForFunction(() =>
        [...document.querySelectorAll<HTMLImageElement>(".first-picture img")].every((image) => image.complete),
      );
      expect(await page.locator(".map-view").count()).toBe(0);
      const place = await page.locator(".first-picture").boundingBox();
      const picture = await middleOfMap(page, ".first-picture");
      release();
      await page.locator(".map-view[data-live]").waitFor();
      expect(await page.locator(".map-view").boundingBox()).toEqual(place);
      expect(await page.locator(".first-picture").count()).toBe(0);
      await page.getByRole("switch", { name: /行政分区|Divisions/ }).click();
      const differences = await differencesOf(page, picture, await settledMiddleOfMap(page));
      const [best] = [...differences].sort((a, b) => a.mean - b.mean);
      // Tiles of the picture lie on whole pixels, and two programs enlarge them: a few shades of 255 are the same colour.
      expect(best).toMatchObject({ x: 0, y: 0 });
      expect(best!.mean).toBeLessThan(5);
      await close({ page, troubles });
    },
  );

  test("shows the figures of summary.json, division by division and class by class", async () => {
    const { page, troubles } = await openDrawn("/");
    const { total } = newer;
    expect(await page.locator("[data-figure=conservation-rate]").innerText()).toBe(
      `${figure(total.conservationRatePercent, 2)}%`,
    );
    expect(await page.locator("[data-figure=loss-area]").innerText()).toBe(figure(total.soilWaterLossAreaKm2, 2));
    for (const zone of [...newer.zones, { ...total, name: "合计" }]) {
      const key = zone.name === "合计" ? "total" : zone.name;
      expect(await texts(page.locator(`tr[data-row="${key}"] > *`))).toEqual([
        zone.name,
        figure(zone.areaKm2, 2),
        ...intensityIds.map((id) => figure(zone.classKm2[id], 2)),
        figure(zone.soilWaterLossAreaKm2, 2),
        figure(zone.conservationRatePercent, 2),
        figure(zone.meanErosionModulus, 2),
      ]);
    }
    await page.locator(".ant-segmented-item", { hasText: "%" }).click();
    const first = newer.zones[0]!;
    expect((await texts(page.locator(`tr[data-row="${first.name}"] > td`))).slice(1, 7)).toEqual(
      intensityIds.map((id) => figure(first.classPercent[id], 2)),
    );
    await close({ page, troubles });
  });

  test("names each target with its year and how far it is", async () => {
    const { page, troubles } = await openDrawn("/");
    const rate = newer.total.conservationRatePercent!;
    for (const { year, rate: target } of newer.targets) {
      const points = figure(Math.abs(Math.round((rate - target * 100) * 100) / 100), 2);
      const sentence = page.locator("li", { hasText: `${year} 年目标 ${figure(target * 100, 2)} %` });
      expect(await sentence.innerText()).toContain(`${points} 个百分点`);
    }
    await close({ page, troubles });
  });

  test("a column sorts, and the totals stay at the foot", async () => {
    const { page, troubles } = await openDrawn("/");
    await page
      .getByRole("columnheader", { name: /保持率/ })
      .getByRole("button")
      .click();
    const names = await texts(page.locator("tbody tr[data-row] > th"));
    const expected = [...newer.zones]
      .sort((a, b) => b.conservationRatePercent! - a.conservationRatePercent!)
      .map((zone) => zone.name);
    expect(names).toEqual(expected);
    expect(await page.locator("tfoot tr > th").innerText()).toBe("合计");
    await close({ page, troubles });
  });

  test("the Excel file opens and agrees with the screen", async () => {
    const { page, troubles } = await openDrawn("/");
    const waiting = page.waitForEvent("download");
    await page.getByRole("link", { name: "下载 Excel" }).first().click();
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(await (await waiting).path());
    const cells = book.worksheets.flatMap((sheet) =>
      sheet.getSheetValues().flatMap((row) => (Array.isArray(row) ? [row as unknown[]] : [])),
    );
    for (const zone of newer.zones) {
      const rows = cells.filter((row) => row.includes(zone.name)).flat();
      for (const value of [zone.areaKm2, zone.soilWaterLossAreaKm2, ...Object.values(zone.classKm2)]) {
        expect(rows).toContain(value);
      }
    }
    await close({ page, troubles });
  });

  test("another layer has its own legend and address; the address alone opens it", async () => {
    const { page, troubles } = await openDrawn("/");
    await page.getByRole("radio", { name: "坡度", exact: true }).check();
    await page.locator(".map-view[data-drawn=slope]").waitFor();
    expect(await page.getByRole("region", { name: "图例" }).innerText()).toContain("坡度");
    expect(page.url()).toContain("layer=slope");
    const again = await openDrawn(new URL(page.url()).search);
    expect(await again.page.getByRole("radio", { name: "坡度", exact: true }).isChecked()).toBe(true);
    await close(again);
    await close({ page, troubles });
  });

  test("a click on a division moves the map to it", async () => {
    const { page, troubles } = await openDrawn("/");
    const scale = page.locator(".maplibregl-ctrl-scale");
    const before = await scale.innerText();
    await page.locator("tbody tr[data-row] button").first().click();
    await becomes(page, (text) => document.querySelector(".maplibregl-ctrl-scale")?.textContent !== text, before);
    await close({ page, troubles });
  });
});

describe("the map under the hand", () => {
  /** Pixels that the map draws along a side, of those that it fills. */
  const sharpness = (page: Page) =>
    page.locator(".map-view canvas").evaluate((canvas: HTMLCanvasElement) => canvas.width / canvas.clientWidth);

  test("where frames are slow it moves coarsely but as far as the hand, and is sharp when it rests", async () => {
    const { page, troubles } = await openDrawn("/?view=121,37.25,9");
    const box = (await page.locator(".map-view").boundingBox())!;
    const centre = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    // A page that is busy for 60 ms in each frame is a slow machine, whatever this one is.
    await page.evaluate(() => {
      const work = () => {
        const end = performance.now() + 60;
        while (performance.now() < end);
        requestAnimationFrame(work);
      };
      requestAnimationFrame(work);
    });
    await page.mouse.move(centre.x, centre.y);
    await page.mouse.down();
    await page.mouse.move(centre.x + 20, centre.y);
    await page.waitForFunction(() => {
      const canvas = document.querySelector<HTMLCanvasElement>(".map-view canvas");
      return canvas && canvas.width < canvas.clientWidth;
    });
    expect(await sharpness(page)).toBeCloseTo(0.5, 2);
    await page.mouse.move(centre.x + 60, centre.y);
    await page.mouse.move(centre.x + 100, centre.y);
    // Rests, so that letting go does not throw the map further.
    await page.waitForTimeout(500);
    expect(await sharpness(page)).toBeCloseTo(0.5, 2);
    await page.mouse.up();
    await page.waitForURL((address) => !address.search.includes("view=121,37.25"));
    await page.waitForFunction(() => {
      const canvas = document.querySelector<HTMLCanvasElement>(".map-view canvas");
      return canvas?.width === canvas?.clientWidth;
    });
    const [longitude = 0, latitude] = new URL(page.url()).searchParams.get("view")!.split(",").map(Number);
    // Beyond the few pixels that make a drag of a click.
    expect(Math.abs(((121 - longitude) / 360) * 512 * 2 ** 9 - 100)).toBeLessThan(10);
    expect(latitude).toBeCloseTo(37.25, 3);
    await close({ page, troubles });
  });
});

describe("a cell explains itself", () => {
  test("a click explains the cell that was clicked", async () => {
    const { page, troubles } = await openDrawn("/");
    const explained = page.waitForResponse((response) => response.url().includes("/explanation"));
    const box = (await page.locator(".map-view").boundingBox())!;
    const target = { x: box.x + box.width * 0.5, y: box.y + box.height * 0.6 };
    await page.mouse.move(target.x, target.y);
    const [longitude, latitude] = (await page.locator("output").innerText()).match(/[\d.]+(?=°)/g)!.map(Number);
    await page.mouse.click(target.x, target.y);
    const explanation: CellExplanation = cellExplanation.parse(await (await explained).json());
    expect(explanation.at.longitude).toBeCloseTo(longitude!, 4);
    expect(explanation.at.latitude).toBeCloseTo(latitude!, 4);
    expect(await page.locator("[data-cell]").getAttribute("data-cell")).toBe(
      `${explanation.at.longitude},${explanation.at.latitude}`,
    );
    expect(page.url()).toContain(`at=${explanation.at.longitude.toFixed(6)},${explanation.at.latitude.toFixed(6)}`);
    expect(await page.locator("[data-cell-class]").innerText()).toBe(explanation.classZh);
    expect(await page.locator("[data-cell-modulus]").innerText()).toBe(figure(explanation.erosionModulus, 2));
    expect(await texts(page.locator("[data-factor] th"))).toEqual(["R", "K", "L", "S", "B", "E", "T"]);
    for (const factor of explanation.factors) {
      const row = page.locator(`[data-factor=${factor.symbol}]`);
      expect(await row.getByText("待核").count()).toBe(factor.isUnconfirmed ? 1 : 0);
      const shown = Number((await row.locator("[data-factor-value]").innerText()).replaceAll(",", ""));
      expect(Math.abs(shown - factor.value)).toBeLessThanOrEqual(Math.abs(factor.value) * 1e-3);
    }
    await close({ page, troubles });
  });

  test("the keyboard asks for the cell in the middle", async () => {
    const { page, troubles } = await openDrawn("/");
    const explained = page.waitForResponse((response) => response.url().includes("/explanation"));
    await page.locator(".map-view canvas").focus();
    await page.keyboard.press("Enter");
    const explanation = cellExplanation.parse(await (await explained).json());
    const [west, south, east, north] = newer.bounds;
    expect(explanation.at.longitude).toBeCloseTo((west + east) / 2, 2);
    expect(Math.abs(explanation.at.latitude - (south + north) / 2)).toBeLessThan(0.05);
    await close({ page, troubles });
  });

  test("where there is no result the reason is given in words", async () => {
    const { page, troubles } = await openDrawn("/?at=119.0,36.0");
    await page.getByRole("alert").waitFor();
    expect(await page.getByRole("alert").innerText()).toMatch(/这里没有结果\n+\S/);
    await close({ page, troubles });
  });
});

describe("two years", () => {
  const both = () => `/?run=${newer.runId}&compare=${older.runId}`;

  test("two maps move as one, the earlier year at the left", async () => {
    const { page, troubles } = await openDrawn(both());
    await page.locator(".map-view[data-live]").nth(1).waitFor();
    expect(await texts(page.locator(".swipe-label"))).toEqual([`${older.year} 年`, `${newer.year} 年`]);
    const scales = page.locator(".maplibregl-ctrl-scale");
    const before = await scales.first().innerText();
    await page.getByRole("button", { name: "放大" }).click();
    await becomes(
      page,
      (text) => {
        const shown = [...document.querySelectorAll(".maplibregl-ctrl-scale")].map((element) => element.textContent);
        return shown.length === 2 && shown[0] === shown[1] && shown[0] !== text;
      },
      before,
    );
    await close({ page, troubles });
  });

  test("the keyboard moves the divider", async () => {
    const { page, troubles } = await openDrawn(both());
    const divider = page.getByRole("separator");
    await divider.focus();
    const position = () => divider.getAttribute("aria-valuenow").then(Number);
    expect(await position()).toBe(50);
    await page.keyboard.press("ArrowLeft");
    expect(await position()).toBe(48);
    await page.keyboard.press("Shift+ArrowRight");
    expect(await position()).toBe(58);
    await page.keyboard.press("End");
    expect(await position()).toBe(100);
    await close({ page, troubles });
  });

  test("the panel gives both rates and the whole matrix", async () => {
    const { page, troubles } = await openDrawn(both());
    const panel = page.getByRole("tabpanel");
    await panel.getByRole("heading", { name: /强度转移/ }).waitFor();
    const text = await panel.innerText();
    expect(text).toContain(
      `${figure(older.total.conservationRatePercent, 2)} % → ${figure(newer.total.conservationRatePercent, 2)} %`,
    );
    expect(
      await panel
        .getByRole("table", { name: /强度转移面积/ })
        .locator("tbody td")
        .count(),
    ).toBe(36);
    await close({ page, troubles });
  });
});

test("the record names inputs with hashes, parameters, and what is to be confirmed", async () => {
  const { page, troubles } = await openDrawn("/");
  await page.getByRole("button", { name: "来源与参数" }).click();
  const record = page.getByRole("dialog");
  await record.getByRole("heading", { name: "输入数据" }).waitFor();
  const text = await record.innerText();
  for (const { name } of newer.unconfirmed) expect(text).toContain(name);
  expect(text).toContain("dem.tif");
  expect(text).toContain(newer.runId);
  await page.keyboard.press("Escape");
  await record.waitFor({ state: "hidden" });
  await close({ page, troubles });
});

describe("two languages", () => {
  /** Without what comes from the data, in the language it was given in: titles and names, which a chart may break in two. */
  function leftOver(text: string, foreign: RegExp): string[] {
    const names = [newer.title, older.title, ...newer.zones.map((zone) => zone.name)];
    const ours = names.reduce((rest, name) => rest.replaceAll(name, ""), text).split("\n");
    return ours.filter((line) => foreign.test(line) && !names.some((name) => name.includes(line.trim())));
  }
  const interfaceText = (page: Page) =>
    page.evaluate(() => {
      const attributes = ["aria-label", "title", "placeholder", "alt"];
      const named = [...document.querySelectorAll("*")].flatMap((element) =>
        attributes.map((attribute) => element.getAttribute(attribute) ?? ""),
      );
      return [document.body.innerText, document.title, ...named].join("\n");
    });

  test.each(["Overview", "Cell", "Comparison"])("English has no Chinese left over with %s open", async (tab) => {
    const { page, troubles } = await openDrawn("/");
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("tab", { name: tab }).click();
    await page.getByRole("radio", { name: "Slope", exact: true }).waitFor();
    const text = (await interfaceText(page)).replaceAll("中文", "");
    expect(leftOver(text, /\p{Script=Han}/u)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.lang)).toBe("en");
    await close({ page, troubles });
  });

  test("Chinese has no English left over, and the choice is remembered", async () => {
    const { page, troubles } = await openDrawn("/?lang=en");
    await page.getByRole("button", { name: "中文" }).click();
    await page.getByRole("radio", { name: "坡度", exact: true }).waitFor();
    const known = /Excel|GeoPackage|English|EPSG|km|mm|hm|MJ|LS/g;
    expect(leftOver((await interfaceText(page)).replace(known, ""), /[A-Za-z]{2,}/)).toEqual([]);
    expect(page.url()).toContain("lang=zh-CN");
    await page.goto(server.url);
    await page.getByRole("button", { name: "English" }).click();
    await page.goto(server.url);
    await page.getByRole("radio", { name: "Slope", exact: true }).waitFor();
    await close({ page, troubles });
  });
});

describe("for everybody", () => {
  test.each([
    ["the first screen", () => "/"],
    ["in English", () => "/?lang=en"],
    ["an explained cell", () => "/?at=121.15,37.25"],
    ["two years", () => `/?run=${newer.runId}&compare=${older.runId}`],
  ])("axe finds nothing on %s", async (_, query) => {
    const { page, troubles } = await openDrawn(query());
    await page.waitForLoadState("networkidle");
    expect(await violations(page)).toEqual([]);
    await close({ page, troubles });
  });

  test("axe finds nothing in the record", async () => {
    const { page, troubles } = await openDrawn("/");
    await page.getByRole("button", { name: "来源与参数" }).click();
    await page.getByRole("dialog").getByRole("heading", { name: "输入数据" }).waitFor();
    expect(await violations(page)).toEqual([]);
    await close({ page, troubles });
  });

  test.each([
    [1440, 900, "zh-CN"],
    [1440, 900, "en"],
    [1920, 1080, "zh-CN"],
    [1920, 1080, "en"],
  ])(
    "at %i × %i in %s nothing is wider than the screen and the bar does not overlap",
    async (width, height, language) => {
      const { page, troubles } = await openDrawn(`/?lang=${language}`, { width, height });
      const measured = await page.evaluate(() => {
        const boxes = [...document.querySelectorAll("header a, header button, header .ant-select")]
          .map((element) => element.getBoundingClientRect())
          .sort((a, b) => a.left - b.left);
        const table = document.querySelector("section[tabindex]")!;
        return {
          page: document.documentElement.scrollWidth,
          tall: document.documentElement.scrollHeight,
          overlaps: boxes.filter((box, index) => index > 0 && box.left < boxes[index - 1]!.right - 0.5).length,
          tableOverflow: table.scrollWidth - table.clientWidth,
        };
      });
      expect(measured).toEqual({ page: width, tall: height, overlaps: 0, tableOverflow: 0 });
      await close({ page, troubles });
    },
  );
});

describe("when something is missing", () => {
  test("a survey that does not exist is said, with the way to one that does", async () => {
    const { page, troubles } = await open("/?run=no-such-run");
    await page.getByRole("button", { name: "打开最近的成果" }).click();
    await page.locator(".map-view[data-live]").waitFor();
    expect(page.url()).toContain(newer.runId);
    await close({ page, troubles });
  });

  test("a server that cannot be reached is said, and trying again helps", async () => {
    const { page, troubles } = await open("/?lang=en");
    await page.locator(".map-view[data-live]").waitFor();
    await page.context().setOffline(true);
    await page.getByRole("button", { name: "Sources and parameters" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("alert").waitFor();
    expect(await dialog.getByRole("alert").innerText()).toContain("npm start");
    await page.context().setOffline(false);
    await dialog.getByRole("button", { name: "Try again" }).click();
    await dialog.getByRole("heading", { name: "Input data" }).waitFor();
    await close({ page, troubles });
  });
});
