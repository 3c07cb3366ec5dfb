import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import ExcelJS from "exceljs";
import iconv from "iconv-lite";
import { afterAll, describe, expect, test } from "vitest";
import yazl from "yazl";
import { describeWithTestData } from "#fixtures/test-data";
import { examineImport } from "./examine-import.ts";
import type { ImportDecisions } from "./http-contract.ts";
import { shapeOf, type TargetShape } from "./import-target.ts";
import { importTargetOf, inspectImport, prepareImport } from "./index.ts";
import { DIVISIONS, gauges, plots, REGION } from "./sample-target.ts";

const directory = mkdtempSync(join(tmpdir(), "terrace-examine-"));
afterAll(() => rmSync(directory, { recursive: true }));

function shape(set: typeof plots): TargetShape {
  const target = importTargetOf(set, { aliases: { name: ["STNM"], code: ["STCD", "Layer", "gml_id"] } });
  return shapeOf(
    target,
    target.fields.map((field) => (field.kind === "division" ? { ...field, choices: DIVISIONS } : field)),
  );
}

function examine(name: string, content: string | Uint8Array, decisions: ImportDecisions = {}, target = shape(plots)) {
  const path = join(directory, `stored-${name}`);
  writeFileSync(path, content);
  return examineFile(path, name, decisions, target);
}

function examineFile(path: string, name: string, decisions: ImportDecisions, target: TargetShape) {
  return examineImport({ file: { path, name }, hints: { decisions, region: REGION }, target, remembered: {} });
}

async function zipped(paths: readonly string[]): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const path of paths) zip.addBuffer(readFileSync(path), path.slice(path.lastIndexOf("/") + 1));
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

