import { generateSync } from "otplib";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenedConsole, openConsole, password } from "../browser-fixtures/opened-console.ts";
import { violations } from "../browser-fixtures/violations.ts";

/** 必须启用动态口令, from the rule to the sign-in without a phone: a real server, a real database, Chromium. */
let opened: OpenedConsole;

beforeAll(async () => {
  opened = await openConsole();
});

afterAll(async () => {
  await opened?.close();
  expect(opened?.troubles).toEqual([]);
});

let recoveryCode: string;

async function enterNameAndPassword(page: Page, name: string): Promise<void> {
  await page.locator("input[autocomplete=username]").fill(name);
  await page.locator("input[type=password]").fill(password);
  await page.keyboard.press("Enter");
}

const ruleOf = (page: Page, role: string) => page.getByRole("checkbox", { name: role, exact: true });

test("the security administrator asks it of a role, and sees who has not followed", async () => {
  const { page, context } = await opened.signIn("grants", "/system/users");
  await page.getByRole("button", { name: "登录要求" }).click();
  await ruleOf(page, "领导").click();
  await page.getByRole("listitem").filter({ hasText: "领导" }).getByText("1 人，未启用 1 人 · grants").waitFor();
  await page.reload();
  await page.getByRole("button", { name: "登录要求" }).click();
  await ruleOf(page, "领导").waitFor();
  expect(await ruleOf(page, "领导").isChecked()).toBe(true);
  expect(await ruleOf(page, "市级水保主管").isChecked()).toBe(false);
  await context.close();

  const others = await opened.signIn("accounts", "/system/users");
  expect(await others.page.getByRole("button", { name: "登录要求" }).count()).toBe(0);
  await others.context.close();
});

test("whoever has the role sets it up after the sign-in, keeps the recovery codes, and only then sees the console", async () => {
  const { page, context } = await opened.openAt("/plan");
  await enterNameAndPassword(page, "leader");
  await page.getByText("您的角色必须启用动态口令").waitFor();
  expect(await page.getByRole("navigation", { name: "主菜单" }).count()).toBe(0);
  expect(await violations(page)).toEqual([]);
  await page.getByRole("button", { name: "开始设置" }).click();
  const secret = (await page.locator("code").innerText()).replaceAll(" ", "");
  expect(await violations(page)).toEqual([]);
  await page.getByLabel("动态验证码").fill(generateSync({ secret }));
  await page.getByRole("button", { name: "确认并开启" }).click();
  const codes = page.getByRole("list", { name: "恢复码" }).locator("code");
  await codes.first().waitFor();
  expect(await codes.count()).toBe(10);
  expect(await violations(page)).toEqual([]);
  recoveryCode = await codes.first().innerText();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "下载为文本文件" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("恢复码.txt");
  await page.getByRole("button", { name: "已经保存" }).click();
  await page.getByRole("navigation", { name: "主菜单" }).waitFor();
  expect(new URL(page.url()).pathname).toBe("/plan");
  await context.close();
});

test("without the phone a recovery code lets in; the account says how many are left and that it cannot stay off", async () => {
  const { page, context } = await opened.openAt("/");
  await enterNameAndPassword(page, "leader");
  await page.getByRole("button", { name: "手机不在身边？用恢复码登录" }).click();
  expect(await page.getByRole("alert").count()).toBe(0);
  await page.getByLabel("恢复码").fill("AAAA-BBBB-CCCC-DDDD");
  await page.keyboard.press("Enter");
  await page.getByText("验证码不对，或已经用过一次。").waitFor();
  await page.getByLabel("恢复码").fill(recoveryCode.toLowerCase());
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("Enter");
  await page.locator("#content").waitFor();
  await page.getByRole("button", { name: /^账号/ }).click();
  await page.getByRole("button", { name: "两步验证", exact: true }).click();
  await page.getByText("剩余恢复码 9 个。").waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByLabel("当前密码").fill(password);
  await page.getByRole("button", { name: "更换验证器" }).click();
  await page.getByText("您的角色必须启用动态口令").waitFor();
  await context.close();
});
