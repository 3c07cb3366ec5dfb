import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Geometry } from "geojson";
import { afterAll, describe, expect, test } from "vitest";
import { writeGeoPackage } from "#platform/geopackage";
import { readVectorFile, type VectorLayer } from "./index.ts";
import { dbfBytes, shapefileBytes, zipBytes } from "./synthetic-files.ts";
import { encodingOptions } from "./text-encoding.ts";

const directory = mkdtempSync(join(tmpdir(), "terrace-import-"));
afterAll(() => rmSync(directory, { recursive: true }));

function write(name: string, content: string | Uint8Array): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}

function writeShapefile(name: string, parts: Readonly<Record<string, string | Uint8Array | undefined>>): string {
  for (const [extension, content] of Object.entries(parts)) {
    if (content !== undefined) write(`${name}${extension}`, content);
  }
  return join(directory, `${name}.shp`);
}

const expectError = (code: string, ...texts: readonly string[]) =>
  expect.objectContaining({
    name: "TerraceError",
    code,
    userMessage: expect.stringMatching(new RegExp(texts.map((text) => `(?=.*${text})`).join(""))),
  });

const square = [
  [121, 37],
  [121, 37.1],
  [121.1, 37.1],
  [121.1, 37],
  [121, 37],
];
const hole = [
  [121.02, 37.02],
  [121.04, 37.02],
  [121.04, 37.04],
  [121.02, 37.04],
  [121.02, 37.02],
];
const GBK_NAME = Uint8Array.of(0xb5, 0xd8, 0xc0, 0xe0); // 地类
const GBK_VALUE = Uint8Array.of(0xb8, 0xfb, 0xb5, 0xd8); // 耕地
const WGS84 =
  'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["Degree",0.0174532925199433]]';

function geoJson(...geometries: (object | null)[]): string {
  const features = geometries.map((geometry, i) => ({ type: "Feature", properties: { number: i + 1 }, geometry }));
  return JSON.stringify({ type: "FeatureCollection", features });
}

function areaOf(geometry: Geometry | null): number {
  const polygons =
    geometry?.type === "Polygon"
      ? [geometry.coordinates]
      : geometry?.type === "MultiPolygon"
        ? geometry.coordinates
        : [];
  return polygons.flat().reduce((sum, ring) => {
    let twice = 0;
    for (let i = 1; i < ring.length; i++) twice += ring[i - 1]![0]! * ring[i]![1]! - ring[i]![0]! * ring[i - 1]![1]!;
    return sum + twice / 2;
  }, 0);
}

const codes = (layer: VectorLayer) => layer.repairs.map(({ what }) => what.code);

