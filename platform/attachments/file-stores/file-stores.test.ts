import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ObjectStoreServer, openObjectStoreServer } from "#fixtures/object-store";
import { createBucketStore } from "./bucket-store.ts";
import { contentName, type FileStore, type OutsideStore } from "./file-store.ts";
import { createFolderStore } from "./folder-store.ts";
import { withEarlierFolder } from "./with-earlier-folder.ts";

const MIB = 2 ** 20;
let folder: string;
let server: ObjectStoreServer;
let bucket: OutsideStore;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "terrace-file-stores-"));
  server = await openObjectStoreServer();
  bucket = await createBucketStore(server.settings);
});
afterAll(async () => {
  bucket.close();
  await server.close();
  await rm(folder, { recursive: true });
});

/** A file of these bytes, and the name of its content. */
async function fileOf(bytes: Uint8Array): Promise<{ readonly path: string; readonly sha256: string }> {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const path = join(folder, `given-${sha256}`);
  await writeFile(path, bytes);
  return { path, sha256 };
}

async function bytesOf(stream: ReadableStream<Uint8Array> | null): Promise<Uint8Array> {
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

const text = (words: string) => new TextEncoder().encode(words);
const ABSENT = "0".repeat(64);

describe.each<[string, () => FileStore]>([
  ["a folder", () => createFolderStore(join(folder, "files"))],
  ["a bucket", () => bucket],
  ["a bucket, with a folder of before", () => withEarlierFolder(bucket, createFolderStore(join(folder, "earlier")))],
])("contents in %s", (kind, openStore) => {
  test("every range of what was put comes back as it was", async () => {
    const store = openStore();
    const contentAndRange = fc
      .uint8Array({ minLength: 1, maxLength: 5000 })
      .chain((bytes) =>
        fc
          .tuple(fc.constant(bytes), fc.nat(bytes.length - 1), fc.nat(bytes.length - 1))
          .map(([content, one, other]) => ({ content, start: Math.min(one, other), end: Math.max(one, other) })),
      );
    await fc.assert(
      fc.asyncProperty(contentAndRange, async ({ content, start, end }) => {
        const { path, sha256 } = await fileOf(content);
        await store.put(path, sha256);
        expect(await store.sizeOf(sha256)).toBe(content.length);
        expect(await bytesOf(await store.read(sha256, { start, end }))).toEqual(content.slice(start, end + 1));
      }),
      { numRuns: 20 },
    );
  });

  test("a content that goes in several parts is whole, and at a place of its own read-only", async () => {
    const store = openStore();
    const content = Buffer.alloc(37 * MIB + 1);
    for (let at = 0; at < content.length; at += 1013) content.writeUInt32LE(at, Math.min(at, content.length - 4));
    const { path, sha256 } = await fileOf(content);
    await store.put(path, sha256);
    const border = { start: 16 * MIB - 3, end: 16 * MIB + 3 };
    expect(await bytesOf(await store.read(sha256, border))).toEqual(
      new Uint8Array(content.subarray(border.start, border.end + 1)),
    );
    const placed = join(folder, "placed", `${kind}.mp4`);
    await store.place(sha256, placed);
    expect(
      createHash("sha256")
        .update(await readFile(placed))
        .digest("hex"),
    ).toBe(sha256);
    expect((await stat(placed)).mode & 0o222).toBe(0);
  });

  test("put twice it is there once more without harm; the file that was given stays", async () => {
    const store = openStore();
    const { path, sha256 } = await fileOf(text(`同一份内容 ${kind}`));
    await store.put(path, sha256);
    await store.put(path, sha256);
    expect(await readFile(path, "utf8")).toBe(`同一份内容 ${kind}`);
    expect(await bytesOf(await store.read(sha256, { start: 0, end: 1000 }))).toEqual(text(`同一份内容 ${kind}`));
  });

  test("what is not there is told: no size, no bytes, no file", async () => {
    const store = openStore();
    expect(await store.sizeOf(ABSENT)).toBeNull();
    expect(await store.read(ABSENT, { start: 0, end: 0 })).toBeNull();
    const placing = store.place(ABSENT, join(folder, "placed", "none"));
    await expect(placing).rejects.toMatchObject({ code: "file-missing" });
  });
});

describe("a bucket", () => {
  test("lists its contents in order, and nothing else that lies there", async () => {
    const foreign = await createBucketStore({ ...server.settings, prefix: "" });
    const { path, sha256 } = await fileOf(text("别人的文件"));
    await foreign.put(path, sha256);
    foreign.close();
    const listed: string[] = [];
    for await (const content of bucket.list()) {
      expect(content.bytes).toBe(await bucket.sizeOf(content.sha256));
      listed.push(content.sha256);
    }
    expect(listed.length).toBeGreaterThan(20);
    expect(listed).toEqual([...listed].sort());
    expect(listed).not.toContain(sha256);
  });

  test("a content that was changed there is not given to a program", async () => {
    const { path, sha256 } = await fileOf(text("原来的内容"));
    await bucket.put(path, sha256);
    server.objects.set(`attachments/${contentName(sha256)}`, Buffer.from("被改的内容"));
    const placed = join(folder, "placed", "damaged");
    await expect(bucket.place(sha256, placed)).rejects.toMatchObject({ code: "object-store-content-damaged" });
    await expect(stat(placed)).rejects.toThrow("ENOENT");
  });

  test.each([
    ["a wrong secret", { secret: "wrong" }, "object-store-refused"],
    ["a key that is not known", { keyId: "NOBODY" }, "object-store-refused"],
    ["another bucket", { bucket: "not-there" }, "object-store-bucket-missing"],
    ["nobody at the address", { endpoint: "http://127.0.0.1:9" }, "object-store-unreachable"],
    ["a name that nobody knows", { endpoint: "http://object-store.invalid" }, "object-store-unreachable"],
  ])("%s is told by everything that asks", async (_what, wrong, code) => {
    const told: unknown[] = [];
    const store = await createBucketStore({ ...server.settings, ...wrong }, (error) => told.push(error));
    const { path, sha256 } = await fileOf(text("不会丢"));
    const listAll = async () => {
      for await (const content of store.list()) expect(content).toBeUndefined();
    };
    const asked = [
      () => store.check(),
      () => store.sizeOf(sha256),
      () => store.put(path, sha256),
      () => store.read(sha256, { start: 0, end: 1 }),
      () => store.place(sha256, join(folder, "placed", "never")),
      listAll,
    ];
    for (const ask of asked) {
      await expect(ask()).rejects.toMatchObject({ code, userMessage: expect.stringContaining("附件存储") });
    }
    // The keeper of the server once, with what the client said.
    expect(told).toEqual([expect.objectContaining({ code })]);
    store.close();
  });

  test("contents of the folder that was used before are found, and new ones do not go there", async () => {
    const earlier = createFolderStore(join(folder, "before"));
    const old = await fileOf(text("启用对象存储之前的附件"));
    await earlier.put(old.path, old.sha256);
    const store = withEarlierFolder(bucket, earlier);
    expect(await bytesOf(await store.read(old.sha256, { start: 0, end: 8 }))).toEqual(text("启用对"));
    await store.place(old.sha256, join(folder, "placed", "old"));
    expect(await readFile(join(folder, "placed", "old"), "utf8")).toBe("启用对象存储之前的附件");
    const fresh = await fileOf(text("启用之后的附件"));
    await store.put(fresh.path, fresh.sha256);
    expect(await earlier.sizeOf(fresh.sha256)).toBeNull();
    expect(await bucket.sizeOf(fresh.sha256)).not.toBeNull();
  });
});
