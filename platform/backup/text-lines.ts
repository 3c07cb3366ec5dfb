import { createReadStream } from "node:fs";
import { withFileErrors } from "#platform/files";

/**
 * Lines that end in a line feed and nothing else: a text may hold the other characters at which readers of lines stop.
 * @param onBytes told of the file's bytes as they pass
 * @throws TerraceError `file-missing` | `file-forbidden`
 */
export async function* linesOfFile(
  path: string,
  onBytes: (bytes: Uint8Array) => void = () => undefined,
): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder();
  const chunks = (createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Uint8Array>)[
    Symbol.asyncIterator
  ]();
  let rest = "";
  for (;;) {
    const next = await withFileErrors(path, () => chunks.next());
    if (next.done === true) break;
    onBytes(next.value);
    const parts = `${rest}${decoder.decode(next.value, { stream: true })}`.split("\n");
    rest = parts.pop() ?? "";
    yield* parts;
  }
  rest += decoder.decode();
  if (rest !== "") yield rest;
}
