import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { createResumableUploads } from "./resumable-uploads.ts";

const MIB = 2 ** 20;

/** A file system of 2 MiB, where this process may mount one. */
function smallDisk(): string | undefined {
  const place = mkdtempSync(join(tmpdir(), "terrace-small-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=2m", "tmpfs", place], { stdio: "ignore" });
    return place;
  } catch {
    rmSync(place, { recursive: true });
    return undefined;
  }
}

const disk = smallDisk();
afterAll(() => {
  if (disk === undefined) return;
  execFileSync("umount", [disk]);
  rmSync(disk, { recursive: true });
});

if (disk === undefined) console.warn("skipped: a full disk: this process may not mount a tmpfs");

(disk === undefined ? describe.skip : describe)("a full disk (needs the right to mount a tmpfs)", () => {
  test("ends a part with one clear error; when there is room, the upload goes on where it was", async () => {
    const folder = join(disk!, "uploads");
    const full: string[] = [];
    const uploads = await createResumableUploads({
      folder,
      path: "/api/uploads",
      maximumBytes: 10 * MIB,
      onFull: async (_request, id) => void full.push(id),
    });
    const filler = join(disk!, "filler");
    await writeFile(filler, new Uint8Array(MIB));
    const bytes = Uint8Array.from({ length: 1.5 * MIB }, (_, index) => (index * 7) & 255);
    const ask = (method: string, headers: Record<string, string>, body?: Uint8Array<ArrayBuffer>) =>
      uploads.answer(
        new Request("http://localhost/api/uploads/a", {
          method,
          headers: { "Tus-Resumable": "1.0.0", ...headers },
          ...(body === undefined ? {} : { body }),
        }),
        "a",
      );
    const send = (from: number) =>
      ask(
        "PATCH",
        { "Upload-Offset": String(from), "Content-Type": "application/offset+octet-stream" },
        bytes.slice(from),
      );
    expect((await ask("POST", { "Upload-Length": String(bytes.length) })).status).toBe(201);
    await expect(send(0)).rejects.toMatchObject({
      code: "upload-disk-full",
      userMessage: expect.stringContaining("磁盘空间不足"),
    });
    const offset = Number((await ask("HEAD", {})).headers.get("Upload-Offset"));
    expect(offset).toBeLessThan(bytes.length);
    await expect(send(offset + 1)).rejects.toMatchObject({ code: "upload-out-of-step" });
    await rm(filler);
    expect((await send(offset)).status).toBe(204);
    expect(full).toEqual(["a"]);
    expect(await uploads.digestOf("a", bytes.length)).toBe(createHash("sha256").update(bytes).digest("hex"));
  });
});
