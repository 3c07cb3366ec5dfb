import { type ChildProcess, spawn } from "node:child_process";
import { cpus, loadavg } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Browser, chromium, type Page } from "playwright-core";
import { findChromium } from "../../tools/find-chromium/index.ts";

/**
 * How soon the console shows a layer, and how evenly the map pans, in Chromium against a real server.
 *
 *     node bench/console/run.ts --run SURVEY_FOLDER [--repeats 5] [--beside OTHER_CHECKOUT]
 *
 * The aim: a layer of 16 M cells within 1 s of opening, and panning without stutter. The browser draws in
 * software here (SwiftShader), so a screen with a graphics card is faster; a loaded machine is slower, hence the load.
 * `--beside` measures another version in turn with this one, so that both meet the same load.
 *
 * A cold opening is the first one of a new server process in a new browser process, which has shown an empty page. Warm
 * openings follow each other in one server and one browser. The window of each opening has been there for two seconds: what a
 * browser does when a window opens is not the console's.
 */
const { values } = parseArgs({
  options: {
    run: { type: "string", multiple: true },
    repeats: { type: "string", default: "5" },
    beside: { type: "string" },
  },
});
const executablePath = findChromium();
if (!values.run || executablePath === undefined) {
  process.stderr.write(
    "usage: node bench/console/run.ts --run SURVEY_FOLDER [--repeats 5] [--beside CHECKOUT]; Chromium must be installed\n",
  );
  process.exit(2);
}

/**
 * What runs in the page is text: this folder is checked as Node's, where there is no document.
 *
 * A picture counts when the browser tells that it has been on the screen, decoded and painted (Element Timing); the layer when
 * every picture of the first view counts that was ever put on the page for it.
 */
const watchPictures = `
  window.benchPictures = { theme: new Map(), ground: new Map() };
  new MutationObserver((changes) => {
    for (const added of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
      for (const picture of added.querySelectorAll?.("img") ?? []) {
        if (!picture.closest(".first-picture")) continue;
        const raster = picture.closest(".first-picture-ground") ? "ground" : "theme";
        picture.setAttribute("elementtiming", raster);
        if (!benchPictures[raster].has(picture.src)) benchPictures[raster].set(picture.src, undefined);
      }
    }
  }).observe(document, { childList: true, subtree: true });
  new PerformanceObserver((list) => {
    for (const { identifier, url, renderTime } of list.getEntries()) {
      const times = benchPictures[identifier];
      if (times && times.get(url) === undefined) times.set(url, renderTime);
    }
  }).observe({ type: "element", buffered: true });
  const look = () => {
    if (document.querySelector(".map-view[data-live]")) performance.mark("map-live");
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
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

interface Version {
  readonly name: string;
  /** Its checkout. */
  readonly folder: string;
  readonly cold: Opening[];
  readonly warm: Opening[];
  readonly secondsToReady: number[];
}

const version = (name: string, folder: string): Version => ({ name, folder, cold: [], warm: [], secondsToReady: [] });
const own = version("", fileURLToPath(new URL("../..", import.meta.url)));
const versions = [...(values.beside ? [version("beside: ", resolve(values.beside))] : []), own];
const repeats = Number(values.repeats);
for (let repeat = 0; repeat < repeats; repeat++) {
  for (const { folder, cold, secondsToReady } of versions) {
    const server = await serve(folder, values.run);
    secondsToReady.push(server.secondsToReady);
    const browser = await launch(executablePath);
    cold.push(await openOnce(browser, server.url));
    await browser.close();
    await server.close();
  }
}

const browser = await launch(executablePath);
const servers: ServerProcess[] = [];
for (const { folder } of versions) {
  const server = await serve(folder, values.run);
  servers.push(server);
  await openOnce(browser, server.url);
}
for (let repeat = 0; repeat < repeats; repeat++) {
  for (const [index, { warm }] of versions.entries()) warm.push(await openOnce(browser, servers[index]!.url));
}
const frames = await pan(browser, servers.at(-1)!.url);
report(browser.version());
await browser.close();
for (const server of servers) await server.close();

interface ServerProcess {
  readonly url: string;
  /** From the start of the process until it says its address. */
  readonly secondsToReady: number;
  close(): Promise<void>;
}

/** The server in a process of its own, as users start it: what the program has warmed is gone with the process. */
async function serve(folder: string, runs: readonly string[]): Promise<ServerProcess> {
  const program = join(folder, "apps", "cli", "main.ts");
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
  await page.waitForTimeout(2000);
  const opening = await open(page, url);
  await page.context().close();
  return opening;
}

interface Opening {
  /** Milliseconds from the start of the navigation to the first contentful paint. */
  readonly painted: number;
  /** … until all pictures of the thematic layer in the first view are on the screen. */
  readonly drawn: number;
  /** … until those of the hillshade under it are, too. */
  readonly whole: number;
  /** … until the map itself has drawn the same, and can be moved and asked. */
  readonly live: number;
}

async function open(page: Page, url: string): Promise<Opening> {
  await page.addInitScript(watchPictures);
  await page.goto(url);
  await page.locator(".map-view[data-live]").waitFor();
  const startOf = (name: string) => page.evaluate<number>(`performance.getEntriesByName("${name}")[0].startTime`);
  const shown = async (raster: string) => {
    const times = await page.evaluate<(number | null)[]>(`[...benchPictures.${raster}.values()]`);
    if (times.length === 0 || times.includes(null))
      throw new Error(`pictures of the ${raster} that were never on the screen`);
    return Math.max(...times.map(Number));
  };
  const [drawn, ground] = [await shown("theme"), await shown("ground")];
  return {
    painted: await startOf("first-contentful-paint"),
    drawn,
    whole: Math.max(drawn, ground),
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
    `${name.padEnd(42)} median ${at(numbers, 0.5)} ms, best ${at(numbers, 0)} ms, worst ${at(numbers, 1)} ms\n`;
  const lines = (name: string, openings: readonly Opening[]) =>
    [
      ["first contentful paint", ({ painted }: Opening) => painted] as const,
      ["first layer visible", ({ drawn }: Opening) => drawn] as const,
      ["… and the hillshade under it", ({ whole }: Opening) => whole] as const,
      ["map takes over", ({ live }: Opening) => live] as const,
    ]
      .map(([what, of]) => line(`${name}: ${what}`, openings.map(of)))
      .join("");
  const readyAfter = ({ name, secondsToReady }: Version) =>
    line(
      `${name}server ready after`,
      secondsToReady.map((seconds) => 1000 * seconds),
    );
  process.stdout.write(
    `${cpus().length} × ${cpus()[0]?.model ?? "?"}, load ${loadavg()[0]?.toFixed(1)}, Chromium ${chromiumVersion}\n` +
      versions.map(readyAfter).join("") +
      versions.map(({ name, cold }) => lines(`${name}cold`, cold)).join("") +
      versions.map(({ name, warm }) => lines(`${name}warm`, warm)).join("") +
      `${"frames while panning".padEnd(42)} median ${at(frames, 0.5)} ms, 95 % ${at(frames, 0.95)} ms, worst ${at(frames, 1)} ms (${frames.length} frames)\n`,
  );
}

function at(numbers: readonly number[], fraction: number): string {
  const sorted = [...numbers].sort((a, b) => a - b);
  return (sorted[Math.round(fraction * (sorted.length - 1))] ?? Number.NaN).toFixed(0);
}
