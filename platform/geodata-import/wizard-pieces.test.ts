import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Geometry } from "geojson";
import iconv from "iconv-lite";
import { afterAll, describe, expect, test } from "vitest";
import {
  checkGeometry,
  ellipsoidalArea,
  findOverlaps,
  identifyFile,
  listLayers,
  openZip,
  placeAsDecided,
  proposeReferenceSystems,
  readRawLayer,
  type VectorFeature,
} from "./index.ts";
import { dbfBytes, dxfText, shapefileBytes, zipBytes } from "./synthetic-files.ts";

const directory = mkdtempSync(join(tmpdir(), "terrace-wizard-pieces-"));
afterAll(() => rmSync(directory, { recursive: true }));

function write(name: string, content: string | Uint8Array): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}

const square = [
  [121, 37],
  [121, 37.1],
  [121.1, 37.1],
  [121.1, 37],
  [121, 37],
];
const { shp, shx } = shapefileBytes([[square]]);
const dbf = dbfBytes([new TextEncoder().encode("name")], [[iconv.encode("牟平区", "gbk")]], 0);

describe("what a file is", () => {
  test.each([
    ["plots.zip", zipBytes({ "a.shp": shp, "a.shx": shx, "a.dbf": dbf }), "shapefile"],
    ["plots.gdb.zip", zipBytes({ "a.gdb/a00000001.gdbtable": shp }), "file-geodatabase"],
    ["plots.geojson", '\uFEFF {"type":"FeatureCollection","features":[]}', "geojson"],
    ["plots.kml", '<?xml version="1.0"?><kml/>', "kml"],
    ["plots.dxf", "999\ncomment\n  0\r\nSECTION\n", "dxf"],
    ["plots.csv", "a,b\n1,2\n", "csv"],
  ])("%s is known by name and content", (name, content, format) => {
    expect(identifyFile(write(name, content), name).format).toBe(format);
  });

  test.each([
    ["empty.zip", "", "file-empty", "0 字节"],
    ["page.zip", "<!DOCTYPE html><html></html>", "file-disguised", "HTML"],
    ["page.csv", "<html><table><tr><td>1</td></tr></table></html>", "file-disguised", "HTML"],
    ["page.kml", '<?xml version="1.0"?><html><body/></html>', "file-disguised", "HTML"],
    ["old.xlsx", Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0), "file-disguised", "另存为"],
    ["drawing.dxf", "AC1032 and so on", "file-disguised", "DXF"],
    ["data.gpkg", zipBytes({ "a.shp": shp }), "file-disguised", "zip"],
    ["lonely.shp", shp, "shapefile-part-missing", "zip"],
    ["notes.zip", zipBytes({ "readme.md": shp }), "zip-content-unknown", "readme.md"],
    ["table.zip", zipBytes({ "a.dbf": dbf }), "shapefile-part-missing", ".shp"],
    ["image.png", Uint8Array.of(0x89, 0x50), "format-unknown", ".png"],
  ])("%s is refused with what to do", (name, content, code, text) => {
    expect(() => identifyFile(write(name, content), name)).toThrow(
      expect.objectContaining({ code, userMessage: expect.stringContaining(text) }),
    );
  });

  test("a web page beside the shapes is not read, and told", () => {
    const path = write("mixed.zip", zipBytes({ "a.shp": shp, "a.shx": shx, "a.dbf": dbf, "index.html": shp }));
    expect(identifyFile(path).notes.map(({ code }) => code)).toEqual(["zip-foreign-members"]);
  });
});

