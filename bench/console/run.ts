import { type ChildProcess, spawn } from "node:child_process";
import { cpus, loadavg } from "node:os";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Browser, chromium, type Page } from "playwright-core";
import { findChromium } from "../../tools/find-chromium/index.ts";

/**
 * How soon the console shows a layer, and how evenly the map pans, in Chromium against a real server.
 *
 *     node bench/console/run.ts --run SURVEY_FOLDER [--repeats 5]
 *
 * The aim: a layer of 16 M cells within 1 s of opening, and panning without stutter. The browser draws in
 * software here (SwiftShader), so a screen with a graphics card is faster; a loaded machine is slower, hence the load.
 *
 * A cold opening is the first one of a new server process in a new browser process, which has shown an empty page. Warm
 * openings follow each other in one server and one browser.
 */
const { values } = parseArgs({
  options: { run: { type: "string", multiple: true }, repeats: { type: "string", default: "5" } },
});
const executablePath = findChromium();
if (!values.run || executablePath === undefined) {
  process.stderr.write(
    "usage: node bench/console/run.ts --run SURVEY_FOLDER [--repeats 5]; Chromium must be installed\n",
  );
  process.exit(2);
}

/** What runs in the page is text: this folder is checked as Node's, where there is no document. */
const markDrawn = `
  const markWhenThere = (selector, name) => {
    const look = () => {
      if (document.querySelector(selector)) performance.mark(name);
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  };
  markWhenThere(".map-view[data-drawn]", "layer-drawn");
  markWhenThere(".map-view[data-live]", "map-live");
`;
const countFrames = `
  window.benchFrames = [];
  let last = performance.now();
  const count = (now) => {
    window.benchFrames.push(now - last);
    last = now;
    requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
`;

const repeats = Number(values.repeats);
const cold: Opening[] = [];
const secondsToReady: number[] = [];
for (let repeat = 0; repeat < repeats; repeat++) {
  const server = await serve(values.run);
  secondsToReady.push(server.secondsToReady);
  const browser = await launch(executablePath);
  cold.push(await openOnce(browser, server.url));
  await browser.close();
  await server.close();
}

const warm: Opening[] = [];
const server = await serve(values.run);
const browser = await launch(executablePath);
await openOnce(browser, server.url);
for (let repeat = 0; repeat < repeats; repeat++) warm.push(await openOnce(browser, server.url));
const frames = await pan(browser, server.url);
report(browser.version());
await browser.close();
await server.close();

interface ServerProcess {
  readonly url: string;
  /** From the start of the process until it says its address. */
  readonly secondsToReady: number;
  close(): Promise<void>;
}

