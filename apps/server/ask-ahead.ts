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
