import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type BaseMap, createBaseMap } from "./index.ts";

const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ...new Array<number>(992).fill(7)]);
const DAY_MS = 86_400_000;
const KEY = "0123456789abcdef";

/** Answers as 天地图 does, by what a test says. */
let answer: { status: number; body: Uint8Array | string };
let asked: URL[];
let server: Server;
let folder: string;
let time: number;
let errors: unknown[];

beforeEach(async () => {
  answer = { status: 200, body: PNG };
  asked = [];
  errors = [];
  time = Date.now();
  folder = await mkdtemp(join(tmpdir(), "terrace-base-map-"));
  server = createServer((request, response) => {
    asked.push(new URL(request.url ?? "", "http://tiles"));
    response.writeHead(answer.status).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

function open(more: { key?: string | null; capacityBytes?: number } = {}): BaseMap {
  return createBaseMap({
    key: KEY,
    cacheFolder: folder,
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    onError: (error) => errors.push(error),
    now: () => time,
    ...more,
  });
}

test("a tile is asked for once, as 天地图 documents it, and comes from the disk after that, also in the next run", async () => {
  const baseMap = open();
  const [first, second] = await Promise.all([
    baseMap.tile("imagery", 11, 1714, 796),
    baseMap.tile("imagery", 11, 1714, 796),
  ]);
  expect(first).toEqual({ bytes: PNG, contentType: "image/png" });
  expect(second).toEqual(first);
  expect(await open().tile("imagery", 11, 1714, 796)).toEqual(first);
  expect(asked).toHaveLength(1);
  expect(asked[0]?.pathname).toBe("/img_w/wmts");
  expect(Object.fromEntries(asked[0]!.searchParams)).toMatchObject({
    LAYER: "img",
    TILEMATRIXSET: "w",
    TILEMATRIX: "11",
    TILECOL: "1714",
    TILEROW: "796",
    tk: KEY,
  });
});

test("an old tile is asked for again, and stays in sight while 天地图 is away", async () => {
  const baseMap = open();
  await baseMap.tile("streets", 3, 1, 1);
  time += 31 * DAY_MS;
  answer = { status: 500, body: "" };
  expect((await baseMap.tile("streets", 3, 1, 1))?.bytes).toEqual(PNG);
  expect(asked).toHaveLength(2);
});

describe("what cannot be had", () => {
  test("is refused in words, without the key, and not asked for again at once", async () => {
    const baseMap = open();
    answer = { status: 502, body: "" };
    const failure = await baseMap.tile("streets", 3, 1, 1).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "base-map-unreachable" });
    await expect(baseMap.tile("streets", 3, 2, 2)).rejects.toMatchObject({ code: "base-map-unreachable" });
    expect(asked).toHaveLength(1);
    time += 31_000;
    answer = { status: 200, body: PNG };
    expect((await baseMap.tile("streets", 3, 2, 2))?.bytes).toEqual(PNG);
    expect(JSON.stringify(failure) + String((failure as Error).stack)).not.toContain(KEY);
  });

  test.each([
    [403, '{"msg":"非法Key"}'],
    [200, '{"code":301015,"msg":"不支持的key类型"}'],
  ])("a refused key (%i) is said to be one", async (status, body) => {
    answer = { status, body };
    await expect(open().tile("streets", 3, 1, 1)).rejects.toMatchObject({ code: "base-map-key-refused" });
  });

  test("a server that does not answer", async () => {
    const baseMap = createBaseMap({
      key: KEY,
      cacheFolder: folder,
      address: "http://127.0.0.1:9",
      onError: () => undefined,
    });
    await expect(baseMap.tile("streets", 3, 1, 1)).rejects.toMatchObject({ code: "base-map-unreachable" });
  });

  test("without a key there are no layers", async () => {
    const baseMap = open({ key: null });
    expect(baseMap.layers).toEqual([]);
    await expect(baseMap.tile("streets", 3, 1, 1)).rejects.toMatchObject({ code: "base-map-layer-unknown" });
  });

  test.each([
    ["terrain", 15, 1, 1],
    ["streets", 3, 8, 1],
    ["streets", 3, -1, 1],
  ])("outside of the pyramid there is no tile: %s %i/%i/%i", async (layer, z, x, y) => {
    expect(await open().tile(layer, z, x, y)).toBeUndefined();
    expect(asked).toEqual([]);
  });
});

test("the folder stays within its size: what was used longest ago goes first", async () => {
  const baseMap = open({ capacityBytes: 5500 });
  for (let x = 0; x < 5; x++) await baseMap.tile("streets", 4, x, 0);
  await baseMap.tile("streets", 4, 0, 0);
  await baseMap.tile("streets", 4, 5, 0);
  const kept = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) => one.isFile());
  expect(kept.length).toBeLessThanOrEqual(5);
  asked = [];
  await baseMap.tile("streets", 4, 0, 0);
  expect(asked).toEqual([]);
  await baseMap.tile("streets", 4, 1, 0);
  expect(asked).toHaveLength(1);
  expect(errors).toEqual([]);
});

test("where tiles cannot be kept they are served all the same, and that is said once", async () => {
  const baseMap = createBaseMap({
    key: KEY,
    cacheFolder: folder,
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    onError: (error) => errors.push(error),
  });
  await baseMap.tile("streets", 4, 0, 0);
  await rm(join(folder, "streets"), { recursive: true });
  // A file where a folder is needed: as good as a full disk.
  await writeFile(join(folder, "streets"), "");
  expect((await baseMap.tile("streets", 4, 1, 0))?.bytes).toEqual(PNG);
  expect((await baseMap.tile("streets", 4, 2, 0))?.bytes).toEqual(PNG);
  expect(errors).toHaveLength(1);
});
