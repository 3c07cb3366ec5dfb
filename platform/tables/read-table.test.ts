import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import iconv from "iconv-lite";
import { describe, expect, it } from "vitest";
import { numberCell, readTable } from "./index.ts";

async function fileWith(content: string | Buffer): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), "terrace-table-")), "table.csv");
  await writeFile(path, content);
  return path;
}

describe("readTable", () => {
  it("reads UTF-8 with a byte order mark and GB18030 alike", async () => {
    const text = "日期,rain_mm\n2020-01-01,1.5\n";
    const columns = { date: ["日期"], rain: ["rain_mm"] };
    const utf8 = await readTable(await fileWith(`\uFEFF${text}`), columns);
    const gb18030 = await readTable(await fileWith(iconv.encode(text, "gb18030")), columns);
    expect(utf8.rows[0]!.cells).toEqual({ date: "2020-01-01", rain: "1.5" });
    expect(gb18030.rows[0]!.cells).toEqual({ date: "2020-01-01", rain: "1.5" });
  });

  it("says the line and the column of a cell that is not a number", async () => {
    const table = await readTable(await fileWith("code;k\n1;0.03\n2;--\n"), { code: [], k: [] });
    expect(numberCell(table, table.rows[0]!, "k")).toBe(0.03);
    expect(() => numberCell(table, table.rows[1]!, "k")).toThrow(/line 3, column k/);
  });

  it("lists what is there when a column is missing", async () => {
    const path = await fileWith("a,b\n1,2\n");
    await expect(readTable(path, { code: ["编码"] })).rejects.toMatchObject({
      code: "table-column-missing",
      userMessage: expect.stringContaining("现有列：a、b"),
    });
  });

  it("reads a column whose name ends in ? where it is there, and lets it be absent", async () => {
    const present = await readTable(await fileWith("code,note\n1,a\n"), { code: [], "note?": [] });
    expect(present.rows[0]!.cells).toEqual({ code: "1", note: "a" });
    const table = await readTable(await fileWith("code\n1\n"), { code: [], "note?": [] });
    expect(table.rows[0]!.cells).toEqual({ code: "1", note: "" });
  });

  it("refuses a missing file and a table without rows", async () => {
    await expect(readTable("/nowhere/at/all.csv", { a: [] })).rejects.toMatchObject({ code: "table-missing" });
    await expect(readTable(await fileWith("a,b\n"), { a: [] })).rejects.toMatchObject({ code: "table-empty" });
  });
});