describe("Shapefile", () => {
  const shapes = shapefileBytes([[square, hole]]);
  const dbf = dbfBytes([GBK_NAME], [[GBK_VALUE]], 0);

  test("GBK names and text are read without any mark; a hole stays a hole; rings come out as RFC 7946 has them", async () => {
    const path = writeShapefile("gbk", { ".shp": shapes.shp, ".shx": shapes.shx, ".dbf": dbf, ".prj": WGS84 });
    const layer = await readVectorFile(path);
    expect(layer).toMatchObject({ name: "gbk", crs: "EPSG:4326", encoding: "gb18030", repairs: [] });
    expect(layer.fields).toEqual([{ name: "地类", type: "text" }]);
    expect(layer.notes.map(({ code }) => code)).toEqual(["encoding-detected"]);
    const [feature] = layer.features;
    expect(feature!.properties).toEqual({ 地类: "耕地" });
    expect(feature!.geometry).toMatchObject({ type: "Polygon", coordinates: { length: 2 } });
    expect(areaOf(feature!.geometry)).toBeCloseTo(0.01 - 0.0004, 10);
  });

  test("the language driver 0x4D means GBK; a .cpg goes before it; the option before both", async () => {
    const parts = { ".shp": shapes.shp, ".shx": shapes.shx, ".prj": WGS84 };
    const marked = writeShapefile("ldid", { ...parts, ".dbf": dbfBytes([GBK_NAME], [[GBK_VALUE]], 0x4d) });
    expect(await readVectorFile(marked)).toMatchObject({ encoding: "gbk", notes: [] });
    expect(encodingOptions([GBK_VALUE], undefined, 0x4d).map(({ label }) => label)).toEqual([
      "gbk",
      "utf-8",
      "big5",
      "windows-1251",
    ]);
    const big5 = writeShapefile("cpg", {
      ...parts,
      ".dbf": dbfBytes([GBK_NAME], [[GBK_VALUE]], 0x4d),
      ".cpg": "CP54936",
    });
    expect(await readVectorFile(big5)).toMatchObject({ encoding: "gb18030" });
    expect(await readVectorFile(big5, { encoding: "windows-1251" })).toMatchObject({ encoding: "windows-1251" });
    await expect(readVectorFile(big5, { encoding: "klingon" })).rejects.toEqual(
      expectError("encoding-unknown", "klingon", "GBK"),
    );
  });

  test("a .cpg that says UTF-8 over GBK text is set aside with a note", async () => {
    const path = writeShapefile("lying", {
      ".shp": shapes.shp,
      ".shx": shapes.shx,
      ".dbf": dbf,
      ".prj": WGS84,
      ".cpg": "UTF-8",
    });
    const layer = await readVectorFile(path);
    expect(layer.features[0]!.properties).toEqual({ 地类: "耕地" });
    expect(layer.notes.map(({ code }) => code)).toContain("encoding-mark-wrong");
  });

  test("UTF-8 text cut in the middle of a character is still UTF-8", async () => {
    const cut = new TextEncoder().encode("水土保持").subarray(0, 10);
    const path = writeShapefile("cut", {
      ".shp": shapes.shp,
      ".shx": shapes.shx,
      ".dbf": dbfBytes([new TextEncoder().encode("name")], [[cut]], 0),
      ".prj": WGS84,
    });
    const layer = await readVectorFile(path);
    expect(layer).toMatchObject({ encoding: "utf-8" });
    expect(layer.features[0]!.properties).toEqual({ name: "水土保" });
  });

  test.each([".shx", ".dbf"])("a missing %s is named, with what to do", async (missing) => {
    const parts = { ".shp": shapes.shp, ".shx": shapes.shx, ".dbf": dbf, ".prj": WGS84, [missing]: undefined };
    const path = writeShapefile(`without-${missing.slice(1)}`, parts);
    await expect(readVectorFile(path)).rejects.toEqual(expectError("shapefile-part-missing", missing, "zip"));
  });

  test("truncated files say so", async () => {
    const parts = { ".shp": shapes.shp, ".shx": shapes.shx, ".dbf": dbf, ".prj": WGS84 };
    const shp = writeShapefile("short-shp", { ...parts, ".shp": shapes.shp.subarray(0, -40) });
    await expect(readVectorFile(shp)).rejects.toEqual(expectError("shapefile-damaged", "字节"));
    const table = writeShapefile("short-dbf", { ...parts, ".dbf": dbf.subarray(0, -8) });
    await expect(readVectorFile(table)).rejects.toEqual(expectError("dbf-damaged", "1 条", "0 条"));
    const empty = writeShapefile("empty-shp", { ...parts, ".shp": new Uint8Array(0) });
    await expect(readVectorFile(empty)).rejects.toEqual(expectError("shapefile-damaged"));
  });

  test("without .prj the reference system must be stated; Xi'an 1980 is refused", async () => {
    const parts = { ".shp": shapes.shp, ".shx": shapes.shx, ".dbf": dbf };
    const path = writeShapefile("no-prj", parts);
    await expect(readVectorFile(path)).rejects.toEqual(expectError("crs-missing", "no-prj", "EPSG:4490"));
    expect(await readVectorFile(path, { crs: "EPSG:4490" })).toMatchObject({ crs: "EPSG:4490" });
    const xian =
      'GEOGCS["GCS_Xian_1980",DATUM["D_Xian_1980",SPHEROID["Xian_1980",6378140,298.257]],PRIMEM["Greenwich",0],UNIT["Degree",0.0174532925199433]]';
    await expect(readVectorFile(writeShapefile("xian", { ...parts, ".prj": xian }))).rejects.toEqual(
      expectError("crs-old-datum", "xian.shp", "1980"),
    );
  });

  test("a zip holds one Shapefile or asks which; a broken one says so", async () => {
    const members = (stem: string) => ({
      [`${stem}.shp`]: shapes.shp,
      [`${stem}.shx`]: shapes.shx,
      [`${stem}.dbf`]: dbf,
      [`${stem}.prj`]: new TextEncoder().encode(WGS84),
    });
    const one = write("one.zip", zipBytes(members("folder/地类")));
    expect(await readVectorFile(one)).toMatchObject({ name: "地类", features: { length: 1 } });
    const two = write("two.zip", zipBytes({ ...members("a"), ...members("b") }));
    await expect(readVectorFile(two)).rejects.toEqual(expectError("layer-not-chosen", "a、b"));
    expect(await readVectorFile(two, { layer: "b" })).toMatchObject({ name: "b" });
    await expect(readVectorFile(two, { layer: "c" })).rejects.toEqual(expectError("layer-unknown", "a、b"));
    const bytes = zipBytes(members("a"));
    await expect(readVectorFile(write("cut.zip", bytes.subarray(0, -30)))).rejects.toEqual(expectError("zip-damaged"));
    await expect(readVectorFile(write("none.zip", zipBytes({ "a.txt": new Uint8Array(3) })))).rejects.toEqual(
      expectError("layer-missing"),
    );
  });
});

