/**
 * `node bench/tiles/run.ts`: tiles of 100,000 polygons beside `ST_AsMVT` on the same PostgreSQL in one run; prints the tables of
 * `bench/tiles/README.md`. Needs PostgreSQL with PostGIS at `TERRACE_TEST_POSTGRES`. Options: `--polygons 100000`, `--rounds 3`.
 * A time is CPU milliseconds of this process and the database's together, of a whole request from the beginning of its transaction to
 * its end, because other work shares the cores; the time of the clock stands beside it. Ours and the peers' take turns tile by tile.
 */
import { arch, cpus, loadavg, totalmem } from "node:os";
import { parseArgs } from "node:util";
import { positionAmongTiles, type TileAddress } from "#engine/vector-tiles";
import { programVersion } from "#platform/configuration";
import type { Session } from "#platform/database";
import { createVectorTiles, type VectorTiles } from "#platform/vector-tiles";
import { type Measured, measured, median } from "./measured.ts";
import { peers } from "./peer.ts";
import { citySession, districtSession, openSample, patches } from "./sample-layer.ts";

const { values: options } = parseArgs({
  options: { polygons: { type: "string", default: "100000" }, rounds: { type: "string", default: "3" } },
});
const polygons = Number(options.polygons);
const rounds = Number(options.rounds);

const ZOOMS = [8, 9, 10, 11, 12, 13, 14, 15, 16];
const FIRST_ZOOM_OF_RECORDS = 11;
const LETTERS = "ABC";
/** Where users look: 芝罘, 栖霞, 莱阳, 龙口. */
const PLACES = [
  [121.39, 37.54],
  [120.85, 37.34],
  [120.71, 36.98],
  [120.48, 37.65],
] as const;

const database = await openSample(polygons);
try {
  // One process of the server does all, so that its time can be taken; code is not compiled for anybody.
  await database.execute("set max_parallel_workers_per_gather = 0");
  await database.execute("set jit = off");
  await printMachine();
  // Every query and path once, so that what is measured is neither compilation nor the first reading from disk.
  for (const tile of tilesOf(10).concat(tilesOf(12))) {
    await ownTile(createVectorTiles(), tile);
    for (const peer of peers) await peer.tile(database, tile);
  }
  await benchFirstTile();
  await benchZooms();
} finally {
  await database.close();
}

async function printMachine(): Promise<void> {
  const [version] = await database.execute("select version(), postgis_lib_version() as postgis");
  const postgres = String(version?.version).split(" (")[0];
  console.log(
    `date ${new Date().toISOString().slice(0, 10)}, Terrace ${programVersion}, Node ${process.versions.node}, ${postgres}, PostGIS ${version?.postgis}`,
  );
  console.log(
    `machine: ${cpus().length} × ${cpus()[0]?.model.trim()} (${arch()}), ${Math.round(totalmem() / 2 ** 30)} GiB, load ${loadavg()
      .map((load) => load.toFixed(1))
      .join(" ")}`,
  );
  console.log(`${polygons} polygons\n`);
}

/** Two by two tiles around each place, as a window of the map shows them. */
function tilesOf(z: number): readonly TileAddress[] {
  const tiles = new Map<string, TileAddress>();
  for (const [longitude, latitude] of PLACES) {
    const { x, y } = positionAmongTiles(longitude, latitude, z);
    for (const stepX of [-0.5, 0.5]) {
      for (const stepY of [-0.5, 0.5]) {
        const tile = { z, x: Math.floor(x + stepX), y: Math.floor(y + stepY) };
        tiles.set(`${tile.x}/${tile.y}`, tile);
      }
    }
  }
  return [...tiles.values()];
}

function ownTile(tiles: VectorTiles, tile: TileAddress, session: Session = citySession): Promise<Uint8Array> {
  return database.asSession(session, async (tx) => {
    const { bytes } = await tiles.layerTile(tx, session, { layer: patches, ...tile });
    return bytes;
  });
}

/** The tile that shows the whole city, with nothing kept: it counts every polygon. */
async function benchFirstTile(): Promise<void> {
  const [longitude, latitude] = PLACES[1];
  const { x, y } = positionAmongTiles(longitude, latitude, 7);
  const whole = { z: 7, x: Math.floor(x), y: Math.floor(y) };
  const ofCity: Measured[] = [];
  const ofDistrict: Measured[] = [];
  const ofPeers = peers.map((): Measured[] => []);
  for (let round = 0; round < 2 * rounds + 1; round++) {
    ofCity.push(await measured(database, () => ownTile(createVectorTiles(), whole)));
    ofDistrict.push(await measured(database, () => ownTile(createVectorTiles(), whole, districtSession)));
    if (round > 1) continue;
    for (const [i, peer] of peers.entries()) {
      ofPeers[i]!.push(await measured(database, () => peer.tile(database, whole)));
    }
  }
  console.log(`### First tile of ${polygons} polygons, nothing kept (${whole.z}/${whole.x}/${whole.y})\n`);
  console.log("| what | CPU, ms | by the clock, ms |\n|---|---|---|");
  printLine("Terrace, city", ofCity);
  printLine("Terrace, one district", ofDistrict);
  for (const [i, { name }] of peers.entries()) printLine(`${name}: every polygon in one tile`, ofPeers[i]!);
  console.log("");
}

