import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { makeSmallSurvey } from "./small-survey.fixture.ts";
import { createSurveyLibrary } from "./survey-library.ts";

let original: string;
let folder: string;
beforeAll(async () => {
  original = await mkdtemp(join(tmpdir(), "terrace-library-"));
  await makeSmallSurvey(original, "survey-2023", { year: 2023, rain: 4000 });
  await makeSmallSurvey(original, "survey-2024", { year: 2024, rain: 5000 });
  return () => rm(original, { recursive: true });
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "terrace-library-"));
  await cp(original, folder, { recursive: true });
});
afterEach(() => rm(folder, { recursive: true }));

const years = async (folders: string[]) => (await createSurveyLibrary(folders).list()).runs.map((r) => r.summary.year);

test("the surveys of a folder, the latest first, or a survey's own folder; other folders are passed over", async () => {
  expect(await years([folder])).toEqual([2024, 2023]);
  expect(await years([join(folder, "survey-2023")])).toEqual([2023]);
  expect(await years([folder, join(folder, "survey-2023")])).toEqual([2024, 2023]);
  expect((await createSurveyLibrary([folder]).list()).warnings).toEqual([]);
});

test.each([
  ["summary.json", "{ cut short", "不是完整的 JSON"],
  ["provenance.json", "{}", "provenance.json"],
])("a survey whose %s is spoilt is said and does not hide the other", async (file, text, words) => {
  await writeFile(join(folder, "survey-2024", file), text);
  const { runs, warnings } = await createSurveyLibrary([folder]).list();
  expect(runs.map((run) => run.summary.year)).toEqual([2023]);
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toContain("survey-2024");
  expect(warnings[0]).toContain(words);
});

test("a survey without its record, an unfinished one and a missing folder are said", async () => {
  await rm(join(folder, "survey-2024", "provenance.json"));
  await mkdir(join(folder, "survey-2025.partial-4711"));
  await rename(join(folder, "survey-2023"), join(folder, "survey-2023.previous-4711"));
  const { runs, warnings } = await createSurveyLibrary([folder, join(folder, "nowhere")]).list();
  expect(runs).toEqual([]);
  expect(warnings).toHaveLength(3);
  expect(warnings.join("\n")).toContain("缺少 provenance.json");
  expect(warnings.join("\n")).toContain("未完成");
  expect(warnings.join("\n")).toContain("nowhere 不存在");
});

test("a copy of a survey is shown once and said", async () => {
  await cp(join(folder, "survey-2023"), join(folder, "copy"), { recursive: true });
  const { runs, warnings } = await createSurveyLibrary([folder]).list();
  expect(runs).toHaveLength(2);
  expect(warnings.join()).toContain("同一次调查");
});

test("a survey is found by its number, also after it was made anew or moved", async () => {
  const library = createSurveyLibrary([folder]);
  const [run] = (await library.list()).runs;
  const id = run!.summary.runId;
  expect((await library.find(id)).summary.year).toBe(2024);

  const summaryPath = join(folder, "survey-2024", "summary.json");
  await writeFile(summaryPath, (await readFile(summaryPath, "utf8")).replace("小流域 2024", "改过的题目"));
  expect((await library.find(id)).summary.title).toBe("改过的题目");

  await rename(join(folder, "survey-2024"), join(folder, "moved"));
  expect((await library.find(id)).directory).toBe(join(folder, "moved"));
  await rm(join(folder, "moved"), { recursive: true });
  await expect(library.find(id)).rejects.toMatchObject({ code: "survey-unknown" });
  await expect(library.find("../survey-2023")).rejects.toMatchObject({ code: "survey-unknown" });
});
