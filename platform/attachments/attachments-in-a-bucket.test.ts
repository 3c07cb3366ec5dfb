import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as tus from "tus-js-client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ObjectStoreServer, openObjectStoreServer } from "#fixtures/object-store";
import { testDatabases } from "#fixtures/test-database";
import type { Database } from "#platform/database";
import { type AttachmentsServer, OWNER, openAttachmentsServer } from "./attachments-server.fixture.ts";
import { contentName } from "./file-stores/file-store.ts";
import { attachmentsMigrations } from "./index.ts";
import { jpeg, jpegWithExif } from "./synthetic-files.ts";

const sha256Of = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

describe.each(testDatabases())("attachments in a bucket, rows on $name", ({ open }) => {
  let database: Database;
  let bucket: ObjectStoreServer;
  let server: AttachmentsServer;
  beforeAll(async () => {
    database = await open(attachmentsMigrations);
    bucket = await openObjectStoreServer();
    server = await openAttachmentsServer(database, bucket.settings);
  });
  afterAll(async () => {
    await server.close();
    await bucket.close();
    await database.close();
    expect(server.bugs).toEqual([]);
  });

  const fileCalled = async (name: string) => (await server.listed("a")).find(({ fileName }) => fileName === name);
  const uploadsLeft = () => readdir(join(server.folder, "uploads"));

  /** An upload with the client library, as a page has it: it asks again by itself, and may be gone on with. */
  function client(bytes: Uint8Array, fileName: string) {
    let outcome: PromiseWithResolvers<{ readonly status: number; readonly body: string }>;
    const upload = new tus.Upload(Buffer.from(bytes), {
      endpoint: `${server.address}/uploads`,
      headers: server.headersOf(OWNER),
      metadata: { recordSet: "plots", recordId: "a", fileName },
      retryDelays: [0, 0],
      onSuccess: () => outcome.resolve({ status: 204, body: "" }),
      onError: (error) => {
        const response = error instanceof tus.DetailedError ? error.originalResponse : null;
        outcome.resolve({ status: response?.getStatus() ?? 0, body: response?.getBody() ?? String(error) });
      },
    });
    const start = () => {
      outcome = Promise.withResolvers();
      upload.start();
      return outcome.promise;
    };
    return { upload, start };
  }

  test("a picture is hashed, read and kept in the bucket, and nowhere else", async () => {
    const bytes = jpegWithExif({ taken: "2026:03:01 09:30:00", latitude: 37.5, longitude: 121.4 });
    const sha256 = sha256Of(bytes);
    await server.upload(bytes, "现场照片.jpg", { sha256 });
    const file = await fileCalled("现场照片.jpg");
    expect(file).toMatchObject({ sha256, mediaType: "image/jpeg", exif: { longitude: 121.4, latitude: 37.5 } });
    expect(await readdir(join(server.folder, "files"))).toEqual([]);
    expect(await uploadsLeft()).toEqual([]);
    const whole = await server.ask(`/attachments/${file?.id}/content`);
    expect(new Uint8Array(await whole.arrayBuffer())).toEqual(bytes);
    const part = await server.ask(`/attachments/${file?.id}/content`, OWNER, { headers: { Range: "bytes=1-2" } });
    expect([part.status, part.headers.get("Content-Range"), [...new Uint8Array(await part.arrayBuffer())]]).toEqual([
      206,
      `bytes 1-2/${bytes.length}`,
      [0xd8, 0xff],
    ]);
    const placed = join(server.folder, "placed.jpg");
    await server.attachments.place({ sha256 }, placed);
    expect(new Uint8Array(await readFile(placed))).toEqual(bytes);
  });

  test("while the bucket is away, what was sent is kept and said so in words; the same upload is then completed", async () => {
    const bytes = jpeg("在断线时拍的");
    const { upload, start } = client(bytes, "断线.jpg");
    await bucket.line.cut();
    const failed = await start();
    expect(failed.status).toBe(503);
    expect(JSON.parse(failed.body)).toMatchObject({
      code: "object-store-unreachable",
      userMessage: expect.stringContaining("没有丢失"),
    });
    const { url } = upload;
    expect(await fileCalled("断线.jpg")).toBeUndefined();
    expect((await uploadsLeft()).filter((name) => !name.endsWith(".json"))).toHaveLength(1);
    // Other users are told why a picture is not shown.
    const shown = await server.ask(`/attachments/${(await fileCalled("现场照片.jpg"))?.id}/content`);
    expect([shown.status, ((await shown.json()) as { code: string }).code]).toEqual([503, "object-store-unreachable"]);

    await bucket.line.mend();
    expect(await start()).toEqual({ status: 204, body: "" });
    expect(upload.url).toBe(url);
    expect(await fileCalled("断线.jpg")).toMatchObject({ sha256: sha256Of(bytes) });
    expect(await uploadsLeft()).toEqual([]);
  });

  test("neither the end of the server nor a bucket that is still away makes a client begin anew", async () => {
    const bytes = jpeg("重启之前");
    const { upload, start } = client(bytes, "重启.jpg");
    await bucket.line.cut();
    await start();
    const id = upload.url?.split("/").at(-1);
    await server.stop();
    await server.start();
    const resumed = client(bytes, "重启.jpg");
    resumed.upload.url = `${server.address}/uploads/${id}`;
    expect((await resumed.start()).status).toBe(503);
    expect((await uploadsLeft()).filter((name) => !name.endsWith(".json"))).toEqual([id]);
    await bucket.line.mend();
    expect((await resumed.start()).status).toBe(204);
    expect(resumed.upload.url).toContain(id);
    expect(await fileCalled("重启.jpg")).toMatchObject({ sha256: sha256Of(bytes) });
  });

  test("an object that is gone is told as missing; its entry stays", async () => {
    const bytes = jpeg("会不见的");
    await server.upload(bytes, "不见.jpg");
    bucket.objects.delete(`attachments/${contentName(sha256Of(bytes))}`);
    const file = await fileCalled("不见.jpg");
    const answer = await server.ask(`/attachments/${file?.id}/content`);
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
      410,
      "attachment-content-missing",
    ]);
    // Sent once more it is there once more.
    await server.upload(bytes, "又来.jpg");
    expect((await server.ask(`/attachments/${file?.id}/content`)).status).toBe(200);
  });

  test("what lay in the folder before the bucket was configured is still shown", async () => {
    const bytes = jpeg("以前的");
    const sha256 = sha256Of(bytes);
    await server.upload(bytes, "以前.jpg");
    bucket.objects.delete(`attachments/${contentName(sha256)}`);
    const path = join(server.folder, "files", contentName(sha256));
    await mkdir(join(path, ".."), { recursive: true });
    await writeFile(path, bytes);
    const answer = await server.ask(`/attachments/${(await fileCalled("以前.jpg"))?.id}/content`);
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes);
  });
});
