import type { Sheet } from "./sheet.ts";

export interface ProvenanceEntry {
  readonly name: string;
  readonly value: string;
  readonly source?: string;
  /** 已核 / 待核 / 演示值 … as the caller's reference data says it. */
  readonly confidence?: string;
}

/** The sheet that travels with every table: from which inputs, parameters and versions its figures were made. */
export function provenanceSheet(entries: readonly ProvenanceEntry[], notes: readonly string[] = []): Sheet {
  return {
    name: "来源",
    title: "数据来源与参数",
    notes,
    columns: [
      { key: "name", header: "项目", width: 28 },
      { key: "value", header: "内容", width: 80 },
      { key: "source", header: "依据", width: 64 },
      { key: "confidence", header: "可信程度", width: 22, align: "center" },
    ],
    rows: entries.map(({ name, value, source, confidence }) => ({
      name,
      value,
      source: source ?? null,
      confidence: confidence ?? null,
    })),
  };
}
