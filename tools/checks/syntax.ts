import ts from "typescript";
import type { SourceFile } from "./violation.ts";

export function isCode(path: string): boolean {
  return /\.tsx?$/.test(path) && !path.startsWith("engine/kernels/assembly/");
}

export function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path);
}

export function parse({ path, text }: SourceFile): ts.SourceFile {
  const kind = path.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind);
}

export function lineOf(node: ts.Node): number {
  return node.getSourceFile().getLineAndCharacterOfPosition(node.getStart()).line + 1;
}

/** Every node of the tree, outermost first. */
export function descendants(node: ts.Node): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (each: ts.Node): void => {
    found.push(each);
    ts.forEachChild(each, visit);
  };
  visit(node);
  return found;
}
