import { z } from "zod";
import { prefersHtml } from "#platform/http-api";
import { parameterInvalid, parameterUnknown } from "./ogc-errors.ts";

export type Parameters = ReadonlyMap<string, string>;
export type Format = "json" | "html";

/**
 * The parameters of a request. The standard wants an unknown one refused, not passed over (OGC 17-069r4, /req/core/query-param-unknown).
 * @throws TerraceError `parameter-unknown`, `parameter-invalid` where one is there twice
 */
export function readParameters(request: Request, known: readonly string[]): Parameters {
  const found = new Map<string, string>();
  for (const [name, value] of new URL(request.url).searchParams) {
    if (!known.includes(name)) throw parameterUnknown(name, known);
    if (found.has(name)) throw parameterInvalid(name, value, "只能给一次", "it is given more than once");
    found.set(name, value);
  }
  return found;
}

/** As `f` says; otherwise a page for a browser and data for everybody else. */
export function formatOf(request: Request, parameters: Parameters): Format {
  const asked = parameters.get("f");
  if (asked === "json" || asked === "html") return asked;
  if (asked !== undefined) throw parameterInvalid("f", asked, "应为 json 或 html", "it is json or html");
  return prefersHtml(request) ? "html" : "json";
}

/** @throws TerraceError `parameter-invalid` */
export function readInteger(parameters: Parameters, name: string, standard: number, least: number): number {
  const text = parameters.get(name);
  if (text === undefined) return standard;
  const value = Number(text);
  if (!/^\d{1,9}$/.test(text) || value < least) {
    throw parameterInvalid(name, text, `应为不小于 ${least} 的整数`, `it is a whole number of at least ${least}`);
  }
  return value;
}

/** @throws TerraceError `parameter-invalid` */
export function readId(parameters: Parameters, name: string): string | null {
  const text = parameters.get(name);
  if (text === undefined) return null;
  if (!z.uuid().safeParse(text).success) {
    throw parameterInvalid(name, text, "请使用上一页给出的 next 链接", "take the next link of the page before");
  }
  return text;
}
