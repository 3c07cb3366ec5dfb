import ts from "typescript";
import { descendants, isCode, isTest, lineOf, parse } from "./syntax.ts";
import type { SourceFile, Violation } from "./violation.ts";

const REMEDY =
  "look at the error: answer only for the one that is expected (`if (isMissingFile(error)) return …`) and throw the rest on";

/**
 * An error that is caught is looked at. A `catch` with an empty body, or one that returns a constant whatever happened,
 * turns a full disk or a bug into a wrong answer.
 */
export function checkSwallowedErrors(files: readonly SourceFile[]): Violation[] {
  return files
    .filter(
      ({ path, text }) => isCode(path) && !isTest(path) && !path.startsWith("fixtures/") && text.includes("catch"),
    )
    .flatMap((file) =>
      descendants(parse(file))
        .filter(swallows)
        .map((node) => ({
          path: file.path,
          line: lineOf(node),
          what: "a caught error is swallowed",
          remedy: REMEDY,
        })),
    );
}

function swallows(node: ts.Node): boolean {
  if (ts.isCatchClause(node)) return isConstantBody(node.block);
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  const handler = node.expression.name.text === "catch" ? node.arguments[0] : undefined;
  if (!handler || !(ts.isArrowFunction(handler) || ts.isFunctionExpression(handler))) return false;
  return ts.isBlock(handler.body) ? isConstantBody(handler.body) : isConstant(handler.body);
}

function isConstantBody(block: ts.Block): boolean {
  return block.statements.every(
    (statement) =>
      ts.isContinueStatement(statement) ||
      ts.isBreakStatement(statement) ||
      ts.isEmptyStatement(statement) ||
      (ts.isReturnStatement(statement) && (!statement.expression || isConstant(statement.expression))),
  );
}

function isConstant(expression: ts.Expression): boolean {
  if (ts.isParenthesizedExpression(expression) || ts.isAsExpression(expression))
    return isConstant(expression.expression);
  if (ts.isVoidExpression(expression) || ts.isPrefixUnaryExpression(expression)) return true;
  if (ts.isArrayLiteralExpression(expression)) return expression.elements.length === 0;
  if (ts.isObjectLiteralExpression(expression)) return expression.properties.length === 0;
  if (ts.isIdentifier(expression)) return expression.text === "undefined" || expression.text === "NaN";
  return (
    ts.isLiteralExpression(expression) ||
    expression.kind === ts.SyntaxKind.TrueKeyword ||
    expression.kind === ts.SyntaxKind.FalseKeyword ||
    expression.kind === ts.SyntaxKind.NullKeyword
  );
}
