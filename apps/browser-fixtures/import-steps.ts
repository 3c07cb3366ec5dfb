import type { Locator, Page } from "playwright-core";

/** Chooses a file by the picker of the browser. */
export async function chooseFile(page: Page, path: string): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: "选择文件", exact: true }).last().click(),
  ]);
  await chooser.setFiles(path);
}

/** The heading of a step, which is there as soon as the step is. */
export function stepNamed(page: Page, name: string): Locator {
  return page.getByRole("heading", { name, level: 2, exact: true });
}

export async function nextStep(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: `下一步：${name}` }).click();
  await stepNamed(page, name).waitFor();
}

/** Goes to a step by the bar on top. */
export async function stepByBar(page: Page, name: string): Promise<void> {
  await page.getByRole("navigation", { name: "导入步骤" }).getByRole("button", { name }).click();
  await stepNamed(page, name).waitFor();
}

/** Waits until the map has drawn everything. */
export async function drawn(page: Page): Promise<void> {
  await page.locator("figure[data-drawn=true]").waitFor();
}

/** `done`, `trouble` or `waiting` of each of the six steps. */
export async function statesOf(page: Page): Promise<(string | null)[]> {
  const steps = page.getByRole("navigation", { name: "导入步骤" }).getByRole("listitem");
  return steps.evaluateAll((items) => items.map((item) => item.getAttribute("data-state")));
}

/** Maps one field of the register to a column of the file. */
export async function mapField(page: Page, field: string, column: string): Promise<void> {
  await page.getByRole("combobox", { name: new RegExp(`^${field}`) }).click();
  await page.locator(".ant-select-item-option").filter({ hasText: column }).last().click();
  await page
    .getByRole("row", { name: new RegExp(`^${field}`) })
    .getByText("由您选定")
    .waitFor();
}

/** Confirms a reference system that was told from the numbers. */
export async function confirmPlace(page: Page): Promise<void> {
  const confirm = page.getByRole("button", { name: "位置正确，确认坐标系" });
  await confirm.click();
  await confirm.waitFor({ state: "detached" });
}
