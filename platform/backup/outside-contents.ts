import { rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { TerraceError } from "#errors";
import { type HashedOutput, hashLines } from "./hashed-output.ts";
import { linesOfFile } from "./text-lines.ts";

/** Contents of attachments in a bucket: a backup names them and does not hold them. */
export interface OutsideContents {
  /** Where they are, for people. */
  readonly description: string;
  /** In the order of their names. */
  list(): AsyncIterable<OutsideContent>;
}

const outsideContent = z.object({ sha256: z.string(), bytes: z.number() });
export type OutsideContent = z.output<typeof outsideContent>;

/** What a manifest says of them. */
export const outsideSchema = z.object({
  description: z.string(),
  /** Of `outside.ndjson`, which has a line for each; null where the bucket could not be reached. */
  listed: z
    .object({ count: z.int().nonnegative(), bytes: z.int().nonnegative(), sha256: z.string().regex(/^[0-9a-f]{64}$/) })
    .nullable(),
});
export type OutsideListing = z.output<typeof outsideSchema>;

export const OUTSIDE_LIST = "outside.ndjson";

/** Lists what is in the bucket. A bucket that is away does not keep the rows from being backed up. */
export async function listOutside(
  folder: string,
  { description, list }: OutsideContents,
  signal?: AbortSignal,
): Promise<OutsideListing> {
  let bytes = 0;
  const lines = async function* (contents: AsyncIterable<OutsideContent>) {
    for await (const { sha256, bytes: size } of contents) {
      bytes += size;
      yield [JSON.stringify({ sha256, bytes: size })];
    }
  };
  let output: HashedOutput;
  try {
    output = await hashLines(lines(list()), join(folder, OUTSIDE_LIST), signal);
  } catch (error) {
    if (!(error instanceof TerraceError) || !error.code.startsWith("object-store-")) throw error;
    await rm(join(folder, OUTSIDE_LIST), { force: true });
    return { description, listed: null };
  }
  return { description, listed: { count: output.rows, bytes, sha256: output.sha256 } };
}

/** What a backup listed and a bucket does not have any more, or in another size. */
export async function* missingOutside(folder: string, { list }: OutsideContents): AsyncGenerator<OutsideContent> {
  const found = new Map<string, number>();
  for await (const { sha256, bytes } of list()) found.set(sha256, bytes);
  for await (const line of linesOfFile(join(folder, OUTSIDE_LIST))) {
    const content = outsideContent.parse(JSON.parse(line));
    if (found.get(content.sha256) !== content.bytes) yield content;
  }
}
