/**
 * `node bench/map/run.ts`: how soon the map (一张图) of a signed-in user shows a layer of 100,000 polygons, and how evenly it pans over them, in
 * Chromium against a real server and PostgreSQL; prints the table of `bench/map/README.md`. Needs PostgreSQL with PostGIS at
 * `TERRACE_TEST_POSTGRES`, and Chromium. Options: `--polygons 100000`, `--repeats 7`.
 */
import { cpus, loadavg, totalmem } from "node:os";
import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";
import type { BrowserContext, Page } from "playwright-core";
import { programVersion } from "#platform/configuration";
import type { Database } from "#platform/database";
import { openConsole } from "../../apps/browser-fixtures/opened-console.ts";
import { median } from "../tiles/measured.ts";

const { values: options } = parseArgs({
  options: { polygons: { type: "string", default: "100000" }, repeats: { type: "string", default: "7" } },
});
const repeats = Number(options.repeats);

/** 演示 enclosures of 60 to 240 m over the whole of Yantai, in 15 divisions. */
const FILL = `
  insert into territory.enclosure (code, name, division_code, method, geometry)
  select 'Y' || lpad(i::text, 7, '0'), '封育区 ' || i || '（演示）', codes[1 + i % array_length(codes, 1)],
    (array['full', 'half', 'rotational'])[1 + i % 3], ST_Multi(ST_MakePolygon(ST_AddPoint(line, ST_StartPoint(line))))
  from (
    select i, (
      select ST_SetSRID(ST_MakeLine(array_agg(ST_MakePoint(
        lon + size * (0.7 + 0.3 * sin(i * 7 + k * 2.3)) * cos(2 * pi() * k / corners),
        lat + 0.8 * size * (0.7 + 0.3 * sin(i * 7 + k * 2.3)) * sin(2 * pi() * k / corners)) order by k)), 4490)
      from generate_series(0, corners - 1) k) as line
    from (
      select i, 8 + i % 49 as corners, 0.0003 + 0.001 * mod(i * 0.3247179572447461, 1.0)::float8 as size,
        119.6 + mod(i * 0.7548776662466927, 1.0)::float8 * 2.35 as lon,
        36.6 + mod(i * 0.5698402909980532, 1.0)::float8 * 1.3 as lat
      from generate_series(1, $1::int) i
    ) places
  ) lines, (select array_agg(division_code order by division_code) as codes
            from access.organisation where kind = 'division') divisions`;

/** What runs in the page is text: this folder is checked as Node's, where there is no document. */
const watchMap = `
  const look = () => {
    const seen = performance.getEntriesByName("map-there").length;
    if (seen === 0 && document.querySelector("canvas.maplibregl-canvas")) performance.mark("map-there");
    const settled = document.querySelector("[data-settled]") !== null;
    if (settled && !window.benchSettled) performance.mark("map-settled");
    window.benchSettled = settled;
    requestAnimationFrame(look);
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
interface Opening {
  /** Milliseconds from the start of the navigation until the map is on the page. */
  readonly there: number;
  /** … until everything of its first view is drawn. */
  readonly settled: number;
}

// The browser as it is without a graphics card: it puts pages together on the processor and runs WebGL in SwiftShader.
const opened = await openConsole([]);
try {
  await fill(opened.database, Number(options.polygons));
  const { page, context } = await opened.signIn("city", "/records/enclosures");
  await page.close();
  const load = loadavg()[0]?.toFixed(1);
  console.log(
    `date ${new Date().toISOString().slice(0, 10)}, Terrace ${programVersion}, Node ${process.versions.node}`,
  );
  console.log(
    `machine: ${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, load ${load}\n`,
  );
  console.log("| what | median, ms | best–worst, ms |\n|---|---|---|");
  for (const [name, view] of [
    ["the whole city (clusters)", ""],
    ["zoom 11", "&view=120.8,37.2,11"],
    ["zoom 13", "&view=120.8,37.2,13"],
  ] as const) {
    const openings: Opening[] = [];
    for (let repeat = 0; repeat < repeats; repeat++)
      openings.push(await open(context, `/map?layers=enclosures${view}`));
    const times = (of: (opening: Opening) => number) => openings.map(of);
    print(
      `${name}: the map is on the page`,
      times(({ there }) => there),
    );
    print(
      `${name}: everything in sight is drawn`,
      times(({ settled }) => settled),
    );
  }
  print("a frame while panning at zoom 12", await pan(context));
} finally {
  await opened.close();
}

async function fill(database: Database, polygons: number): Promise<void> {
  // Without the history of a hundred thousand records, which nobody looks at here.
  await database.execute("alter table territory.enclosure disable trigger user");
  await database.execute(FILL, [polygons]);
  await database.execute("alter table territory.enclosure enable trigger user");
  await database.execute("vacuum analyze territory.enclosure");
}

async function newPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.setViewportSize({ width: 1440, height: 900 });
  return page;
}

async function open(context: BrowserContext, address: string): Promise<Opening> {
  const page = await newPage(context);
  await page.addInitScript(watchMap);
  let tiles = 0;
  page.on("request", (request) => {
    if (/enclosures.*\/tiles?\/|tiles?\/.*enclosures/.test(request.url())) tiles++;
  });
  await page.goto(new URL(address, opened.url).href);
  await page.locator("[data-settled]").waitFor();
  await page.waitForLoadState("networkidle");
  await page.waitForFunction(`window.benchSettled && document.querySelector("[data-settled]") !== null`);
  // Before its layers are known, a map is settled without them: the last time counts.
  const lastOf = (name: string) => page.evaluate<number>(`performance.getEntriesByName("${name}").at(-1).startTime`);
  if (tiles === 0) throw new Error(`${address} asked for no tile of the layer`);
  const opening = { there: await lastOf("map-there"), settled: await lastOf("map-settled") };
  await page.close();
  return opening;
}

/** Milliseconds between frames while the mouse drags the map to and fro for three seconds. */
async function pan(context: BrowserContext): Promise<number[]> {
  const page = await newPage(context);
  await page.goto(new URL("/map?layers=enclosures&view=120.8,37.2,12", opened.url).href);
  await page.locator("[data-settled]").waitFor();
  const box = await page.locator("canvas.maplibregl-canvas").boundingBox();
  if (!box) throw new Error("the map has no place on the page");
  const centre = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await page.mouse.move(centre.x, centre.y);
  await page.evaluate(countFrames);
  await page.mouse.down();
  const start = Date.now();
  // As a mouse does: 60 moves a second, whether or not the page has answered the last one.
  const moves: Promise<void>[] = [];
  while (Date.now() - start < 3000) {
    const angle = ((Date.now() - start) / 1500) * 2 * Math.PI;
    moves.push(page.mouse.move(centre.x + 150 * Math.sin(angle), centre.y + 80 * Math.sin(angle / 2)));
    await setTimeout(1000 / 60);
  }
  await Promise.all(moves);
  const frames = await page.evaluate<number[]>("window.benchFrames");
  await page.mouse.up();
  await page.close();
  return frames;
}

function print(name: string, values: readonly number[]): void {
  const [best, worst] = [Math.min(...values), Math.max(...values)];
  console.log(`| ${name} | ${median(values).toFixed(0)} | ${best.toFixed(0)}–${worst.toFixed(0)} |`);
}
