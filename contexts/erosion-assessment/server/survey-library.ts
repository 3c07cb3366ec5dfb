import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import type { z } from "zod";
import { TerraceError } from "#errors";
import { type Provenance, provenance, type SurveySummary, surveySummary } from "../model/index.ts";

/** A finished survey in its folder. */
export interface SurveyRun {
  readonly directory: string;
  readonly summary: SurveySummary;
  readonly provenance: Provenance;
  /** Changes whenever the survey is made anew in the same folder. */
  readonly stamp: string;
  /** Of `provenance.json`, and through the digests in it of every file. */
  readonly provenanceSha256: string;
}

export interface SurveyLibrary {
  /**
   * All surveys, the latest year first. What cannot be read is left out and said in `warnings` (Chinese): one bad folder
   * never hides the others.
   */
  list(): Promise<{ readonly runs: readonly SurveyRun[]; readonly warnings: readonly string[] }>;
  /** @throws TerraceError `survey-unknown` */
  find(runId: string): Promise<SurveyRun>;
  /** The survey in a folder; undefined where there is none that can be read. */
  open(directory: string): Promise<SurveyRun | undefined>;
}

type Reading = SurveyRun | { readonly warning: string } | undefined;

/** Folders that `stagedDirectory` of `#platform/files` uses: a survey under way or interrupted, and one being replaced. */
const UNFINISHED = /\.partial-\d+$/;
const REPLACED = /\.previous-\d+$/;

/**
 * The surveys in some folders: each folder itself and each folder in it that holds `summary.json` and `provenance.json`.
 * Files are read again only when they changed.
 */
export function createSurveyLibrary(folders: readonly string[]): SurveyLibrary {
  const known = new Map<string, SurveyRun>();

  const readRun = async (directory: string): Promise<Reading> => {
    const reading = await readFolder(directory, known.get(directory));
    if (reading !== undefined && "summary" in reading) known.set(directory, reading);
    else known.delete(directory);
    return reading;
  };

  const list: SurveyLibrary["list"] = async () => {
    const warnings: string[] = [];
    const runs = new Map<string, SurveyRun>();
    for (const directory of await candidateFolders(folders, warnings)) {
      const reading = await readRun(directory);
      if (reading === undefined) continue;
      if ("warning" in reading) {
        warnings.push(reading.warning);
        continue;
      }
      const other = runs.get(reading.summary.runId);
      if (other === undefined) runs.set(reading.summary.runId, reading);
      else {
        warnings.push(
          `${directory} 与 ${other.directory} 是同一次调查（${reading.summary.runId}），只显示后者。如为副本，请移走其一。`,
        );
      }
    }
    const sorted = [...runs.values()].sort(
      (a, b) => b.summary.year - a.summary.year || b.provenance.finishedAt.localeCompare(a.provenance.finishedAt),
    );
    return { runs: sorted, warnings };
  };

  return {
    list,
    open: async (directory) => {
      const reading = await readRun(directory);
      return reading !== undefined && "summary" in reading ? reading : undefined;
    },
    find: async (runId) => {
      const lastSeen = [...known.values()].find((run) => run.summary.runId === runId);
      const reading = lastSeen === undefined ? undefined : await readRun(lastSeen.directory);
      if (reading !== undefined && "summary" in reading && reading.summary.runId === runId) return reading;
      const found = (await list()).runs.find((run) => run.summary.runId === runId);
      if (found !== undefined) return found;
      throw surveyUnknown(runId);
    },
  };
}

export function surveyUnknown(runId: string): TerraceError {
  return new TerraceError({
    code: "survey-unknown",
    userMessage: `没有编号为 ${runId} 的调查，可能已被移走、撤回或重新计算。请回到列表重新选择。`,
    message: `There is no survey ${runId}; it may have been moved, withdrawn or made anew. Choose again from the list.`,
    details: { runId },
  });
}

async function candidateFolders(folders: readonly string[], warnings: string[]): Promise<string[]> {
  const candidates: string[] = [];
  for (const folder of folders) {
    const entries = await orAbsent(readdir(folder, { withFileTypes: true }));
    if (entries === undefined) {
      warnings.push(`成果目录 ${folder} 不存在或不是目录，已略过。`);
      continue;
    }
    candidates.push(folder);
    for (const entry of entries.filter((item) => item.isDirectory())) {
      if (UNFINISHED.test(entry.name)) {
        warnings.push(
          `${join(folder, entry.name)} 是未完成的调查（正在计算，或已中断），不作为成果；已中断的可以删除。`,
        );
      } else if (!REPLACED.test(entry.name)) candidates.push(join(folder, entry.name));
    }
  }
  return [...new Set(candidates)].sort();
}

const SUMMARY = "summary.json";
const PROVENANCE = "provenance.json";

async function readFolder(directory: string, previous: SurveyRun | undefined): Promise<Reading> {
  const [summaryFile, provenanceFile] = await Promise.all(
    [SUMMARY, PROVENANCE].map((name) => orAbsent(stat(join(directory, name)))),
  );
  if (summaryFile === undefined && provenanceFile === undefined) return undefined;
  if (summaryFile === undefined || provenanceFile === undefined) {
    const missing = summaryFile === undefined ? SUMMARY : PROVENANCE;
    return { warning: `${directory} 缺少 ${missing}，不是完整的调查成果，未列出。请重新运行该调查。` };
  }
  const stamp = [summaryFile, provenanceFile].map(({ mtimeMs, size }) => `${mtimeMs}-${size}`).join("-");
  if (previous?.stamp === stamp) return previous;
  const summary = await readJson(join(directory, SUMMARY), surveySummary);
  const origin = await readJson(join(directory, PROVENANCE), provenance);
  if ("problem" in summary) return invalid(directory, SUMMARY, summary.problem);
  if ("problem" in origin) return invalid(directory, PROVENANCE, origin.problem);
  const provenanceSha256 = createHash("sha256").update(origin.text).digest("hex");
  return { directory, summary: summary.value, provenance: origin.value, stamp, provenanceSha256 };
}

function invalid(directory: string, file: string, problem: string): Reading {
  return { warning: `${join(basename(directory), file)} 不能识别（${problem}），该调查未列出。请用本版本重新运行。` };
}

async function readJson<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): Promise<{ readonly value: z.output<Schema>; readonly text: string } | { readonly problem: string }> {
  const text = await readFile(path, "utf8");
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return { problem: "不是完整的 JSON" };
    throw error;
  }
  const parsed = schema.safeParse(content);
  if (parsed.success) return { value: parsed.data, text };
  const [issue] = parsed.error.issues;
  return { problem: `${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}` };
}

const ABSENT_CODES = new Set(["ENOENT", "ENOTDIR", "EACCES", "EPERM"]);

async function orAbsent<T>(access: Promise<T>): Promise<T | undefined> {
  try {
    return await access;
  } catch (error) {
    if (error instanceof Error && "code" in error && ABSENT_CODES.has(String(error.code))) return undefined;
    throw error;
  }
}
