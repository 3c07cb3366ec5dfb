import { readdir } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { Hono } from "hono";

/** What browsers take: Brotli only over TLS or from this machine itself. */
const ENCODINGS = ["gzip, deflate, br", "gzip, deflate"];

/** Asks the server itself, so that what its routes keep is there. Whoever asks next is told of a failure. */
export async function askAhead(app: Hono, addresses: readonly string[]): Promise<void> {
  const ask = async (address: string) => {
    // One after the other: a tile that two ask for at once is drawn twice.
    for (const encoding of ENCODINGS) {
      const response = await app.request(address, { headers: { "Accept-Encoding": encoding } });
      await response.arrayBuffer();
    }
  };
  await Promise.all(addresses.map(ask));
}

/** The addresses of the files in the folder of a site. */
export async function siteAddresses(directory: string): Promise<readonly string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) => `/${relative(directory, join(entry.parentPath, entry.name)).replaceAll(sep, "/")}`);
}