describe("an archive that means harm", () => {
  const plain = zipBytes({ "a.shp": shp });

  test.each(["../a.shp", "/etc/a.shp", "C:\\a.shp", "x/..\\..\\a.shp"])("with the path %s is not opened", (name) => {
    expect(() => openZip("x.zip", zipBytes({ [name]: shp }))).toThrow(
      expect.objectContaining({ code: "zip-path-unsafe" }),
    );
  });

  test("that unpacks to a thousand times its size is not opened", () => {
    const bomb = zipBytes({ "a.shp": new Uint8Array(20 * 1024 * 1024) });
    expect(bomb.length).toBeLessThan(30_000);
    expect(() => openZip("x.zip", bomb)).toThrow(expect.objectContaining({ code: "zip-bomb" }));
  });

  test("that understates its size is cut off there", () => {
    const forged = zipBytes({ "a.shp": new Uint8Array(1024 * 1024) });
    const view = new DataView(forged.buffer, forged.byteOffset, forged.byteLength);
    const directoryAt = view.getUint32(forged.length - 6, true);
    view.setUint32(directoryAt + 24, 100, true);
    expect(() => openZip("x.zip", forged)[0]!.read()).toThrow(expect.objectContaining({ code: "zip-damaged" }));
  });

  test.each([
    ["before", Buffer.concat([Buffer.from("<html></html>"), plain])],
    ["behind", Buffer.concat([plain, Buffer.from("<html></html>")])],
  ])("with a web page %s it is not opened", (_where, bytes) => {
    expect(() => openZip("x.zip", bytes)).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/zip-(polyglot|damaged)/) }),
    );
  });

  test("that is cut off is not opened", () => {
    expect(() => openZip("x.zip", plain.subarray(0, plain.length - 10))).toThrow(
      expect.objectContaining({ code: "zip-damaged" }),
    );
  });
});

describe("DXF", () => {
  const drawing = dxfText([
    {
      layer: "地块",
      points: [
        [40_500_000, 4_100_000],
        [40_500_100, 4_100_000],
        [40_500_100, 4_100_100],
      ],
      isClosed: true,
    },
    {
      layer: "road",
      points: [
        [40_500_000, 4_100_000],
        [40_500_300, 4_100_050],
      ],
      isClosed: false,
    },
  ]);

  test("in GBK has its layers' names, and the belt is told from the easting", async () => {
    const path = write("gbk.dxf", iconv.encode(drawing, "gbk"));
    const raw = await readRawLayer(path, "dxf", {});
    expect(raw).toMatchObject({ encoding: "gbk", statedCrs: undefined, features: { length: 2 } });
    expect(raw.features.map(({ properties }) => properties.Layer)).toEqual(["地块", "road"]);
    expect(raw.text!.readAs("windows-1251").rows[0]![0]).not.toBe("地块");
    expect(proposeReferenceSystems(raw, [119.5, 36, 122, 38.6])[0]).toMatchObject({
      crs: "EPSG:4528",
      isProposed: true,
      reason: { code: "zone-number" },
    });
  });

  test("in UTF-8 with a wrong code page is read all the same", async () => {
    const raw = await readRawLayer(write("utf8.dxf", drawing), "dxf", {});
    expect(raw.features[0]!.properties.Layer).toBe("地块");
  });

  test("that is cut off says so", async () => {
    const path = write("short.dxf", drawing.slice(0, -30));
    await expect(readRawLayer(path, "dxf", {})).rejects.toMatchObject({ code: "dxf-damaged" });
  });
});

describe("two Shapefiles in a zip", () => {
  test("are listed by name, in GBK too, and one of them is read", async () => {
    const parts = { ".shp": shp, ".shx": shx, ".dbf": dbf };
    const members = ["项目区/地块", "道路"].flatMap((name) =>
      Object.entries(parts).map(([extension, bytes]) => [`${name}${extension}`, bytes] as const),
    );
    const path = write("two.zip", zipBytes(Object.fromEntries(members)));
    expect(await listLayers(path, "shapefile")).toMatchObject([{ name: "地块" }, { name: "道路" }]);
    await expect(readRawLayer(path, "shapefile", {})).rejects.toMatchObject({ code: "layer-not-chosen" });
    const raw = await readRawLayer(path, "shapefile", { layer: "道路" });
    expect(raw.features[0]!.properties).toEqual({ name: "牟平区" });
  });
});

