import axe from "axe-core";
import type { Page } from "playwright-core";

/** What turns forever, as a button that loads, counts as still. */
const IS_STILL = `document.getAnimations().every((animation) =>
  animation.playState !== "running" || animation.effect?.getComputedTiming().endTime === Infinity)`;

/** Waits until nothing moves. Asked again and again: the promise of an animation that is called off may never be settled. */
export async function whenStill(page: Page): Promise<void> {
  await page.waitForFunction(IS_STILL);
}

/** What axe finds by WCAG 2.2 AA, once nothing moves any more: what fades has no colours of its own yet. */
export async function violations(page: Page, within = "html"): Promise<string[]> {
  await whenStill(page);
  await page.evaluate(axe.source);
  return page.evaluate<string[]>(`window.axe.run(document.querySelector(${JSON.stringify(within)}), {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  }).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ": " + html.slice(0, 200))),
  )`);
}
