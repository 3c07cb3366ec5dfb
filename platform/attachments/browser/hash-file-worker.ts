import type { HashMessage } from "./hash-messages.ts";
import { streamSha256 } from "./stream-sha256.ts";

/** Hashes the one file that it is sent, away from the thread that draws the page. */
const tell = (message: HashMessage): void => self.postMessage(message);
const STEP_BYTES = 4 * 1024 * 1024;

self.onmessage = async ({ data }: MessageEvent<Blob>) => {
  let told = 0;
  try {
    const sha256 = await streamSha256(data.stream().getReader(), (bytes) => {
      if (bytes - told < STEP_BYTES) return;
      told = bytes;
      tell({ bytes });
    });
    tell({ sha256 });
  } catch (error) {
    tell({ failure: error instanceof Error ? error.message : String(error) });
  }
};
