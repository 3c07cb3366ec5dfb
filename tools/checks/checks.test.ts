import { describe, expect, test } from "vitest";
import {
  checkDocumentLinks,
  checkErrorCodes,
  checkFileLength,
  checkFolderNames,
  checkLockFile,
  checkMachinePaths,
  checkSkippedTests,
  checkSwallowedErrors,
  checkUnfinishedMarks,
  describeViolation,
  ERROR_CODES_PAGE,
  renderErrorCodes,
} from "./index.ts";

// Samples of what is forbidden are put together here, so that this file does not break the rules that it tests.
const word = (...parts: string[]) => parts.join("");
const file = (path: string, text: string) => ({ path, text });
const whats = (violations: readonly { what: string }[]) => violations.map(({ what }) => what);

test("a violation names the place, the fault and the remedy", () => {
  expect(describeViolation({ path: "a.ts", line: 3, what: "is wrong", remedy: "mend it" })).toBe(
    "a.ts:3  is wrong\n    → mend it",
  );
});

test("folder names: a folder that says nothing is caught, a telling one is not", () => {
  const paths = ["engine/helpers/sum.ts", "engine/terrain/slope.ts"];
  expect(checkFolderNames(paths).map(({ path }) => path)).toEqual(["engine/helpers/"]);
});

describe("file length", () => {
  const lines = (count: number) => "x;\n".repeat(count);

  test("401 lines are caught, 400 are not, a test may have 800", () => {
    const files = [
      file("a.ts", lines(401)),
      file("b.ts", lines(400)),
      file("c.test.ts", lines(800)),
      file("d.test.ts", lines(801)),
      file("e.gen.ts", lines(9000)),
    ];
    expect(checkFileLength(files, []).map(({ path }) => path)).toEqual(["a.ts", "d.test.ts"]);
  });

  test("an exemption lets a file pass, and is itself caught when it is no longer needed", () => {
    const exemption = { path: "a.ts", reason: "a table" };
    expect(checkFileLength([file("a.ts", lines(500))], [exemption])).toEqual([]);
    expect(checkFileLength([file("a.ts", lines(100))], [exemption])).toHaveLength(1);
  });
});

describe("machine paths", () => {
  test.each([
    word("const x = '/", "root/data'"),
    word("see /", "tmp/run"),
    word("(/", "home/li/dem.tif)"),
    word("C:\\", "Users\\li"),
    word("https://", "registry.npmjs.org/x"),
    word("registry", "=https://example.org/npm"),
  ])("caught: %s", (text) => {
    expect(checkMachinePaths([file("a.ts", text)])).toHaveLength(1);
  });

  test("a relative path, an address and a route are left alone", () => {
    const text = ["engine/root/x", "https://example.org/home/li", "'/api/surveys'", "../shared/data"].join("\n");
    expect(checkMachinePaths([file("a.ts", text)])).toEqual([]);
  });
});

describe("lock file", () => {
  const manifest = JSON.stringify({ dependencies: { a: "1.0.0" } });
  const lock = (packages: object) => JSON.stringify({ packages: { "": {}, ...packages } });
  const a = { version: "1.0.0", integrity: "sha512-x" };

  test("a complete one passes", () => {
    const packages = {
      "node_modules/a": { ...a, optionalDependencies: { b: "1" } },
      "node_modules/a/node_modules/b": { version: "1.0.0", integrity: "sha512-y" },
    };
    expect(checkLockFile(lock(packages), manifest)).toEqual([]);
  });

  test("an address, a missing hash, a missing platform and a stale version are caught", () => {
    const withAddress = { "node_modules/a": { ...a, resolved: "x" } };
    const withoutHash = { "node_modules/a": { version: "1.0.0" } };
    const withoutPlatform = { "node_modules/a": { ...a, optionalDependencies: { "a-linux-arm64": "1.0.0" } } };
    const stale = { "node_modules/a": { ...a, version: "0.9.0" } };
    expect(whats(checkLockFile(lock(withAddress), manifest))[0]).toContain("address");
    expect(whats(checkLockFile(lock(withoutHash), manifest))[0]).toContain("integrity");
    expect(whats(checkLockFile(lock(withoutPlatform), manifest))[0]).toContain("a-linux-arm64");
    expect(whats(checkLockFile(lock(stale), manifest))[0]).toContain("0.9.0");
  });
});

