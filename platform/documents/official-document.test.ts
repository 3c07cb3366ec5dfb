import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import yauzl from "yauzl";
import { type OfficialDocument, writeOfficialDocument } from "./index.ts";

const letter: OfficialDocument = {
  issuer: "示意市水利局",
  number: null,
  title: "关于水土保持进展情况的通报",
  mark: "草稿",
  addressee: "各有关部门",
  parts: [
    { kind: "first-level", text: "一、报送情况" },
    { kind: "paragraph", text: "应报 3 项。" },
    {
      kind: "table",
      caption: "表1",
      columns: [
        { title: "部门", share: 3 },
        { title: "应报", share: 1, isNumber: true },
      ],
      rows: [["示意<部门>&", "3"]],
    },
  ],
  annexes: ["清单", "图"],
  signature: "示意市水利局",
  date: "2026年11月24日",
};

test("the page is that of GB/T 9704: A4, 37 and 28 mm, a type area of 156 mm × 225 mm in 22 lines", async () => {
  const xml = await partOf(await writeOfficialDocument(letter), "word/document.xml");
  const millimetres = (pattern: RegExp) => Math.round((Number(pattern.exec(xml)?.[1]) / 1440) * 25.4);
  const [width, height] = [millimetres(/<w:pgSz[^>]*w:w="(\d+)"/), millimetres(/<w:pgSz[^>]*w:h="(\d+)"/)];
  const margin = (side: string) => millimetres(new RegExp(`<w:pgMar[^>]*w:${side}="(\\d+)"`));
  expect([width, height]).toEqual([210, 297]);
  expect([margin("top"), margin("left")]).toEqual([37, 28]);
  expect([width - margin("left") - margin("right"), height - margin("top") - margin("bottom")]).toEqual([156, 225]);
  expect(xml).toMatch(/<w:docGrid w:type="lines" w:linePitch="579"/);
});

test("Chinese text has a face of its own, tables a grid, and signs of XML stay text", async () => {
  const bytes = await writeOfficialDocument(letter);
  const xml = await partOf(bytes, "word/document.xml");
  expect(xml).toContain('w:eastAsia="方正小标宋简体"');
  expect(xml).toContain('w:eastAsia="黑体"');
  expect(await partOf(bytes, "word/styles.xml")).toContain('w:eastAsia="仿宋_GB2312"');
  const grid = [...xml.matchAll(/<w:gridCol w:w="(\d+)"/g)].map(([, size]) => Number(size));
  expect(grid).toHaveLength(2);
  expect(grid[0]! / grid[1]!).toBeCloseTo(3, 2);
  expect(xml).toContain("示意&lt;部门&gt;&amp;");
  expect(xml.indexOf("示意市水利局")).toBeLessThan(xml.indexOf("（待编号）"));
});

test("odd and even pages number themselves at the outer edge", async () => {
  const bytes = await writeOfficialDocument(letter);
  const names = await namesIn(bytes);
  const footers = await Promise.all(
    names.filter((name) => /footer\d+\.xml$/.test(name)).map((name) => partOf(bytes, name)),
  );
  expect(footers.map((footer) => /<w:jc w:val="(\w+)"/.exec(footer)?.[1]).sort()).toEqual(["left", "right"]);
  for (const footer of footers) expect(footer).toContain("PAGE");
});

test("a document without a red head begins with its title", async () => {
  const xml = await partOf(
    await writeOfficialDocument({ ...letter, issuer: null, mark: null, annexes: [] }),
    "word/document.xml",
  );
  expect(xml).not.toContain("FF0000");
  expect(xml).not.toContain("待编号");
  expect(xml).not.toContain("附件");
});

const openZip = promisify<Buffer, yauzl.Options, yauzl.ZipFile>(yauzl.fromBuffer);

async function namesIn(bytes: Buffer): Promise<string[]> {
  return (await entriesOf(bytes)).map(({ fileName }) => fileName);
}

async function entriesOf(bytes: Buffer): Promise<yauzl.Entry[]> {
  const zip = await openZip(bytes, {});
  const entries: yauzl.Entry[] = [];
  zip.on("entry", (entry: yauzl.Entry) => entries.push(entry));
  await new Promise((resolve) => zip.on("end", resolve));
  return entries;
}

async function partOf(bytes: Buffer, name: string): Promise<string> {
  const zip = await openZip(bytes, { autoClose: false });
  const entry = await new Promise<yauzl.Entry>((resolve, reject) => {
    zip.on("entry", (each: yauzl.Entry) => {
      if (each.fileName === name) resolve(each);
    });
    zip.on("end", () => reject(new Error(`no ${name}`)));
  });
  const stream = await promisify(
    zip.openReadStream.bind(zip) as (
      e: yauzl.Entry,
      cb: (error: Error | null, stream: NodeJS.ReadableStream) => void,
    ) => void,
  )(entry);
  return (await buffer(stream)).toString("utf8");
}