/** The server in a process of its own, as users start it: what the program has warmed is gone with the process. */
async function serve(runs: readonly string[]): Promise<ServerProcess> {
  const program = fileURLToPath(new URL("../../apps/cli/main.ts", import.meta.url));
  const start = performance.now();
  const child = spawn(process.execPath, [program, "serve", "--port", "0", ...runs.flatMap((run) => ["--run", run])], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const url = await addressSaidBy(child);
  const secondsToReady = (performance.now() - start) / 1000;
  return {
    url,
    secondsToReady,
    close: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

async function addressSaidBy(child: ChildProcess): Promise<string> {
  let text = "";
  for await (const chunk of child.stdout ?? []) {
    text += chunk;
    const [address] = /http:\S+/.exec(text) ?? [];
    if (address !== undefined) return address;
  }
  throw new Error(`the server ended before it said its address: ${text}`);
}

function launch(path: string): Promise<Browser> {
  return chromium.launch({
    executablePath: path,
    // The browser as it is on a machine without a graphics card: it puts pages together on the processor and runs WebGL in
    // SwiftShader. (`--use-angle=swiftshader` would send the page itself through SwiftShader too, which no user's browser
    // does: there a single changed pixel costs 20 ms of processor time.)
    args: ["--no-sandbox", "--disable-background-networking", "--enable-unsafe-swiftshader"],
  });
}

/** A new context has an empty cache: as to the browser's files, every opening is a first one. */
async function newPage(from: Browser): Promise<Page> {
  const context = await from.newContext({ viewport: { width: 1440, height: 900 } });
  return context.newPage();
}

async function openOnce(from: Browser, url: string): Promise<Opening> {
  const page = await newPage(from);
  const opening = await open(page, url);
  await page.context().close();
  return opening;
}

interface Opening {
  /** Milliseconds from the start of the navigation to the first contentful paint. */
  readonly painted: number;
  /** … to the first view of the thematic layer with all its tiles, first as plain pictures. */
  readonly drawn: number;
  /** … to the same drawn by the map itself, which can be moved and asked. */
  readonly live: number;
}

async function open(page: Page, url: string): Promise<Opening> {
  await page.addInitScript(markDrawn);
  await page.goto(url);
  await page.locator(".map-view[data-live]").waitFor();
  const startOf = (name: string) => page.evaluate<number>(`performance.getEntriesByName("${name}")[0].startTime`);
  return {
    painted: await startOf("first-contentful-paint"),
    drawn: await startOf("layer-drawn"),
    live: await startOf("map-live"),
  };
}

/** Milliseconds between frames while the mouse drags the zoomed map to and fro for three seconds. */
async function pan(from: Browser, url: string): Promise<number[]> {
  const page = await newPage(from);
  await open(page, url);
  const box = await page.locator(".map-view").boundingBox();
  if (!box) throw new Error("the map has no place on the page");
  const centre = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await page.mouse.move(centre.x, centre.y);
  await page.mouse.wheel(0, -600);
  await page.waitForTimeout(2000);
  const before = viewOf(page);
  await page.evaluate(countFrames);
  await page.mouse.down();
  const start = Date.now();
  // As a mouse does: 60 moves a second, whether or not the page has answered the last one. To wait for each answer would
  // leave frames between without anything to draw, which count as quick ones.
  const moves: Promise<void>[] = [];
  while (Date.now() - start < 3000) {
    const angle = ((Date.now() - start) / 1500) * 2 * Math.PI;
    moves.push(page.mouse.move(centre.x + 150 * Math.sin(angle), centre.y + 80 * Math.sin(angle / 2)));
    await setTimeout(1000 / 60);
  }
  await Promise.all(moves);
  const frames = await page.evaluate<number[]>("window.benchFrames");
  const shift = 100;
  await page.mouse.move(centre.x - shift, centre.y);
  // Rests, so that letting go does not throw the map further.
  await page.waitForTimeout(1000);
  await page.mouse.up();
  await page.waitForTimeout(1000);
  // Frames of a map that stands still are quick ones.
  const moved = ((viewOf(page).longitude - before.longitude) / 360) * 512 * 2 ** before.zoom;
  if (!(Math.abs(moved - shift) <= 10)) throw new Error(`the map moved by ${moved} px instead of ${shift} px`);
  return frames;
}

/** What the address says of the map's place. */
function viewOf(page: Page): { readonly longitude: number; readonly zoom: number } {
  const [longitude = Number.NaN, , zoom = Number.NaN] =
    new URL(page.url()).searchParams.get("view")?.split(",").map(Number) ?? [];
  return { longitude, zoom };
}

function report(chromiumVersion: string): void {
  const line = (name: string, numbers: readonly number[]) =>
    `${name.padEnd(34)} median ${at(numbers, 0.5)} ms, best ${at(numbers, 0)} ms, worst ${at(numbers, 1)} ms\n`;
  const lines = (name: string, openings: readonly Opening[]) =>
    line(
      `${name}: first contentful paint`,
      openings.map((opening) => opening.painted),
    ) +
    line(
      `${name}: first layer visible`,
      openings.map((opening) => opening.drawn),
    ) +
    line(
      `${name}: map takes over`,
      openings.map((opening) => opening.live),
    );
  process.stdout.write(
    `${cpus().length} × ${cpus()[0]?.model ?? "?"}, load ${loadavg()[0]?.toFixed(1)}, Chromium ${chromiumVersion}\n` +
      line(
        "server ready after",
        secondsToReady.map((seconds) => 1000 * seconds),
      ) +
      lines("cold", cold) +
      lines("warm", warm) +
      `${"frames while panning".padEnd(34)} median ${at(frames, 0.5)} ms, 95 % ${at(frames, 0.95)} ms, worst ${at(frames, 1)} ms (${frames.length} frames)\n`,
  );
}

function at(numbers: readonly number[], fraction: number): string {
  const sorted = [...numbers].sort((a, b) => a - b);
  return (sorted[Math.round(fraction * (sorted.length - 1))] ?? Number.NaN).toFixed(0);
}
