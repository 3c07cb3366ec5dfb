import type { Glossary, TermEntry } from "./read-terms.ts";

export const TERMS_MODULE = "glossary/terms.gen.ts";
export const TERMS_PAGE = "docs/handbook/术语表.md";

/** The module that programs import: ids with their names, symbol and unit. */
export function renderTermsModule({ entries }: Glossary): string {
  const lines = entries.map((entry) => `  ${key(entry.id)}: { ${fieldsOf(entry)} },`);
  return [
    "// Made by `npm run generate:glossary` from glossary/terms/. Do not edit.",
    "",
    "export const terms = {",
    ...lines,
    "} as const;",
    "",
    "export type TermId = keyof typeof terms;",
    "",
  ].join("\n");
}

function key(id: string): string {
  return id.includes("-") ? JSON.stringify(id) : id;
}

function fieldsOf({ zh, en, symbol, unit }: TermEntry): string {
  return Object.entries({ zh, en, symbol, unit })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
    .join(", ");
}

const titles: Readonly<Record<string, string>> = {
  general: "总类",
  quantities: "量",
  "erosion-assessment": "土壤侵蚀评价",
  territory: "区域",
};

/** The page that people read. */
export function renderTermsPage({ files }: Glossary): string {
  const sections = files.flatMap(({ name, entries }) => [
    `## ${titles[name] ?? name}`,
    "",
    "| 术语 | 英文 | 标识 | 符号 | 单位 | 定义 | 依据 | 不用 |",
    "|---|---|---|---|---|---|---|---|",
    ...entries.map(rowOf),
    "",
  ]);
  return [
    "# 术语表",
    "",
    "由 `npm run generate:glossary` 根据 `glossary/terms/` 生成，请勿直接修改。改名先改词条，旧名记入“不用”，检查会找出残留。",
    "标 † 的词条尚未与标准核对英文或定义。",
    "",
    ...sections,
  ].join("\n");
}

function rowOf(entry: TermEntry): string {
  const cells = [
    `${entry.zh}${entry.status === "draft" ? " †" : ""}`,
    entry.en,
    `\`${entry.id}\``,
    entry.symbol ?? "—",
    entry.unit ?? "—",
    entry.definition,
    entry.source ?? "—",
    entry.not?.join("、") ?? "—",
  ];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}