describe("reference systems that come into question", () => {
  const yantai = [119.5, 36.2, 122.2, 38.6] as const;
  const layer = (coordinates: readonly (readonly number[])[], statedCrs?: string, fields: readonly string[] = []) => ({
    statedCrs,
    fields: fields.map((name) => ({ name, type: "text" as const })),
    features: coordinates.map(
      (position): VectorFeature => ({ properties: {}, geometry: { type: "Point", coordinates: [...position] } }),
    ),
  });
  const proposal = (...parameters: Parameters<typeof layer>) =>
    proposeReferenceSystems(layer(...parameters), yantai).find(({ isProposed }) => isProposed);

  test.each([
    ["degrees without a mark", [[121, 37]], undefined, "EPSG:4490", "east-north"],
    ["degrees with latitude first", [[37, 121]], "EPSG:4326", "EPSG:4326", "north-east"],
    ["zone 40 with its number", [[40_500_000, 4_100_000]], undefined, "EPSG:4528", "east-north"],
    ["zone 41 with its number", [[41_350_000, 4_100_000]], undefined, "EPSG:4529", "east-north"],
    ["zone 39 with its number", [[39_730_000, 4_100_000]], undefined, "EPSG:4527", "east-north"],
    ["zone 40 without", [[550_000, 4_100_000]], undefined, "EPSG:4549", "east-north"],
    ["zone 40 in the surveyors' order", [[4_100_000, 40_500_000]], undefined, "EPSG:4528", "north-east"],
    ["metres labelled as degrees", [[40_500_000, 4_100_000]], "EPSG:4490", "EPSG:4528", "east-north"],
    ["degrees labelled as UTM", [[121, 37]], "EPSG:32637", "EPSG:4490", "east-north"],
    ["a label that is right", [[121, 37]], "EPSG:4326", "EPSG:4326", "east-north"],
    ["a label that is right, far away", [[43.3, 43.2]], "EPSG:4326", "EPSG:4326", "east-north"],
  ] as const)("%s", (_what, coordinates, stated, crs, axes) => {
    expect(proposal(coordinates, stated)).toMatchObject({ crs, axes });
  });

  test("fields of DataV mean GCJ-02, whatever the format says", () => {
    const found = proposal([[121, 37]], "EPSG:4326", ["adcode", "acroutes"]);
    expect(found).toMatchObject({ crs: "GCJ-02", reason: { code: "gcj02-detected" } });
    const { features } = placeAsDecided({ ...layer([[121, 37, 5]]) } as never, "GCJ-02", "east-north");
    const [x, , z] = (features[0]!.geometry as { coordinates: number[] }).coordinates;
    expect(Math.abs(x! - 121)).toBeGreaterThan(0.003);
    expect(z).toBe(5);
  });

  test("a wrong label is shown with what is wrong; data outside the region are marked", () => {
    const candidates = proposeReferenceSystems(layer([[121, 37]], "EPSG:32637"), yantai);
    expect(candidates.find(({ isStated }) => isStated)).toMatchObject({
      extent: null,
      reason: { code: "crs-implausible" },
    });
    const far = proposeReferenceSystems(layer([[43.3, 43.2]], "EPSG:4326"), yantai);
    expect(far[0]).toMatchObject({ isInsideRegion: false });
  });
});