function printLine(what: string, times: readonly Measured[]): void {
  console.log(`| ${what} | ${medianOf(times, "cpuMs")} | ${medianOf(times, "clockMs")} |`);
}

function medianOf(times: readonly Measured[], which: keyof Measured): string {
  return median(times.map((time) => time[which])).toFixed(1);
}

interface ZoomTimes {
  readonly z: number;
  readonly own: Measured[];
  readonly kept: Measured[];
  readonly ofPeers: readonly Measured[][];
  readonly bytes: number[];
  readonly bytesOfPeer: number[];
}

async function benchZooms(): Promise<void> {
  const zooms: ZoomTimes[] = ZOOMS.map((z) => {
    return { z, own: [], kept: [], ofPeers: peers.map(() => []), bytes: [], bytesOfPeer: [] };
  });
  for (let round = 0; round < rounds; round++) {
    // Nothing kept at the beginning of a round; within it each tile is asked once, then again.
    const tiles = createVectorTiles();
    for (const zoom of zooms) {
      for (const tile of tilesOf(zoom.z)) {
        zoom.own.push(await measured(database, async () => zoom.bytes.push((await ownTile(tiles, tile)).length)));
        zoom.kept.push(await measured(database, () => ownTile(tiles, tile)));
        // Small scales take the peers seconds: once is enough.
        if (zoom.z < FIRST_ZOOM_OF_RECORDS && round > 0) continue;
        for (const [i, peer] of peers.entries()) {
          const time = await measured(database, async () => {
            const bytes = await peer.tile(database, tile);
            if (i === 0) zoom.bytesOfPeer.push(bytes.length);
          });
          zoom.ofPeers[i]!.push(time);
        }
      }
    }
  }
  printZooms(zooms);
}

function printZooms(zooms: readonly ZoomTimes[]): void {
  console.log(`### Tiles by zoom, ${rounds} rounds, medians\n`);
  for (const [i, { name }] of peers.entries()) console.log(`- ${LETTERS[i]}: ${name}`);
  const ratios = peers.map((_, i) => `Terrace ÷ ${LETTERS[i]}`);
  const columns = [
    ...["zoom", "tiles", "Terrace, CPU ms", "clock ms", "kept, CPU ms"],
    ...peers.map((_, i) => `${LETTERS[i]}, CPU ms`),
    ...ratios,
    ...["Terrace, kB", "A, kB"],
  ];
  console.log(`\n| ${columns.join(" | ")} |\n|${"---|".repeat(columns.length)}`);
  for (const zoom of zooms) printZoom(String(zoom.z), [zoom]);
  const records = zooms.filter(({ z }) => z >= FIRST_ZOOM_OF_RECORDS);
  printZoom("the same content: 11–16", records);
  printZoom("all", zooms);
  console.log(`\nload at the end ${loadavg()[0]!.toFixed(1)}`);
}

function printZoom(label: string, zooms: readonly ZoomTimes[]): void {
  const own = zooms.flatMap((zoom) => zoom.own);
  const ofPeers = peers.map((_, i) => median(zooms.flatMap((zoom) => zoom.ofPeers[i]!.map(({ cpuMs }) => cpuMs))));
  const cells = [
    label,
    String(zooms.reduce((sum, { z }) => sum + tilesOf(z).length, 0)),
    medianOf(own, "cpuMs"),
    medianOf(own, "clockMs"),
    medianOf(
      zooms.flatMap((zoom) => zoom.kept),
      "cpuMs",
    ),
    ...ofPeers.map((time) => time.toFixed(1)),
    ...ofPeers.map((time) => (Number(medianOf(own, "cpuMs")) / time).toFixed(2)),
    (median(zooms.flatMap((zoom) => zoom.bytes)) / 1000).toFixed(0),
    (median(zooms.flatMap((zoom) => zoom.bytesOfPeer)) / 1000).toFixed(0),
  ];
  console.log(`| ${cells.join(" | ")} |`);
}