describe("geometry", () => {
  const read = (name: string, ...geometries: (object | null)[]) =>
    readVectorFile(write(`${name}.geojson`, geoJson(...geometries)), { geometry: "polygon" });

  test("a bow-tie becomes its two triangles, and the crossing is reported with its place", async () => {
    const ring = [
      [121, 37],
      [121.2, 37.2],
      [121.2, 37],
      [121, 37.2],
      [121, 37],
    ];
    const layer = await read(
      "bow-tie",
      { type: "Polygon", coordinates: [square] },
      { type: "Polygon", coordinates: [ring] },
    );
    expect(layer.repairs).toHaveLength(1);
    expect(layer.repairs[0]).toMatchObject({ feature: 2, what: { code: "self-intersection" } });
    expect(layer.repairs[0]!.place!.longitude).toBeCloseTo(121.1, 9);
    expect(layer.repairs[0]!.place!.latitude).toBeCloseTo(37.1, 9);
    expect(areaOf(layer.features[1]!.geometry)).toBeCloseTo(0.02, 10);
  });

  test("heights are dropped, rings closed, repeated corners and rings without area left out", async () => {
    const layer = await read("untidy", {
      type: "Polygon",
      coordinates: [
        [
          [121, 37, 5],
          [121.1, 37, 5],
          [121.1, 37, 5],
          [121.1, 37.1, 5],
        ],
        [
          [121.05, 37.01],
          [121.06, 37.01],
          [121.05, 37.01],
        ],
      ],
    });
    expect(codes(layer)).toEqual(["repeated-corner", "ring-not-closed", "too-few-points"]);
    expect(layer.notes.map(({ code }) => code)).toEqual(["heights-dropped"]);
    expect(layer.features[0]!.geometry).toEqual({
      type: "Polygon",
      coordinates: [
        [
          [121, 37],
          [121.1, 37],
          [121.1, 37.1],
          [121, 37],
        ],
      ],
    });
  });

  test("overlapping parts and a part inside another count once", async () => {
    const shifted = square.map(([x, y]) => [x! + 0.05, y!]);
    const layer = await read(
      "parts",
      { type: "MultiPolygon", coordinates: [[square], [shifted]] },
      { type: "MultiPolygon", coordinates: [[square], [hole]] },
    );
    expect(codes(layer)).toEqual(["border-overlap", "part-inside-part"]);
    expect(areaOf(layer.features[0]!.geometry)).toBeCloseTo(0.015, 10);
    expect(areaOf(layer.features[1]!.geometry)).toBeCloseTo(0.01, 10);
  });

  test("a ring that touches itself is split; a hole may touch the outer ring", async () => {
    const eight = [
      [121, 37],
      [121.1, 37.1],
      [121.2, 37],
      [121.2, 37.2],
      [121.1, 37.1],
      [121, 37.2],
      [121, 37],
    ];
    const touchingHole = [
      [121, 37],
      [121.05, 37.02],
      [121.02, 37.05],
      [121, 37],
    ];
    const layer = await read(
      "touching",
      { type: "Polygon", coordinates: [eight] },
      { type: "Polygon", coordinates: [square, touchingHole] },
    );
    expect(layer.repairs.map(({ feature, what }) => [feature, what.code])).toEqual([[1, "self-touch"]]);
    expect(layer.features[0]!.geometry).toMatchObject({ type: "MultiPolygon", coordinates: { length: 2 } });
  });

  test("empty geometries and other kinds are left out and told", async () => {
    const layer = await read(
      "mixed",
      { type: "Polygon", coordinates: [square] },
      null,
      { type: "Point", coordinates: [121, 37] },
      { type: "Polygon", coordinates: [] },
    );
    expect(layer.features).toHaveLength(1);
    expect(layer.repairs.map(({ feature, what }) => [feature, what.code])).toEqual([
      [2, "geometry-empty"],
      [4, "geometry-empty"],
    ]);
    expect(layer.notes.map(({ code }) => code)).toEqual(["other-geometries-dropped"]);
    await expect(read("points", { type: "Point", coordinates: [121, 37] })).rejects.toEqual(
      expectError("geometry-none", "面"),
    );
  });
});

