import ts from "typescript";
import { descendants, isCode, isTest, lineOf, parse } from "./syntax.ts";
import type { SourceFile, Violation } from "./violation.ts";

export const ERROR_CODES_PAGE = "docs/handbook/错误代码.md";

const CHINESE = /\p{Script=Han}/u;

/** One `new TerraceError({ … })` in the sources. */
interface ThrownCode {
  readonly path: string;
  readonly line: number;
  /** The codes that the expression can be: one, or both arms of a conditional; none where it is not written there. */
  readonly codes: readonly string[];
  /** The Chinese sentence with … for what is filled in; undefined where it is made elsewhere. */
  readonly userMessage: string | undefined;
  readonly hasChinese: boolean;
}

/** Each code says one thing, in one feature, to the user in Chinese, and stands in the handbook's page. */
export function checkErrorCodes(files: readonly SourceFile[]): Violation[] {
  const thrown = thrownCodes(files);
  const page = files.find(({ path }) => path === ERROR_CODES_PAGE)?.text;
  return [
    ...thrown
      .filter(({ hasChinese }) => !hasChinese)
      .map(({ path, line, codes }) => ({
        path,
        line,
        what: `the userMessage of ${codes.join(" / ") || "this error"} has no Chinese`,
        remedy: "say in Chinese what happened, where, and what to do",
      })),
    ...thrown.flatMap(({ path, line, codes }) =>
      codes
        .filter((code) => !/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(code))
        .map((code) => ({
          path,
          line,
          what: `the code "${code}" is not kebab-case`,
          remedy: "write it like `raster-truncated`",
        })),
    ),
    ...[...placesByCode(thrown)].flatMap(([code, places]) => {
      const features = [...new Set(places.map(({ path }) => featureOf(path)))];
      const place = places.find(({ path }) => featureOf(path) !== features[0]);
      return place === undefined
        ? []
        : [
            {
              path: place.path,
              line: place.line,
              what: `the code "${code}" is thrown in ${features.join(" and in ")}: a program cannot tell which is meant`,
              remedy: "give one of them a code of its own, or let both call one function",
            },
          ];
    }),
    ...(page === renderErrorCodes(files)
      ? []
      : [
          {
            path: ERROR_CODES_PAGE,
            what: "does not list the codes that the sources throw",
            remedy: "run npm run generate:error-codes and commit the page",
          },
        ]),
  ];
}

/** The handbook's page of all codes, made from the sources so that it cannot fall behind. */
export function renderErrorCodes(files: readonly SourceFile[]): string {
  const rows = [...placesByCode(thrownCodes(files))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, places]) => {
      const messages = [...new Set(places.flatMap(({ userMessage }) => (userMessage ? [userMessage] : [])))];
      const cell = messages.map((message) => message.replaceAll("|", "\\|").replaceAll("\n", " ")).join("<br>");
      return `| \`${code}\` | \`${featureOf(places[0]!.path)}\` | ${cell || "（由输入内容组成）"} |`;
    });
  return [
    "# 错误代码",
    "",
    "由 `npm run generate:error-codes` 从源程序生成，请勿手改。… 处为运行时填入的文件名、位置或数值。",
    "程序按代码分支；给人看的是右边这句话。",
    "",
    "| 代码 | 出处 | 说明 |",
    "|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}

function thrownCodes(files: readonly SourceFile[]): ThrownCode[] {
  return files
    .filter(({ path, text }) => isCode(path) && !isTest(path) && text.includes("new TerraceError("))
    .flatMap((file) => {
      const tree = parse(file);
      return [...descendants(tree)].flatMap((node) => {
        if (!ts.isNewExpression(node) || node.expression.getText() !== "TerraceError") return [];
        const options = node.arguments?.[0];
        if (!options || !ts.isObjectLiteralExpression(options)) return [];
        const message = property(options, "userMessage");
        const readable = message && sentenceOf(message);
        return [
          {
            path: file.path,
            line: lineOf(node),
            codes: literalsOf(property(options, "code")),
            userMessage: readable,
            // A message made by a function or held in a variable is looked for in the whole file.
            hasChinese: CHINESE.test(readable ?? tree.text),
          },
        ];
      });
    });
}

function property(options: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  for (const entry of options.properties) {
    if (ts.isPropertyAssignment(entry) && entry.name.getText() === name) return entry.initializer;
    if (ts.isShorthandPropertyAssignment(entry) && entry.name.text === name) return entry.name;
  }
  return undefined;
}

function literalsOf(expression: ts.Expression | undefined): string[] {
  if (!expression) return [];
  if (ts.isStringLiteralLike(expression)) return [expression.text];
  if (ts.isConditionalExpression(expression)) {
    return [...literalsOf(expression.whenTrue), ...literalsOf(expression.whenFalse)];
  }
  return [];
}

function sentenceOf(expression: ts.Expression): string | undefined {
  if (ts.isStringLiteralLike(expression)) return expression.text;
  if (ts.isTemplateExpression(expression)) {
    return expression.head.text + expression.templateSpans.map(({ literal }) => `…${literal.text}`).join("");
  }
  if (ts.isBinaryExpression(expression) && expression.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    return `${sentenceOf(expression.left) ?? "…"}${sentenceOf(expression.right) ?? "…"}`;
  }
  return undefined;
}

function placesByCode(thrown: readonly ThrownCode[]): Map<string, ThrownCode[]> {
  const places = new Map<string, ThrownCode[]>();
  for (const entry of thrown) {
    for (const code of entry.codes) places.set(code, [...(places.get(code) ?? []), entry]);
  }
  return places;
}

/** `engine/raster-files`, `contexts/erosion-assessment/server`, `apps/cli` … */
function featureOf(path: string): string {
  const parts = path.split("/");
  return parts.slice(0, Math.min(parts.length - 1, parts[0] === "contexts" ? 3 : 2)).join("/");
}