describe("one geometry for a target", () => {
  const check = (geometry: object | null, closesLines = false) => {
    const { geometry: clean, defects } = checkGeometry(geometry as Geometry | null, "polygon", closesLines);
    return { clean, defects: defects.map(({ what, severity, place }) => [what.code, severity, place]) };
  };

  test("crossing, repeated, too few, empty, heights and wrong kind are told with their places", () => {
    const bow = [
      [0, 0],
      [1, 1],
      [1, 0],
      [0, 1],
      [0, 0],
    ];
    expect(check({ type: "Polygon", coordinates: [bow] }).defects).toEqual([
      ["self-intersection", "repaired", [0.5, 0.5]],
    ]);
    expect(check({ type: "MultiPolygon", coordinates: [[square], [[...square].reverse()]] })).toMatchObject({
      clean: { type: "Polygon" },
      defects: [["duplicate-ring", "repaired", [121, 37]]],
    });
    expect(
      check({
        type: "Polygon",
        coordinates: [
          [
            [0, 0],
            [1, 1],
            [0, 0],
          ],
        ],
      }).defects,
    ).toEqual([
      ["too-few-points", "repaired", [0, 0]],
      ["geometry-degenerate", "refused", [0, 0]],
    ]);
    expect(check(null).defects).toEqual([["geometry-empty", "refused", undefined]]);
    expect(check({ type: "Polygon", coordinates: [square.map((p) => [...p, 12])] }).defects).toEqual([
      ["heights-dropped", "repaired", [121, 37]],
    ]);
    expect(check({ type: "Point", coordinates: [1, 2] }).defects).toEqual([["wrong-kind", "refused", [1, 2]]]);
  });

  test("a line that closes becomes a polygon, one with a small gap too, an open one does not", () => {
    const line = (coordinates: number[][]) => ({ type: "LineString", coordinates });
    expect(check(line(square), true)).toMatchObject({
      clean: { type: "Polygon" },
      defects: [["line-closed", "repaired", [121, 37]]],
    });
    expect(check(line([...square.slice(0, -1), [121, 37.0001]]), true)).toMatchObject({
      clean: { type: "Polygon", coordinates: [{ length: 5 }] },
      defects: [["line-gap-closed", "repaired", [121, 37]]],
    });
    expect(check(line(square.slice(0, -1)), true).defects).toEqual([["wrong-kind", "refused", [121, 37]]]);
    expect(check(line(square)).defects).toEqual([["wrong-kind", "refused", [121, 37]]]);
  });

  test("the area on the ellipsoid counts holes off", () => {
    const hole = square.map(([x, y]) => [121.05 + (x! - 121) / 10, 37.05 + (y! - 37) / 10]);
    const whole = ellipsoidalArea({ type: "Polygon", coordinates: [square] });
    const holed = ellipsoidalArea({ type: "MultiPolygon", coordinates: [[square, hole]] });
    expect(whole / 1e6).toBeCloseTo(98.7, 0);
    expect(holed / whole).toBeCloseTo(0.99, 4);
  });
});

describe("overlaps", () => {
  const box = (west: number, south: number, size = 0.01): Geometry => ({
    type: "Polygon",
    coordinates: [
      [
        [west, south],
        [west + size, south],
        [west + size, south + size],
        [west, south + size],
        [west, south],
      ],
    ],
  });

  test("are found with area and place; neighbours with one border have none", () => {
    const list = [box(121, 37), box(121.01, 37), box(121.005, 37.005), null, box(121.02, 37), box(121, 37)];
    const overlaps = findOverlaps(list, 100);
    expect(overlaps.map(({ first, second }) => [first, second])).toEqual([
      [0, 2],
      [0, 5],
      [1, 2],
      [2, 5],
    ]);
    const quarter = ellipsoidalArea(box(121.005, 37.005, 0.005));
    expect(overlaps[0]!.areaSquareMetres / quarter).toBeCloseTo(1, 6);
    expect(overlaps[0]!.place[0]).toBeCloseTo(121.0075, 6);
  });

  test("one polygon within another, and one that shares all its corners with it", () => {
    const notched: Geometry = {
      type: "Polygon",
      coordinates: [
        [
          [121, 37],
          [121.01, 37],
          [121.01, 37.01],
          [121, 37],
        ],
      ],
    };
    expect(findOverlaps([box(121, 37), box(121.004, 37.004, 0.001)], 10)).toHaveLength(1);
    expect(findOverlaps([box(121, 37), notched], 10)).toHaveLength(1);
  });
});
