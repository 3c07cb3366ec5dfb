import { basename } from "node:path";
import { sha256OfFile } from "#platform/files";
import { csleParameterOf } from "#reference-data";
import type { Note, Provenance, ProvenanceInput, ProvenanceParameter } from "../model/index.ts";

export interface SurveyProgress {
  readonly stage: SurveyStage;
  /** Of the whole survey, 0–1. */
  readonly fraction: number;
}

export type SurveyStage = "terrain" | "inputs" | "flow" | "factors" | "patches" | "outputs";

/** Share of the work that each stage is of a survey, for the progress bar only. */
const STAGE_SHARE: Readonly<Record<SurveyStage, number>> = {
  terrain: 0.1,
  inputs: 0.2,
  flow: 0.2,
  factors: 0.35,
  patches: 0.1,
  outputs: 0.05,
};

const stageLabels: Readonly<Record<SurveyStage, string>> = {
  terrain: "读取高程",
  inputs: "读取并核对各项输入",
  flow: "汇流与坡长",
  factors: "因子与土壤流失",
  patches: "生成图斑",
  outputs: "汇总与出表",
};

/** What a progress bar says during a stage. */
export function surveyStageLabel(stage: SurveyStage): string {
  return stageLabels[stage];
}

const stageNames: Readonly<Record<SurveyStage, string>> = {
  terrain: "Reading the elevation",
  inputs: "Reading and checking the inputs",
  flow: "Flow and slope length",
  factors: "Factors and soil loss",
  patches: "Making patches",
  outputs: "Summing up and writing tables",
};

/** The same in English. */
export function surveyStageName(stage: SurveyStage): string {
  return stageNames[stage];
}

const STAGES = Object.keys(STAGE_SHARE) as SurveyStage[];

type ParameterToRecord = Omit<ProvenanceParameter, "factor" | "landUse" | "unit"> & Partial<ProvenanceParameter>;

/**
 * What happens during a survey, written down as it happens: inputs with their hashes, parameters with source and
 * confidence, repairs, warnings, times. It becomes `provenance.json`.
 */
export class SurveyRecord {
  readonly inputs: ProvenanceInput[] = [];
  readonly parameters: ProvenanceParameter[] = [];
  readonly stages: Provenance["stages"] = [];
  readonly repairs: Note[] = [];
  readonly warnings: Note[] = [];
  readonly #onProgress: (progress: SurveyProgress) => void;
  readonly #startedAt = new Date();

  constructor(onProgress: (progress: SurveyProgress) => void = () => undefined) {
    this.#onProgress = onProgress;
  }

  get startedAt(): Date {
    return this.#startedAt;
  }

  /** Runs one stage and records its wall and CPU time. */
  async stage<T>(name: SurveyStage, work: (advance: (fraction: number) => void) => Promise<T>): Promise<T> {
    const done = STAGES.slice(0, STAGES.indexOf(name)).reduce((sum, stage) => sum + STAGE_SHARE[stage], 0);
    const advance = (fraction: number) =>
      this.#onProgress({ stage: name, fraction: done + STAGE_SHARE[name] * Math.min(1, fraction) });
    advance(0);
    const wall = performance.now();
    const cpu = process.cpuUsage();
    const result = await work(advance);
    const used = process.cpuUsage(cpu);
    this.stages.push({
      name,
      wallSeconds: Math.round(performance.now() - wall) / 1000,
      cpuSeconds: Math.round((used.user + used.system) / 1000) / 1000,
    });
    advance(1);
    return result;
  }

  async addFile(
    role: string,
    path: string,
    facts: { readonly crs: string | null; readonly alignment: string; readonly notes?: readonly Note[] },
  ): Promise<void> {
    const { sha256, bytes } = await sha256OfFile(path);
    this.inputs.push({
      role,
      file: basename(path),
      constant: null,
      sha256,
      bytes,
      crs: facts.crs,
      alignment: facts.alignment,
      notes: [...(facts.notes ?? [])],
    });
  }

  addConstant(role: string, constant: number): void {
    this.inputs.push({
      role,
      file: null,
      constant,
      sha256: null,
      bytes: null,
      crs: null,
      alignment: "constant",
      notes: [],
    });
  }

  addParameter(parameter: ParameterToRecord): void {
    const isKnown = this.parameters.some(({ name, value }) => name === parameter.name && value === parameter.value);
    if (!isKnown) this.parameters.push({ factor: null, landUse: null, unit: null, ...parameter });
  }

  /**
   * A constant of the reference tables by its id; `value` where the survey uses another than the table's.
   */
  addReference(id: string, factor: NonNullable<ProvenanceParameter["factor"]>, value?: number): void {
    const row = csleParameterOf(id);
    if (row === undefined) throw new RangeError(`no reference parameter ${id}`);
    const isGiven = value !== undefined && value !== row.value;
    this.addParameter({
      name: row.zh,
      nameEn: row.en,
      value: value ?? row.value,
      unit: row.unit,
      source: isGiven ? "用户给定" : row.source,
      confidence: isGiven ? "given" : row.confidence,
      factor,
    });
  }

  /** Something the reader of the figures must know. */
  warn(warning: Note): void {
    if (!this.warnings.some(({ zh }) => zh === warning.zh)) this.warnings.push(warning);
  }
}
