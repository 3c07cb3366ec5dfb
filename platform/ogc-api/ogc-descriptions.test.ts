import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabases } from "#fixtures/test-database";
import { decodeTile } from "#fixtures/vector-tiles";
import type { Database } from "#platform/database";
import { mountRoutes } from "#platform/http-api";
import { recordSetMigrations, tileRoutes } from "#platform/record-sets";
import { vectorTilesMigrations } from "#platform/vector-tiles";
import { SAMPLE, SESSIONS, sampleOgc } from "./sample-collections.fixture.ts";

interface Link {
  readonly rel: string;
  readonly href: string;
  readonly type?: string;
  readonly templated?: boolean;
}

describe.each(testDatabases())("$name", ({ open }) => {
  let database: Database;
  const app = new Hono();
  beforeAll(async () => {
    database = await open(recordSetMigrations, vectorTilesMigrations, SAMPLE);
    const { app: ogc, sets, tiles } = await sampleOgc(database);
    app.route("/ogc", ogc);
    app.route(
      "/api",
      mountRoutes({ routes: tileRoutes(sets, tiles), database, identify: async () => SESSIONS.qixia! }),
    );
  });
  afterAll(() => database.close());

  const ask = (path: string, headers: Record<string, string> = {}) =>
    app.request(path.startsWith("http") ? path : `http://terrace.test/ogc${path}`, {
      headers: { Authorization: "Bearer qixia", ...headers },
    });

  test("every link of every document leads to a document of the type that it names", async () => {
    const seen = new Set<string>();
    const follow = async (address: string, type?: string): Promise<void> => {
      if (seen.has(address)) return;
      seen.add(address);
      const response = await ask(address);
      expect(response.status, address).toBe(200);
      const found = response.headers.get("Content-Type") ?? "";
      if (type !== undefined) expect(found.replaceAll(" ", ""), address).toContain(type);
      if (!found.includes("json")) return;
      for (const link of linksIn(await response.json()))
        if (link.templated !== true) await follow(link.href, link.type);
    };
    await follow("http://terrace.test/ogc");
    for (const path of [
      "conformance",
      "api?f=json",
      "collections/plots/items/00000000-0000-4000-8000-000000000001",
      "tileMatrixSets/WebMercatorQuad",
    ]) {
      if (!path.includes("items")) expect([...seen]).toContain(`http://terrace.test/ogc/${path}`);
    }
    expect(seen.size).toBeGreaterThan(25);
  });

  test("a browser gets a page of each, with what it shows made harmless; a program gets JSON", async () => {
    const browser = { Accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" };
    for (const path of [
      "",
      "/conformance",
      "/api",
      "/collections",
      "/collections/plots",
      "/collections/plots/queryables",
      "/collections/plots/items",
      "/collections/plots/items/00000000-0000-4000-8000-000000000001",
      "/collections/plots/tiles",
      "/collections/plots/tiles/WebMercatorQuad",
      "/tileMatrixSets",
      "/tileMatrixSets/WebMercatorQuad",
    ]) {
      const page = await ask(path, browser);
      expect(page.headers.get("Content-Type"), path).toBe("text/html; charset=utf-8");
      const text = await page.text();
      expect(text).toContain('<html lang="zh-CN">');
      expect(text).not.toContain("<甲>");
      expect(text, path).not.toMatch(/<script|(src|href)="https?:\/\/(?!terrace\.test)/);
      expect((await ask(path, { Accept: "*/*" })).headers.get("Content-Type"), path).toContain("json");
      const separator = path.includes("?") ? "&" : "?";
      expect((await ask(`${path}${separator}f=json`, browser)).headers.get("Content-Type"), path).toContain("json");
    }
    const items = await (await ask("/collections/plots/items", browser)).text();
    expect(items).toContain("东坡&quot;小&quot;果园 &lt;甲&gt;");
    const refused = await app.request("http://terrace.test/ogc/collections", { headers: browser });
    expect([refused.status, await refused.text()]).toEqual([401, expect.stringContaining("请先登录")]);
  });

  test("the definition has every path and parameter, in 3.1, and in 3.0 for clients that ask for it", async () => {
    const document = (await (await ask("/api?f=json")).json()) as Definition;
    expect(document.openapi).toBe("3.1.0");
    const parameters = document.paths["/collections/plots/items"]?.get.parameters ?? [];
    expect(parameters.map(({ name }) => name)).toEqual([
      ...["f", "limit", "offset", "after", "bbox", "bbox-crs", "crs", "datetime"],
      ...[
        "code",
        "name",
        "division",
        "keeper",
        "areaHm2",
        "trees",
        "plantedOn",
        "clearedOn",
        "seenAt",
        "kind",
        "isSteep",
      ],
    ]);
    expect(parameters.find(({ name }) => name === "kind")?.schema).toMatchObject({
      enum: ["apple", "pear"],
      title: "树种",
    });
    expect(parameters.find(({ name }) => name === "limit")?.schema).toMatchObject({ maximum: 10_000, default: 100 });
    expect(Object.keys(document.paths)).not.toContain("/collections/others/items");
    for (const [path, { get }] of Object.entries(document.paths)) {
      const named = get.parameters.filter((parameter) => parameter.in === "path").map(({ name }) => `{${name}}`);
      expect(path.match(/\{\w+\}/g) ?? []).toEqual(named);
      expect(Object.keys(get.responses)).toContain("200");
    }
    const asked = await ask("/api", { Accept: "application/vnd.oai.openapi+json;version=3.0, application/json" });
    expect(asked.headers.get("Content-Type")).toBe("application/vnd.oai.openapi+json;version=3.0");
    expect(await asked.json()).toEqual({ ...document, openapi: "3.0.3" });
  });

  test("queryables are the parameters of the items, as a JSON schema", async () => {
    const response = await ask("/collections/plots/queryables");
    expect(response.headers.get("Content-Type")).toBe("application/schema+json");
    expect(await response.json()).toMatchObject({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      $id: "http://terrace.test/ogc/collections/plots/queryables",
      type: "object",
      properties: {
        areaHm2: { type: "number", title: "面积（hm²）" },
        division: { type: "string", enum: ["370686"] },
        seenAt: { type: "string", format: "date" },
        geometry: { format: "geometry-multipolygon" },
      },
    });
  });

  test("a tile is that of the map, row before column; what is empty is 204, and another scheme or collection is not there", async () => {
    const tile = await ask("/collections/plots/tiles/WebMercatorQuad/12/1588/3422");
    expect(tile.headers.get("Content-Type")).toBe("application/vnd.mapbox-vector-tile");
    const bytes = await tile.bytes();
    expect(bytes).toEqual(await (await app.request("/api/record-sets/plots/tiles/12/3422/1588.mvt")).bytes());
    expect(decodeTile(bytes).plots?.features[0]?.values).toMatchObject({ code: "007", kind: "apple" });
    const etag = tile.headers.get("ETag") ?? "";
    expect((await ask("/collections/plots/tiles/WebMercatorQuad/12/1588/3422", { "If-None-Match": etag })).status).toBe(
      304,
    );
    const status = async (path: string) => (await ask(path)).status;
    expect(await status("/collections/plots/tiles/WebMercatorQuad/12/0/0")).toBe(204);
    expect(await status("/collections/plots/tiles/WebMercatorQuad/12/5000/0")).toBe(404);
    expect(await status("/collections/plots/tiles/WorldCRS84Quad/12/0/0")).toBe(404);
    expect(await status("/collections/plots/tiles/WebMercatorQuad/12/x/0")).toBe(400);
    expect(await status("/collections/drafts/tiles/WebMercatorQuad/12/1588/3422")).toBe(404);
    const set = (await (await ask("/collections/plots/tiles/WebMercatorQuad")).json()) as { links: Link[] };
    const template = set.links.find(({ rel }) => rel === "item")?.href ?? "";
    const filled = template.replace("{tileMatrix}", "12").replace("{tileRow}", "1588").replace("{tileCol}", "3422");
    expect(await (await ask(filled)).bytes()).toEqual(bytes);
  });

  test("the scheme is that of the standard", async () => {
    const { tileMatrices } = (await (await ask("/tileMatrixSets/WebMercatorQuad")).json()) as {
      tileMatrices: { id: string; scaleDenominator: number; cellSize: number; matrixWidth: number }[];
    };
    // OGC 17-083r4, table D.1.
    expect(tileMatrices).toHaveLength(25);
    expect(tileMatrices[0]?.scaleDenominator).toBeCloseTo(559082264.0287178, 3);
    expect(tileMatrices[18]?.scaleDenominator).toBeCloseTo(2132.729583849784, 6);
    expect(tileMatrices[0]?.cellSize).toBeCloseTo(156543.03392804097, 7);
    expect(tileMatrices[24]?.matrixWidth).toBe(16_777_216);
  });
});

interface Definition {
  readonly openapi: string;
  readonly paths: Readonly<
    Record<
      string,
      {
        readonly get: {
          readonly parameters: readonly { readonly name: string; readonly in: string; readonly schema: unknown }[];
          readonly responses: object;
        };
      }
    >
  >;
}

/** Links anywhere in a document. */
function linksIn(value: unknown): Link[] {
  if (typeof value !== "object" || value === null) return [];
  const own = "rel" in value && "href" in value ? [value as Link] : [];
  return [...own, ...Object.values(value).flatMap(linksIn)];
}
