import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { TerraceError } from "#errors";
import { type Provenance, provenance, type SurveySummary, surveySummary } from "../model/index.ts";

export interface RunFolder {
  readonly directory: string;
  readonly summary: SurveySummary;
  readonly provenance: Provenance;
}

/**
 * The summary and the record of a finished survey.
 * @throws TerraceError `run-missing` where the folder holds no finished survey, `run-damaged` where its records are not as written
 */
export async function openRunFolder(directory: string): Promise<RunFolder> {
  const [summaryJson, provenanceJson] = await Promise.all([
    readJson(directory, "summary.json"),
    readJson(directory, "provenance.json"),
  ]);
  const parsedSummary = surveySummary.safeParse(summaryJson);
  if (!parsedSummary.success) throw damaged(directory, "summary.json", parsedSummary.error);
  const parsedProvenance = provenance.safeParse(provenanceJson);
  if (!parsedProvenance.success) throw damaged(directory, "provenance.json", parsedProvenance.error);
  return { directory, summary: parsedSummary.data, provenance: parsedProvenance.data };
}

async function readJson(directory: string, name: string): Promise<unknown> {
  const text = await readText(directory, name);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw damaged(directory, name, cause);
  }
}

async function readText(directory: string, name: string): Promise<string> {
  try {
    return await readFile(join(directory, name), "utf8");
  } catch (cause) {
    throw new TerraceError({
      code: "run-missing",
      userMessage: `${directory} 不是完成的调查成果（读不到 ${name}）。请给出 terrace survey --out 写成的目录；若上次中断，请重新运行。`,
      message: `${directory} holds no finished survey: ${name} cannot be read.`,
      details: { directory, name },
      cause,
    });
  }
}

function damaged(directory: string, name: string, cause: unknown): TerraceError {
  return new TerraceError({
    code: "run-damaged",
    userMessage: `调查成果 ${basename(directory)} 的 ${name} 不完整或被改动过，无法读取。请重新运行调查。`,
    message: `${name} of ${directory} is not as a survey writes it.`,
    details: { directory, name },
    cause,
  });
}
