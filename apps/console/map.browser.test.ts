import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type OpenedConsole, openConsole } from "../browser-fixtures/opened-console.ts";
import { violations } from "../browser-fixtures/violations.ts";

/** 一张图 as a district uses it: its own land and nothing of its neighbours', questions to places, measures, paper. */
let opened: OpenedConsole;
const ownId = "00000000-0000-4000-8000-00000000000a";
const view = "view=121.455,37.405,14";

beforeAll(async () => {
  opened = await openConsole();
  // The last of the two has only what it must have.
  await opened.database.execute(`
    insert into territory.enclosure (id, code, name, division_code, method, geometry) values
      ('${ownId}', 'MAP-1', '凤凰山（演示）', '370613', 'full', ST_Multi(ST_MakeEnvelope(121.45, 37.4, 121.46, 37.41, 4490)));
    insert into territory.enclosure (code, name, division_code, geometry) values
      ('MAP-2', '邻区山场（演示）', '370686', ST_Multi(ST_MakeEnvelope(121.462, 37.4, 121.472, 37.41, 4490)));`);
});

afterAll(async () => {
  await opened?.close();
  expect(opened?.troubles).toEqual([]);
});

async function openMap(name: string, query: string): Promise<Page> {
  const { page } = await opened.signIn(name, `/map?${query}`);
  await page.locator("[data-settled]").waitFor();
  return page;
}

/** A place of the map in parts of its width and height. */
async function clickAt(page: Page, across: number, down: number): Promise<void> {
  const box = await page.locator("canvas.maplibregl-canvas").first().boundingBox();
  if (!box) throw new Error("the map has no place on the page");
  await page.mouse.click(box.x + box.width * across, box.y + box.height * down);
}

describe("the map of a district", () => {
  test("a click on a record opens its card, and the card the record", async () => {
    const page = await openMap("laishan", `layers=enclosures&${view}`);
    await clickAt(page, 0.5, 0.5);
    const card = page.getByRole("region", { name: "地图上选中的记录" });
    await card.getByText("凤凰山（演示）").first().waitFor();
    expect(await violations(page)).toEqual([]);
    await card.getByRole("link", { name: "打开记录" }).click();
    await page.waitForURL(new RegExp(`/records/enclosures/${ownId}`));
    await page.getByText("凤凰山（演示）").first().waitFor();
    await page.context().close();
  });

  test("the neighbour's land is not there: no card, no search result, not by its address", async () => {
    const page = await openMap("laishan", "layers=enclosures&view=121.467,37.405,14");
    await clickAt(page, 0.5, 0.5);
    const search = page.getByRole("combobox", { name: "按名称、编号或坐标查找" });
    await search.fill("邻区山场");
    await page.getByText(/没有找到“邻区山场”/).waitFor();
    expect(await page.getByText("邻区山场（演示）").count()).toBe(0);
    await page.context().close();
    const city = await openMap("city", "layers=enclosures&view=121.467,37.405,14");
    await clickAt(city, 0.5, 0.5);
    await city.getByRole("region", { name: "地图上选中的记录" }).getByText("邻区山场（演示）").first().waitFor();
    await city.context().close();
  });

  test("a name and a coordinate are found", async () => {
    const page = await openMap("laishan", "layers=enclosures");
    const search = page.getByRole("combobox", { name: "按名称、编号或坐标查找" });
    await search.fill("MAP-1");
    await page.locator(".ant-select-item-option", { hasText: "凤凰山（演示）" }).click();
    await page.getByRole("region", { name: "地图上选中的记录" }).getByText("凤凰山（演示）").first().waitFor();
    await search.fill("121.455, 37.405");
    await search.press("Enter");
    await page.waitForURL(/at=121\.455/);
    await page.context().close();
  });

  test("a distance is measured by clicks, in kilometres of the ellipsoid", async () => {
    const page = await openMap("laishan", view);
    await page.getByRole("button", { name: "量距离" }).click();
    await clickAt(page, 0.4, 0.5);
    await clickAt(page, 0.6, 0.5);
    await page.keyboard.press("Enter");
    const panel = page.getByRole("region", { name: "量距离" });
    await panel
      .getByText(/\d\s*(km|m)$/)
      .first()
      .waitFor();
    await panel.getByText("按 CGCS2000 椭球面计算").waitFor();
    await page.context().close();
  });

  test("paper: title, legend, scale, north and the number of the approval", async () => {
    const page = await openMap("laishan", `layers=enclosures&${view}`);
    await page.getByRole("button", { name: "打印" }).click();
    const dialog = page.getByRole("dialog", { name: "打印地图" });
    await dialog.getByLabel("审图号").fill("鲁烟S(2026)001号");
    const sheet = dialog.getByRole("region", { name: "图纸" });
    await sheet.getByText("审图号：鲁烟S(2026)001号").waitFor();
    await sheet.getByRole("img", { name: "上北" }).waitFor();
    await sheet.getByText("图例").waitFor();
    await sheet
      .getByText(/1\s*[:∶：]\s*[\d,]+/)
      .first()
      .waitFor();
    await page.context().close();
  });
});