describe("reference system", () => {
  const polygon = { type: "Polygon", coordinates: [square] };

  test("latitude before longitude, metres labelled degrees and degrees labelled metres are refused with the remedy", async () => {
    const swapped = write("swapped.geojson", geoJson({ type: "Point", coordinates: [37.5, 121.4] }));
    await expect(readVectorFile(swapped)).rejects.toEqual(expectError("axes-swapped", "先经度后纬度"));
    const metres = write("metres.geojson", geoJson({ type: "Point", coordinates: [40500000, 4100000] }));
    await expect(readVectorFile(metres)).rejects.toEqual(expectError("crs-implausible", "EPSG:4528"));
    expect(await readVectorFile(metres, { crs: "EPSG:4528" })).toMatchObject({ crs: "EPSG:4528" });
    const degrees = write("degrees.geojson", geoJson(polygon));
    await expect(readVectorFile(degrees, { crs: "EPSG:4549" })).rejects.toEqual(
      expectError("crs-implausible", "EPSG:4549"),
    );
    await expect(readVectorFile(degrees, { crs: "EPSG:2000" })).rejects.toEqual(
      expectError("crs-unsupported", "EPSG:2000"),
    );
  });

  test("the crs member of GeoJSON 2008 is honoured", async () => {
    const document = {
      ...JSON.parse(geoJson({ type: "Point", coordinates: [500000, 4100000] })),
      crs: { type: "name", properties: { name: "urn:ogc:def:crs:EPSG::4549" } },
    };
    expect(await readVectorFile(write("old.geojson", JSON.stringify(document)))).toMatchObject({ crs: "EPSG:4549" });
  });

  test("GCJ-02 is converted when stated, and when the fields are AMap's unless a system is stated", async () => {
    const plain = write("plain.geojson", geoJson({ type: "Point", coordinates: [121.391382, 37.539297] }));
    const shifted = await readVectorFile(plain, { crs: "GCJ-02" });
    expect(shifted.notes.map(({ code }) => code)).toEqual(["gcj02-converted"]);
    const [longitude, latitude] = (shifted.features[0]!.geometry as { coordinates: number[] }).coordinates as [
      number,
      number,
    ];
    expect(longitude - 121.391382).toBeCloseTo(-0.005, 3);
    expect(latitude - 37.539297).toBeCloseTo(-0.0006, 3);
    const amap = write(
      "amap.geojson",
      JSON.stringify({
        type: "Feature",
        properties: { adcode: 370602, acroutes: [100000] },
        geometry: { type: "Point", coordinates: [121.391382, 37.539297] },
      }),
    );
    const detected = await readVectorFile(amap);
    expect(detected.notes.map(({ code }) => code)).toEqual(["gcj02-detected"]);
    expect(detected.features[0]!.geometry).toEqual(shifted.features[0]!.geometry);
    expect((await readVectorFile(amap, { crs: "EPSG:4490" })).notes.map(({ code }) => code)).toEqual([
      "gcj02-suspected",
    ]);
  });
});

test("a .prj and a GeoJSON in GBK are understood", async () => {
  const shapes = shapefileBytes([[square]]);
  const gbk = (text: string) =>
    Uint8Array.from(text.replace("国家", "\u00b9\u00fa\u00bc\u00d2"), (c) => c.charCodeAt(0));
  const path = writeShapefile("gbk-prj", {
    ".shp": shapes.shp,
    ".shx": shapes.shx,
    ".dbf": dbfBytes([GBK_NAME], [[GBK_VALUE]], 0),
    ".prj": gbk(
      'GEOGCS["2000国家",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137,298.257222101]],PRIMEM["Greenwich",0],UNIT["Degree",0.0174532925199433]]',
    ),
  });
  expect(await readVectorFile(path)).toMatchObject({ crs: "EPSG:4490" });
  const document = geoJson({ type: "Point", coordinates: [121, 37] }).replace('"number":1', '"number":"国家"');
  const layer = await readVectorFile(write("gbk.geojson", gbk(document)));
  expect(layer.features[0]!.properties).toEqual({ number: "国家" });
});

