import axe from "axe-core";
import type { Page } from "playwright-core";

/** What turns forever, as a button that loads, counts as still. */
const IS_STILL = `document.getAnimations().every((animation) =>
  animation.playState !== "running" || animation.effect?.getComputedTiming().endTime === Infinity)`;

/** Looks every 20 ms, ten seconds at most. */
const MOST_LOOKS = 500;

/** Waits until nothing moves. Asked again and again: the promise of an animation that is called off may never be settled. */
async function whenStill(page: Page): Promise<void> {
  for (let look = 0; look < MOST_LOOKS; look++) {
    if (await page.evaluate<boolean>(IS_STILL)) return;
    await page.waitForTimeout(20);
  }
  throw new Error("Something on the page does not stop moving");
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
