import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { streamSha256 } from "./stream-sha256.ts";

test.each([
  [0, 1],
  [1, 1],
  [64, 64],
  [1_000_003, 65_536],
])("%i bytes in pieces of %i have the hash that OpenSSL gives", async (size, piece) => {
  const bytes = Uint8Array.from({ length: size }, (_, index) => (index * 31 + (index >> 8)) & 255);
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (let at = 0; at < size; at += piece) controller.enqueue(bytes.subarray(at, at + piece));
      controller.close();
    },
  });
  let read = 0;
  const sha256 = await streamSha256(stream.getReader(), (count) => {
    read = count;
  });
  expect(sha256).toBe(createHash("sha256").update(bytes).digest("hex"));
  expect(read).toBe(size);
});
