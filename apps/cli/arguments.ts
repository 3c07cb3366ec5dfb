import { parseArgs } from "node:util";
import { TerraceError } from "#errors";

export interface FlagTable {
  readonly [name: string]: {
    readonly type: "string" | "boolean";
    readonly multiple?: boolean;
    readonly short?: string;
  };
}

export interface ParsedArguments {
  readonly positionals: readonly string[];
  text(name: string): string | undefined;
  texts(name: string): readonly string[];
  flag(name: string): boolean;
  /** @throws TerraceError when the flag is missing. */
  required(name: string): string;
  number(name: string): number | undefined;
  /** One of a few words. */
  choice<T extends string>(name: string, words: readonly T[]): T | undefined;
  /** What was given, by name. */
  readonly given: Readonly<Record<string, string | boolean | readonly (string | boolean)[]>>;
}

/**
 * Parses the flags of one command.
 * @throws TerraceError `arguments-invalid` for an unknown flag, a missing value, a missing or surplus argument.
 */
export function parseArguments(command: string, args: readonly string[], flags: FlagTable): ParsedArguments {
  const parsed = parseOrThrow(command, args, flags);
  const values = parsed.values as Record<string, string | boolean | (string | boolean)[]>;
  const text = (name: string): string | undefined => {
    const value = values[name];
    return typeof value === "string" ? value : undefined;
  };
  return {
    positionals: parsed.positionals,
    given: { ...values },
    text,
    texts: (name) => {
      const value = values[name];
      const list = Array.isArray(value) ? value : value === undefined ? [] : [value];
      return list.filter((item): item is string => typeof item === "string");
    },
    flag: (name) => values[name] === true,
    required: (name) => {
      const value = text(name);
      if (value !== undefined) return value;
      throw misused(command, `缺少 --${name}`, `--${name} is missing`);
    },
    choice: (name, words) => {
      const value = text(name);
      if (value === undefined) return undefined;
      const word = words.find((candidate) => candidate === value);
      if (word !== undefined) return word;
      throw misused(
        command,
        `--${name} 应为 ${words.join("、")} 之一，实为“${value}”`,
        `--${name} must be one of ${words.join(", ")}`,
      );
    },
    number: (name) => {
      const value = text(name);
      if (value === undefined) return undefined;
      const number = Number(value);
      if (value.trim() !== "" && Number.isFinite(number)) return number;
      throw misused(command, `--${name} 应为数字，实为“${value}”`, `--${name} must be a number, got "${value}"`);
    },
  };
}

export function misused(command: string, what: string, whatInEnglish: string): TerraceError {
  return new TerraceError({
    code: "arguments-invalid",
    userMessage: `${what}。用法见 terrace ${command} --help。`,
    message: `${whatInEnglish}. See terrace ${command} --help.`,
  });
}

function parseOrThrow(command: string, args: readonly string[], flags: FlagTable) {
  try {
    return parseArgs({
      args: [...joinNegativeNumbers(args)],
      options: { ...flags },
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    const code = error instanceof TypeError && "code" in error ? String(error.code) : "";
    if (!code.startsWith("ERR_PARSE_ARGS")) throw error;
    const reason = (error as TypeError).message;
    const name = /'(-{1,2}[^' ]+)/.exec(reason)?.[1] ?? "";
    if (code === "ERR_PARSE_ARGS_UNKNOWN_OPTION") throw misused(command, `没有选项 ${name}`, `unknown option ${name}`);
    throw misused(command, `选项 ${name} 缺少取值或取值有误`, reason);
  }
}

/** `--at -118.1,34.3`: a western longitude begins with a dash, which the parser would take for an option. */
function* joinNegativeNumbers(args: readonly string[]): Generator<string> {
  for (let i = 0; i < args.length; i++) {
    const current = args[i]!;
    const next = args[i + 1];
    if (/^--[a-z-]+$/.test(current) && next !== undefined && /^-\d/.test(next)) {
      yield `${current}=${next}`;
      i++;
    } else {
      yield current;
    }
  }
}