const box = (west: number, south: number, size = 0.01) => ({
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

function collection(...items: readonly (readonly [object, object | null])[]): string {
  return JSON.stringify({
    type: "FeatureCollection",
    features: items.map(([properties, geometry]) => ({ type: "Feature", properties, geometry })),
  });
}

/** A DXF of polylines; its header says GBK. */
function dxfText(
  lines: readonly { layer: string; points: readonly (readonly number[])[]; isClosed: boolean }[],
): string {
  const polylines = lines.flatMap(({ layer, points, isClosed }) => [
    ...["0", "LWPOLYLINE", "8", layer, "90", points.length, "70", isClosed ? 1 : 0],
    ...points.flatMap(([x, y]) => ["10", x, "20", y]),
  ]);
  const header = ["0", "SECTION", "2", "HEADER", "9", "$DWGCODEPAGE", "3", "ANSI_936", "0", "ENDSEC"];
  return [...header, "0", "SECTION", "2", "ENTITIES", ...polylines, "0", "ENDSEC", "0", "EOF", ""].join("\n");
}

const kinds = (examined: Awaited<ReturnType<typeof examine>>) =>
  examined.prepared!.findings.map(({ kind, severity, row }) => [kind, severity, row]);

describe("a GeoJSON of plots", () => {
  test("without fault is ready, with areas and an outline", async () => {
    const content = collection(
      [
        { 编号: "001", 区市: "牟平区", "面积(公顷)": "98.6", 措施类型: "1", 陡坡: "否", 开工日期: 45_322 },
        box(121.5, 37.2),
      ],
      [{ 编号: "002", 区市: "烟台市莱山区" }, box(121.6, 37.2)],
    );
    const examined = await examine("plots.geojson", content);
    expect(kinds(examined)).toEqual([]);
    expect(examined.preview).toMatchObject({
      format: "geojson",
      rowCount: 2,
      crs: "EPSG:4326",
      geometryKinds: ["polygon"],
      obstacle: null,
      outline: { features: [{ properties: { row: 1 } }, {}] },
    });
    expect(examined.prepared!.rows[0]!.values).toEqual({
      code: "001",
      division: "370612",
      areaHm2: 98.6,
      kind: "01",
      isSteep: false,
      startedOn: "2024-01-31",
    });
    expect(examined.prepared!.computedAreaSquareMetres! / 1e4).toBeCloseTo(197, 0);
    expect(examined.prepared!.statedAreaSquareMetres).toBe(986_000);
    expect(JSON.parse(JSON.stringify(examined.preview))).toEqual(examined.preview);
  });

  test("says of each fault the row, the field, the place and the severity", async () => {
    const bow = {
      type: "Polygon",
      coordinates: [
        [
          [121, 37],
          [121.1, 37.1],
          [121.1, 37],
          [121, 37.1],
          [121, 37],
        ],
      ],
    };
    const content = collection(
      [{ 编号: "1", 区市: "牟平区", 面积: 98.6 }, box(121.5, 37.2)],
      [{ 编号: "1", 区市: "海阳市", 面积: 9.86 }, box(121.505, 37.2)],
      [{ 编号: "", 区市: "牟平区" }, bow],
      [{ 编号: "4", 区市: "牟平区", 面积: "约3" }, null],
      [
        { 编号: "5", 区市: "牟平区" },
        { type: "Point", coordinates: [121.3, 37.3, 25] },
      ],
      [{ 编号: "6", 区市: "牟平区", 名称: "长".repeat(5000) }, box(121.5, 37.2)],
      [{ 编号: "7", 区市: "牟平区" }, box(100, 30)],
    );
    const examined = await examine("bad.geojson", content);
    const found = kinds(examined);
    expect(found).toEqual(
      expect.arrayContaining([
        ["duplicate-code-in-file", "refused", 2],
        ["value-invalid", "refused", 2],
        ["self-intersection", "repaired", 3],
        ["required-missing", "refused", 3],
        ["geometry-empty", "refused", 4],
        ["value-invalid", "refused", 4],
        ["wrong-kind", "refused", 5],
        ["heights-dropped", "repaired", 5],
        ["value-invalid", "refused", 6],
        ["duplicate-geometry-in-file", "warning", 6],
        ["overlap-in-file", "warning", 2],
        ["area-differs", "warning", 2],
        ["outside-region", "warning", 7],
      ]),
    );
    const crossing = examined.prepared!.findings.find(({ kind }) => kind === "self-intersection")!;
    expect(crossing.place![0]).toBeCloseTo(121.05, 9);
    expect(crossing.zh).toContain("121.050000");
    expect(examined.prepared!.findings.find(({ kind }) => kind === "value-invalid")!.zh).toMatch(
      /海阳市.*牟平区、莱山区/,
    );
    expect(examined.prepared!.isRefused).toBe(true);
  });

  test("with latitude first is proposed to be swapped and wants to be confirmed", async () => {
    const swapped = box(37.2, 121.5);
    const content = collection([{ 编号: "1", 区市: "牟平区" }, swapped]);
    const examined = await examine("swapped.geojson", content);
    expect(examined.preview).toMatchObject({ crs: "EPSG:4326", axes: "north-east" });
    expect(kinds(examined)).toEqual([["crs-not-confirmed", "refused", null]]);
    const confirmed = await examine("swapped.geojson", content, { crs: "EPSG:4326", axes: "north-east" });
    expect(kinds(confirmed)).toEqual([]);
    expect(confirmed.preview.extent![0]).toBeCloseTo(121.5, 9);
  });

  test("that lies elsewhere as a whole is refused until the person says that it does", async () => {
    const content = collection([{ 编号: "1", 区市: "牟平区" }, box(100, 30)]);
    expect(kinds(await examine("far.geojson", content))).toEqual([["outside-region", "refused", null]]);
    const accepted = await examine("far.geojson", content, { acceptOutsideRegion: true });
    expect(kinds(accepted)).toEqual([["outside-region", "warning", null]]);
  });

  test("without records is refused", async () => {
    expect(kinds(await examine("none.geojson", collection()))).toContainEqual(["no-rows", "refused", null]);
  });
});

describe("other formats", () => {
  test("KML with heights", async () => {
    const kml = `<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>图斑</name>
      <Placemark><name>甲</name><ExtendedData><Data name="编号"><value>k1</value></Data><Data name="区市"><value>牟平</value></Data></ExtendedData>
      <Polygon><outerBoundaryIs><LinearRing><coordinates>121,37,12 121.1,37,12 121.1,37.1,13 121,37,12</coordinates></LinearRing></outerBoundaryIs></Polygon>
      </Placemark></Document></kml>`;
    const examined = await examine("plots.kml", kml);
    expect(kinds(examined)).toEqual([["heights-dropped", "repaired", 1]]);
    expect(examined.prepared!.rows[0]).toMatchObject({
      values: { code: "k1", division: "370612" },
      geometry: { type: "Polygon" },
    });
  });

  test("DXF: closed lines become plots with numbered codes, roads among them are left out, the belt is confirmed", async () => {
    const east = 40_545_000;
    const drawing = dxfText([
      {
        layer: "地块",
        points: [
          [east, 4_117_000],
          [east + 100, 4_117_000],
          [east + 100, 4_117_100],
          [east, 4_117_100],
        ],
        isClosed: true,
      },
      {
        layer: "地块",
        points: [
          [east + 200, 4_117_000],
          [east + 300, 4_117_000],
          [east + 300, 4_117_100],
          [east + 200, 4_117_000.2],
        ],
        isClosed: false,
      },
      {
        layer: "道路",
        points: [
          [east, 4_117_000],
          [east + 900, 4_117_050],
        ],
        isClosed: false,
      },
    ]);
    const decisions = { crs: "EPSG:4528", constants: { code: "图-{n}", division: "牟平区" } };
    const examined = await examine("图.dxf", iconv.encode(drawing, "gbk"), decisions);
    expect(kinds(examined)).toEqual([
      ["wrong-kind", "warning", 3],
      ["line-closed", "repaired", 1],
      ["line-gap-closed", "repaired", 2],
    ]);
    const { rows, leftOutCount } = examined.prepared!;
    expect(rows.map(({ values }) => values.code)).toEqual(["图-0001", "图-0002"]);
    expect(leftOutCount).toBe(1);
    // 100 m by 100 m on the plane of the belt, 46 km from its meridian: 5 parts in 10⁵ less on the ellipsoid.
    expect(rows[0]!.computedAreaSquareMetres).toBeCloseTo(9999.5, 0);
  });

  test("a damaged file names itself as its sender does, not as the server stores it", async () => {
    await expect(examine("断.geojson", '{"type":"Feature')).rejects.toMatchObject({
      code: "geojson-damaged",
      userMessage: expect.stringMatching(/^断\.geojson/),
      details: { file: "断.geojson" },
    });
  });

  test("CSV in GBK with degrees, minutes and seconds; the readings are shown side by side", async () => {
    const text = "站码,站名,经度,纬度\n0101,王格庄,121°30′36″,37°15′\n0102,大河东,121.6,37.3\n0103,坏,一二,37.3\n";
    const examined = await examine("gauges.csv", iconv.encode(text, "gbk"), {}, shape(gauges as never));
    expect(examined.preview).toMatchObject({
      encoding: "gb18030",
      coordinateFields: { x: "经度", y: "纬度", geometry: null },
    });
    const gbk = examined.preview.encodings.find(({ encoding }) => encoding === "gb18030")!;
    const cyrillic = examined.preview.encodings.find(({ encoding }) => encoding === "windows-1251")!;
    expect(gbk).toMatchObject({
      isProposed: true,
      fields: ["站码", "站名", "经度", "纬度"],
      rows: [{ 1: "王格庄" }, {}, {}],
    });
    expect(cyrillic).toMatchObject({ isProposed: false });
    expect(examined.prepared!.rows[0]!.geometry).toMatchObject({
      type: "Point",
      coordinates: [expect.closeTo(121.51, 6), 37.25],
    });
    expect(examined.prepared!.rows[1]!.values).toMatchObject({ code: "0102", name: "大河东" });
    expect(kinds(examined)).toEqual([
      ["crs-not-confirmed", "refused", null],
      ["coordinate-invalid", "refused", 3],
    ]);
  });

  test("corners in a cell become a polygon", async () => {
    const text =
      '编号,区市,坐标\n1,牟平区,"121.1,37.1;121.2,37.1;121.2,37.2"\n2,牟平区,"POLYGON((121.3 37.1,121.4 37.1,121.4 37.2,121.3 37.1))"\n3,牟平区,坏\n';
    const examined = await examine("corners.csv", text, { crs: "EPSG:4490" });
    expect(examined.prepared!.rows.map(({ geometry }) => geometry?.type)).toEqual(["Polygon", "Polygon", undefined]);
    expect(kinds(examined)).toEqual([["coordinate-invalid", "refused", 3]]);
  });

  test("a workbook with several sheets asks which one", async () => {
    const workbook = new ExcelJS.Workbook();
    for (const name of ["甲", "乙"]) {
      const sheet = workbook.addWorksheet(name);
      sheet.addRow(["编号", "区市", "经度", "纬度"]);
      sheet.addRow([`${name}1`, "牟平区", 121, 37]);
    }
    const content = new Uint8Array(await workbook.xlsx.writeBuffer());
    const unchosen = await examine("two.xlsx", content);
    expect(unchosen).toMatchObject({
      prepared: null,
      preview: { layer: null, obstacle: { code: "layer-not-chosen" } },
    });
    const chosen = await examine("two.xlsx", content, { layer: "乙" });
    expect(chosen.preview).toMatchObject({ layer: "乙", rowCount: 1 });
  });

  test("inspecting and preparing are to be had by themselves", async () => {
    const path = join(directory, "alone.geojson");
    writeFileSync(path, collection([{ 编号: "1", 区市: "牟平区" }, box(121.5, 37.2)]));
    const hints = { decisions: {}, region: REGION, geometry: "polygon" as const };
    const file = { path, name: "alone.geojson" };
    expect(await inspectImport(file, hints)).toMatchObject({ rowCount: 1 });
    expect(await prepareImport(file, hints, shape(plots))).toMatchObject({ isRefused: false, rows: { length: 1 } });
  });
});

describeWithTestData(
  "real files",
  [
    "shapefile-gbk/hyd1_4l.shp",
    "admin/yantai_counties_370600_full.json",
    "hydrology/jiaodong_raingages.gml",
    "hydrology/jiaodong_boundary.gml",
    "rusle/gizhgit_lulc.shp",
  ],
  (rivers, counties, rainGauges, boundary, landUse) => {
    const partsOf = (shp: string) => {
      const stem = shp.slice(0, -4);
      return readdirSync(dirname(shp))
        .map((file) => join(dirname(shp), file))
        .filter((file) => file.startsWith(`${stem}.`) && /\.(shp|shx|dbf|prj|cpg)$/.test(file));
    };

    test("rivers in GBK without .cpg and .prj: proposed as GB18030 and degrees, to be confirmed", async () => {
      const examined = await examine(
        "rivers.zip",
        await zipped(partsOf(rivers!)),
        {},
        { ...shape(gauges as never), geometry: "line" },
      );
      const { preview, prepared } = examined;
      expect(preview).toMatchObject({ format: "shapefile", encoding: "gb18030", rowCount: 840, crs: "EPSG:4490" });
      expect(
        preview.encodings
          .find(({ isProposed }) => isProposed)!
          .rows.flat()
          .join(""),
      ).toMatch(/河/);
      expect(prepared!.findings.map(({ kind }) => kind)).toContain("crs-not-confirmed");
      expect(prepared!.rows.some(({ geometry }) => geometry !== null)).toBe(true);
    });

    test("divisions of DataV are converted from GCJ-02, the crossing border is told with its place", async () => {
      const examined = await examine("counties.json", readFileSync(counties!), {
        mapping: { code: "adcode", name: "name" },
      });
      expect(examined.preview).toMatchObject({
        crs: "GCJ-02",
        crsCandidates: [{ reason: { code: "gcj02-detected" } }, {}, {}],
      });
      const found = examined.prepared!.findings;
      expect(found.find(({ kind }) => kind === "self-intersection")!.place![0]).toBeCloseTo(121.51998 - 0.00498, 4);
      expect(found.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["crs-not-confirmed", "gcj02-converted"]));
    });

    test("rain gauges in degrees labelled as metres: the label is shown as wrong, degrees are proposed", async () => {
      const examined = await examine("gauges.gml", readFileSync(rainGauges!), {}, shape(gauges as never));
      expect(examined.preview).toMatchObject({ crs: "EPSG:4490", rowCount: 88 });
      expect(examined.preview.crsCandidates.find(({ isStated }) => isStated)).toMatchObject({
        crs: "EPSG:32637",
        reason: { code: "crs-implausible" },
      });
      const confirmed = await examine(
        "gauges.gml",
        readFileSync(rainGauges!),
        { crs: "EPSG:4490" },
        shape(gauges as never),
      );
      expect(confirmed.prepared!.rows.map(({ values }) => values.name)).toContain("王格庄");
      expect(kinds(confirmed).filter(([, severity]) => severity === "refused")).toEqual([]);
    });

    test("a boundary with latitude first comes out with longitude first", async () => {
      const { preview } = await examine("boundary.gml", readFileSync(boundary!));
      expect(preview).toMatchObject({ crs: "EPSG:4326", axes: "east-north" });
      expect(preview.extent![0]).toBeGreaterThan(119);
    });

    test("land use of the Caucasus with Cyrillic text in UTF-8 lies outside the region", async () => {
      const { preview, prepared } = await examine("landuse.zip", await zipped(partsOf(landUse!)));
      expect(preview).toMatchObject({ crs: "EPSG:32638", encoding: "utf-8", rowCount: 74 });
      expect(prepared!.findings[0]).toMatchObject({ severity: "refused" });
      expect(prepared!.findings.map(({ kind }) => kind)).toContain("outside-region");
    });
  },
);
