import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { chmod, link, mkdir, open, opendir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type FileDigest, sha256OfFile, withFileErrors } from "#platform/files";

/** What of a data folder cannot be made again: attachments and surveys. */
export const KEPT_FOLDERS = ["files", "surveys"] as const;

/** An output under construction, an attachment that is being put in its place. */
const UNFINISHED = /\.(partial|previous)-\d+$|\.part$/;

/** Paths of files under a folder, relative to it, in the order of their names. */
export async function* filesUnder(root: string, inside: string): AsyncGenerator<string, void, undefined> {
  const entries: { readonly name: string; readonly isDirectory: boolean }[] = [];
  try {
    for await (const entry of await opendir(join(root, inside))) {
      if (UNFINISHED.test(entry.name)) continue;
      if (entry.isDirectory() || entry.isFile()) entries.push({ name: entry.name, isDirectory: entry.isDirectory() });
    }
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return;
    throw error;
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const { name, isDirectory } of entries) {
    const path = `${inside}/${name}`;
    if (isDirectory) yield* filesUnder(root, path);
    else yield path;
  }
}

/** Copies a file with its permissions, as a stream, and says what it was. */
export async function copyHashed(source: string, target: string): Promise<FileDigest> {
  return withFileErrors(source, async () => {
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    const hash = createHash("sha256");
    let bytes = 0;
    const file = await open(target, "wx", 0o600);
    try {
      for await (const chunk of createReadStream(source, { highWaterMark: 1 << 20 }) as AsyncIterable<Uint8Array>) {
        hash.update(chunk);
        bytes += chunk.length;
        await file.writeFile(chunk);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    await chmod(target, (await stat(source)).mode & 0o777);
    return { sha256: hash.digest("hex"), bytes };
  });
}

/**
 * A second name for the same bytes, where the disk can do it: attachments and surveys are replaced, never edited, so the fourteen
 * backups of a fortnight take the room of one.
 */
export async function linkHashed(source: string, target: string): Promise<FileDigest> {
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  try {
    await link(source, target);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && NO_LINKS.includes(String(error.code)))) throw error;
    return copyHashed(source, target);
  }
  return sha256OfFile(target);
}

/** Another disk, a file system without links, too many links, a file of another owner. */
const NO_LINKS: readonly string[] = ["EXDEV", "ENOTSUP", "ENOSYS", "EMLINK", "EPERM"];