test("without a stated system the error names the belt that the easting carries", async () => {
  const shapes = shapefileBytes([[square.map(([x, y]) => [40_500_000 + x!, 4_100_000 + y!])]]);
  const path = writeShapefile("belt", {
    ".shp": shapes.shp,
    ".shx": shapes.shx,
    ".dbf": dbfBytes([GBK_NAME], [[GBK_VALUE]], 0),
  });
  await expect(readVectorFile(path)).rejects.toEqual(expectError("crs-missing", "EPSG:4528"));
});

describe("other formats", () => {
  test("what our GeoPackage writer writes comes back, and a file that is none is refused", async () => {
    const path = join(directory, "back.gpkg");
    const geometry: Geometry = { type: "MultiPolygon", coordinates: [[square.toReversed()]] };
    const layer = (name: string) => ({
      name,
      crs: "EPSG:4490",
      geometryType: "MultiPolygon" as const,
      columns: [
        { name: "地类", type: "text" as const },
        { name: "ok", type: "boolean" as const },
      ],
      features: [{ geometry, values: ["耕地", true] }],
    });
    writeGeoPackage(path, [layer("甲")]);
    expect(await readVectorFile(path)).toMatchObject({
      name: "甲",
      crs: "EPSG:4490",
      fields: [
        { name: "地类", type: "text" },
        { name: "ok", type: "boolean" },
      ],
      features: [
        { properties: { 地类: "耕地", ok: true }, geometry: { type: "Polygon", coordinates: [square.toReversed()] } },
      ],
    });
    writeGeoPackage(path, [layer("甲"), layer("乙")]);
    await expect(readVectorFile(path)).rejects.toEqual(expectError("layer-not-chosen", "甲", "乙"));
    await expect(readVectorFile(write("text.gpkg", "not a database, but long enough to be looked at"))).rejects.toEqual(
      expectError("geopackage-damaged"),
    );
  });

  const kml = `<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>
    <Folder><name>图斑</name><Placemark><name>甲</name><ExtendedData><Data name="code"><value>T1</value></Data>
      <SchemaData schemaUrl="#s"><SimpleData name="area">12.5</SimpleData></SchemaData></ExtendedData>
      <MultiGeometry><Polygon><outerBoundaryIs><LinearRing><coordinates>121,37,9 121.1,37,9
        121.1,37.1,9 121,37,9</coordinates></LinearRing></outerBoundaryIs></Polygon></MultiGeometry></Placemark></Folder>
    <Folder><name>点</name><Placemark><Point><coordinates>121,37</coordinates></Point></Placemark></Folder>
    </Document></kml>`;

  test("KML folders are layers, ExtendedData are fields; KMZ holds the same", async () => {
    const path = write("patches.kml", kml);
    await expect(readVectorFile(path)).rejects.toEqual(expectError("layer-not-chosen", "图斑、点"));
    const layer = await readVectorFile(path, { layer: "图斑", geometry: "polygon" });
    expect(layer).toMatchObject({
      crs: "EPSG:4326",
      features: [{ properties: { name: "甲", code: "T1", area: "12.5" } }],
    });
    expect(layer.notes.map(({ code }) => code)).toEqual(["heights-dropped"]);
    const packed = write("patches.kmz", zipBytes({ "doc.kml": new TextEncoder().encode(kml) }));
    expect((await readVectorFile(packed, { layer: "图斑", geometry: "polygon" })).features).toEqual(layer.features);
    await expect(readVectorFile(write("cut.kml", kml.slice(0, 400)))).rejects.toEqual(expectError("kml-damaged"));
  });

  test("a GML that breaks off is refused", async () => {
    const path = write(
      "broken.gml",
      '<?xml version="1.0"?><ogr:FeatureCollection xmlns:ogr="http://ogr.maptools.org/"><ogr:feat',
    );
    await expect(readVectorFile(path)).rejects.toEqual(expectError("vector-unreadable", "broken.gml"));
  });

  test("missing files, unknown formats, broken JSON and missing fields are told with the remedy", async () => {
    await expect(readVectorFile(join(directory, "nowhere.shp"))).rejects.toEqual(
      expectError("file-missing", "nowhere"),
    );
    await expect(readVectorFile(write("drawing.dwg", "AC1032"))).rejects.toEqual(
      expectError("format-unknown", "dwg", "GeoPackage"),
    );
    await expect(readVectorFile(write("cut.geojson", geoJson(null).slice(0, 60)))).rejects.toEqual(
      expectError("geojson-damaged", "JSON"),
    );
    const path = write("fields.geojson", geoJson({ type: "Point", coordinates: [121, 37] }));
    await expect(readVectorFile(path, { requiredFields: ["地类"] })).rejects.toEqual(
      expectError("field-missing", "地类", "number"),
    );
  });
});