describe("skipped tests", () => {
  test.each([
    word("test.", "skip('x', f)"),
    word("describe.", "only('x', f)"),
    word("it.", "todo('x')"),
    word("test.concurrent.", "skip('x', f)"),
    word("context.", "skip()"),
    word("(isWindows ? describe.", "skip : describe)('x', f)"),
    word("test.", "skipIf(isWindows)('x', f)"),
    word("defineConfig({ test", "Timeout: 5000 })"),
  ])("caught: %s", (text) => {
    expect(checkSkippedTests([file("a.test.ts", text)])).toHaveLength(1);
  });

  test("a skip that says its reason is left alone", () => {
    expect(checkSkippedTests([file("a.test.ts", word("context.", 'skip("soffice is not installed")'))])).toEqual([]);
  });

  test("tests of real files, or of another program, may be conditional when they say why", () => {
    const oracle = `console.warn("${word("skip", "ped: ")}no GDAL");\n${word("describe.", "runIf(hasGdal)")}("x", f)`;
    expect(checkSkippedTests([file("a.test.ts", oracle)])).toEqual([]);
    const text = `import { testDataPath } from "../fixtures/test-data/index.ts";\n${word("test.", "skipIf(!path)")}("x", f)`;
    expect(checkSkippedTests([file("a.test.ts", text)])).toEqual([]);
  });
});

test("unfinished marks are caught in code", () => {
  expect(checkUnfinishedMarks([file("engine/a.ts", word("// TO", "DO later"))])).toHaveLength(1);
  expect(checkUnfinishedMarks([file("engine/a.ts", "const todoCount = 1;")])).toEqual([]);
});

describe("swallowed errors", () => {
  test.each([
    "try { f(); } catch {}",
    "try { f(); } catch (error) { return false; }",
    "for (;;) { try { f(); } catch { continue; } }",
    "try { f(); } catch { return []; }",
    "p.catch(() => undefined);",
    "p.catch(() => {});",
  ])("caught: %s", (text) => {
    expect(checkSwallowedErrors([file("a.ts", text)])).toHaveLength(1);
  });

  test.each([
    "try { f(); } catch (error) { if (isMissing(error)) return undefined; throw error; }",
    "try { f(); } catch (error) { return failure(error); }",
    "p.catch((error) => report(error));",
  ])("left alone: %s", (text) => {
    expect(checkSwallowedErrors([file("a.ts", text)])).toEqual([]);
  });
});

describe("error codes", () => {
  const thrower = (path: string, code: string, userMessage: string) =>
    file(path, `throw new TerraceError({ code: "${code}", userMessage: ${userMessage}, message: "x" });`);
  const withPage = (...files: { path: string; text: string }[]) => [
    ...files,
    file(ERROR_CODES_PAGE, renderErrorCodes(files)),
  ];

  test("a listed code with a Chinese sentence passes", () => {
    const files = withPage(thrower("engine/a/x.ts", "raster-truncated", "`文件 $" + "{name} 不完整，请重新复制`"));
    expect(checkErrorCodes(files)).toEqual([]);
    expect(files[1]?.text).toContain("| `raster-truncated` | `engine/a` | 文件 … 不完整，请重新复制 |");
  });

  test("an English userMessage is caught", () => {
    expect(whats(checkErrorCodes(withPage(thrower("engine/a/x.ts", "bad", '"broken"'))))[0]).toContain("no Chinese");
  });

  test("one code in two features is caught, unless both are said to mean the same", () => {
    const files = withPage(thrower("engine/a/x.ts", "bad", '"坏"'), thrower("engine/b/y.ts", "bad", '"坏"'));
    expect(whats(checkErrorCodes(files))[0]).toContain("engine/a and in engine/b");
    expect(checkErrorCodes(files, new Map([["bad", "the same thing"]]))).toEqual([]);
  });

  test("codes that a table or the calls of a function fill in are listed too", () => {
    const table = file(
      "platform/f/x.ts",
      'const ROWS = { A: { code: "disk-full", zh: "磁盘已满" } };\nnew TerraceError({ code: row.code, userMessage: row.zh });',
    );
    const maker = file(
      "engine/r/errors.ts",
      "function problem(code: string, text: Text) { return new TerraceError({ code, userMessage: text.zh }); }",
    );
    const caller = file("engine/r/read.ts", 'throw problem("raster-truncated", { zh: "文件不完整", en: "cut off" });');
    const page = renderErrorCodes([table, maker, caller]);
    expect(page).toContain("| `disk-full` | `platform/f` | 磁盘已满 |");
    expect(page).toContain("| `raster-truncated` | `engine/r` | 文件不完整 |");
  });

  test("a code that the handbook does not list is caught", () => {
    const files = [thrower("engine/a/x.ts", "bad", '"坏"'), file(ERROR_CODES_PAGE, renderErrorCodes([]))];
    expect(checkErrorCodes(files).map(({ path }) => path)).toEqual([ERROR_CODES_PAGE]);
  });
});

test("document links: a link to nothing is caught, to a file, folder, heading or address it is not", () => {
  const text = "[a](b.md) [c](missing.md) [d](../engine) [e](#x) [f](https://example.org)";
  const violations = checkDocumentLinks([file("docs/a.md", text)], ["docs/a.md", "docs/b.md", "engine/x.ts"]);
  expect(whats(violations)).toEqual(["the link leads nowhere: missing.md"]);
});
