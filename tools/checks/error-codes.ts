import ts from "typescript";
import { descendants, isCode, isTest, lineOf, parse } from "./syntax.ts";
import type { SourceFile, Violation } from "./violation.ts";

export const ERROR_CODES_PAGE = "docs/handbook/错误代码.md";

const CHINESE = /\p{Script=Han}/u;
const KEBAB_CASE = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

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

/** Codes that several features throw because they mean the same thing. A code in two features that is not here is a collision. */
const SHARED_CODES: ReadonlyMap<string, string> = new Map([
  ["arena-too-large", "the computation needs more memory than one kernel session can have"],
  ["arguments-invalid", "a program was started with arguments that it does not understand"],
  ["crs-unknown", "a coordinate system that is not recognised"],
  ["disk-full", "the disk is full while writing"],
  ["field-missing", "a vector file lacks the field that was named"],
  ["file-missing", "a file that does not exist"],
  ["layer-unknown", "a file or survey has no layer of that name"],
  ["permission-missing", "the account may not do this"],
  ["rain-date-repeated", "a day occurs twice in a rain record"],
  ["record-changed-elsewhere", "the record is no longer as it was read"],
  ["record-unknown", "a record that does not exist, or that this account may not see"],
  ["request-invalid", "a request that is not as its route describes it"],
]);

/** Each code says one thing, in one feature, to the user in Chinese, and stands in the handbook's page. */
export function checkErrorCodes(
  files: readonly SourceFile[],
  sharedCodes: ReadonlyMap<string, string> = SHARED_CODES,
): Violation[] {
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
        .filter((code) => !KEBAB_CASE.test(code))
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
      return place === undefined || sharedCodes.has(code)
        ? []
        : [
            {
              path: place.path,
              line: place.line,
              what: `the code "${code}" is thrown in ${features.join(" and in ")}: a program cannot tell which is meant`,
              remedy:
                "give one of them a code of its own; if both mean the same, say so in SHARED_CODES in tools/checks/error-codes.ts",
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
      const features = [...new Set(places.map(({ path }) => `\`${featureOf(path)}\``))].sort().join("<br>");
      return `| \`${code}\` | ${features} | ${cell || "（由输入内容组成）"} |`;
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
  const sources = files
    .filter(({ path }) => isCode(path) && !isTest(path))
    .filter(({ path }) => !path.includes("/test-"));
  const throwers = sources.filter(({ text }) => text.includes("new TerraceError("));
  return throwers.flatMap((file) => {
    const tree = parse(file);
    return descendants(tree).flatMap((node) => {
      if (!ts.isNewExpression(node) || node.expression.getText() !== "TerraceError") return [];
      const options = node.arguments?.[0];
      if (!options || !ts.isObjectLiteralExpression(options)) return [];
      const code = property(options, "code");
      const message = property(options, "userMessage");
      const codes = literalsOf(code);
      if (code && codes.length === 0) return codesFilledIn(node, code, file, sources);
      const sentence = message && sentenceOf(message);
      return [{ path: file.path, line: lineOf(node), codes, ...readableOf(sentence, tree.text) }];
    });
  });
}

/** A message that is all filled in, or made by a function, is looked for in the whole file. */
function readableOf(sentence: string | undefined, fileText: string): Pick<ThrownCode, "userMessage" | "hasChinese"> {
  if (sentence !== undefined && CHINESE.test(sentence)) return { userMessage: sentence, hasChinese: true };
  const isWhole = sentence !== undefined && !sentence.includes("…");
  return { userMessage: undefined, hasChinese: !isWhole && CHINESE.test(fileText) };
}

/**
 * The codes of an error whose code is filled in: where it is a parameter of the enclosing function, the calls of that
 * function in the same feature say it; else the rows `{ code: "…", … }` of the same file.
 */
function codesFilledIn(
  node: ts.Node,
  code: ts.Expression,
  file: SourceFile,
  sources: readonly SourceFile[],
): ThrownCode[] {
  const maker = ts.findAncestor(node, ts.isFunctionDeclaration);
  const isParameter = maker?.parameters.some((parameter) => parameter.name.getText() === code.getText());
  const places = isParameter ? sources.filter(({ path }) => featureOf(path) === featureOf(file.path)) : [file];
  return places.flatMap((place) =>
    descendants(parse(place)).flatMap((candidate) => {
      const found = isParameter ? callOf(candidate, maker?.name?.text) : rowOf(candidate);
      if (!found) return [];
      const sentence = found.texts.find((text) => CHINESE.test(text));
      return [{ path: place.path, line: lineOf(candidate), codes: found.codes, ...readableOf(sentence, place.text) }];
    }),
  );
}

interface FilledIn {
  readonly codes: readonly string[];
  readonly texts: readonly string[];
}

function callOf(node: ts.Node, name: string | undefined): FilledIn | undefined {
  if (!ts.isCallExpression(node) || node.expression.getText() !== name) return undefined;
  const codes = node.arguments.flatMap(literalsOf).filter((text) => KEBAB_CASE.test(text));
  const parts = node.arguments.flatMap((argument) =>
    ts.isObjectLiteralExpression(argument) ? valuesOf(argument) : argument,
  );
  return { codes: codes.slice(0, 1), texts: parts.flatMap((part) => sentenceOf(part) ?? []) };
}

function rowOf(node: ts.Node): FilledIn | undefined {
  if (!ts.isObjectLiteralExpression(node)) return undefined;
  const codes = literalsOf(property(node, "code"));
  return codes.length === 0 ? undefined : { codes, texts: valuesOf(node).flatMap((value) => sentenceOf(value) ?? []) };
}

function valuesOf(node: ts.ObjectLiteralExpression): ts.Expression[] {
  return node.properties.flatMap((entry) => (ts.isPropertyAssignment(entry) ? [entry.initializer] : []));
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
