import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { open as openFile, readdir, readFile, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import * as tus from "tus-js-client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testDatabases } from "#fixtures/test-database";
import type { Database } from "#platform/database";
import {
  type AttachmentsServer,
  COLLEAGUE,
  MIB,
  NEIGHBOUR,
  OWNER,
  openAttachmentsServer,
} from "./attachments-server.fixture.ts";
import { attachmentsMigrations } from "./index.ts";
import { jpeg, jpegWithExif, storedZip } from "./synthetic-files.ts";

describe.each(testDatabases())("attachments on $name", ({ open }) => {
  let database: Database;
  let server: AttachmentsServer;
  let folder: string;
  beforeAll(async () => {
    database = await open(attachmentsMigrations);
    server = await openAttachmentsServer(database);
    folder = server.folder;
  });
  afterAll(async () => {
    await server.close();
    await database.close();
    expect(server.bugs).toEqual([]);
  });
  const ask: AttachmentsServer["ask"] = (...given) => server.ask(...given);
  const listed: AttachmentsServer["listed"] = (...given) => server.listed(...given);
  const upload: AttachmentsServer["upload"] = (...given) => server.upload(...given);

  test("a file arrives whole, with its hash, type and what the sensor and the picture say kept apart", async () => {
    const bytes = jpegWithExif({ taken: "2026:03:01 09:30:00", latitude: 37.5, longitude: 121.4 });
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const evidence = JSON.stringify({
      takenAt: { value: "2026-11-24T09:00:00+08:00", source: "sensor" },
      position: { longitude: 121.401, latitude: 37.5, accuracyMetres: 4, source: "sensor" },
      azimuth: { degrees: 271.5, source: "sensor" },
    });
    expect(await upload(bytes, "现场照片.jpg", { sha256, evidence })).toMatch(/\/api\/uploads\/[\w-]{36}$/);
    const [file, ...rest] = await listed("a");
    expect(rest).toEqual([]);
    expect(file).toMatchObject({
      fileName: "现场照片.jpg",
      mediaType: "image/jpeg",
      size: bytes.length,
      sha256,
      takenAt: "2026-11-24T01:00:00.000Z",
      takenAtSource: "sensor",
      longitude: 121.401,
      positionSource: "sensor",
      azimuthDegrees: 271.5,
      exif: { takenAt: "2026-03-01T09:30:00", longitude: 121.4, latitude: 37.5 },
    });
    // 0.001° of longitude at 37.5° N is 88.4 m on the ellipsoid.
    expect(file?.exifDistanceMetres).toBeCloseTo(88.4, 0);
    const original = join(folder, "files", sha256.slice(0, 2), sha256.slice(2, 4), sha256);
    expect(new Uint8Array(await readFile(original))).toEqual(bytes);
    expect((await stat(original)).mode & 0o222).toBe(0);
    expect(await readdir(join(folder, "uploads"))).toEqual([]);
  });

  test("the original comes back whole or in ranges, shown only where that is safe", async () => {
    const [file] = await listed("a");
    const path = `/attachments/${file?.id}/content`;
    const whole = await ask(path);
    expect((await whole.arrayBuffer()).byteLength).toBe(file?.size);
    expect(whole.headers.get("Content-Disposition")).toMatch(/^inline/);
    expect(whole.headers.get("X-Content-Type-Options")).toBe("nosniff");
    const part = await ask(path, OWNER, { headers: { Range: "bytes=0-1" } });
    expect([part.status, [...new Uint8Array(await part.arrayBuffer())]]).toEqual([206, [0xff, 0xd8]]);
    expect((await ask(path, OWNER, { headers: { Range: "bytes=999999-" } })).status).toBe(416);
    expect((await ask(path, OWNER, { headers: { "If-None-Match": `"${file?.sha256}"` } })).status).toBe(304);
    await upload(new TextEncoder().encode("一二三"), "说明.txt");
    const text = (await listed("a")).find(({ fileName }) => fileName === "说明.txt");
    const sent = await ask(`/attachments/${text?.id}/content`);
    expect(sent.headers.get("Content-Disposition")).toMatch(/^attachment; filename\*=UTF-8''%E8/);
  });

  test("who does not see the record sees, gets, adds and withdraws nothing of it", async () => {
    const [file] = await listed("a", COLLEAGUE);
    expect((await ask("/record-sets/plots/records/a/attachments", NEIGHBOUR)).status).toBe(404);
    expect((await ask(`/attachments/${file?.id}/content`, NEIGHBOUR)).status).toBe(404);
    const body = JSON.stringify({ reason: "不该有" });
    expect((await ask(`/attachments/${file?.id}`, NEIGHBOUR, { method: "DELETE", body })).status).toBe(404);
    expect(await upload(jpeg(), "a.jpg", {}, NEIGHBOUR)).toBe("attachment-record-closed");
    expect(await upload(jpeg(), "a.jpg", { recordId: "closed" })).toBe("attachment-record-closed");
    expect(await upload(jpeg(), "a.jpg", { recordSet: "people" })).toBe("attachment-record-closed");
    const seen = await database.asSession(NEIGHBOUR, (tx) => sql`select 1 from attachments.attachment`.execute(tx));
    expect(seen.rows).toEqual([]);
  });

  test("withdrawn with a reason, once; the file and the reason stay", async () => {
    const [file] = await listed("a");
    const withdraw = (reason: string) =>
      ask(`/attachments/${file?.id}`, COLLEAGUE, { method: "DELETE", body: JSON.stringify({ reason }) });
    expect((await withdraw("")).status).toBe(400);
    expect(await (await withdraw("拍错了地点")).json()).toMatchObject({ state: "withdrawn", withdrawnByName: "用户3" });
    expect((await withdraw("再来一次")).status).toBe(409);
    expect((await listed("a"))[0]).toMatchObject({ state: "withdrawn", withdrawnReason: "拍错了地点" });
    expect((await ask(`/attachments/${file?.id}/content`)).status).toBe(200);
    const [line] = await database.execute(`select actor, after ->> 'withdrawn_reason' as reason from audit_trail.change
      where table_name = 'attachments.attachment' and after ->> 'state' = 'withdrawn'`);
    expect(line).toEqual({ actor: "用户3", reason: "拍错了地点" });
  });

  test.each([
    ["a file with a path for a name", jpeg(), "../../etc/a.jpg", "attachment-name-invalid"],
    ["a file of no bytes", new Uint8Array(0), "空.jpg", "attachment-empty"],
    ["a program", new TextEncoder().encode("MZ\x90\0\x03"), "报告.pdf", "attachment-type-mismatch"],
    ["a web page", new TextEncoder().encode("<html>"), "page.html", "attachment-type-refused"],
    [
      "a picture that is an archive too",
      new Uint8Array([...jpeg(), ...storedZip("a.txt")]),
      "a.jpg",
      "attachment-polyglot",
    ],
    ["a picture that is a PDF too", jpeg("%PDF-1.7"), "b.jpg", "attachment-polyglot"],
    ["a picture that is a page too", jpeg("<script>alert(1)</script>"), "c.jpg", "attachment-polyglot"],
    ["an archive under the name of a document", storedZip("a.txt"), "报告.docx", "attachment-type-mismatch"],
    ["half an archive", storedZip("a.txt").subarray(0, 60), "a.zip", "attachment-damaged"],
    ["a text that is a page", new TextEncoder().encode("\n<!DOCTYPE html><b>"), "a.txt", "attachment-polyglot"],
  ])("%s is refused and leaves nothing", async (_what, bytes, fileName, code) => {
    expect(await upload(bytes, fileName, { recordId: "b" })).toBe(code);
    expect(await listed("b")).toEqual([]);
    expect(await readdir(join(folder, "uploads"))).toEqual([]);
    expect(await database.execute("select 1 from attachments.attachment where state = 'uploading'")).toEqual([]);
  });

  test("what differs from the sender's hash is refused; documents and archives are taken", async () => {
    expect(await upload(jpeg(), "a.jpg", { recordId: "b", sha256: "0".repeat(64) })).toBe("attachment-hash-mismatch");
    expect(await upload(storedZip("word/document.xml"), "报告.docx", { recordId: "b" })).toContain("/uploads/");
    expect(await upload(storedZip("a.txt"), "材料.zip", { recordId: "b" })).toContain("/uploads/");
    expect((await listed("b")).map(({ mediaType }) => mediaType)).toEqual([
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
      "application/zip",
    ]);
  });

  test("a large upload broken in the middle, by the line and by the end of the server, goes on where it was", async () => {
    const path = join(folder, "film.mp4");
    const file = await openFile(path, "w");
    // Sparse, but not the same everywhere.
    await file.write(Buffer.from("\0\0\0\x18ftypisom"), 0, 12, 0);
    for (let at = 1; at < 160; at += 7) await file.write(Buffer.from([at]), 0, 1, at * MIB);
    await file.truncate(160 * MIB);
    await file.close();
    const size = 160 * MIB;
    const tooLarge = new Promise((resolve) => {
      new tus.Upload(createReadStream(path), {
        endpoint: `${server.address}/uploads`,
        uploadSize: 201 * MIB,
        chunkSize: MIB,
        headers: server.headersOf(OWNER),
        metadata: { recordSet: "plots", recordId: "b", fileName: "film.mp4" },
        retryDelays: [],
        onError: (error) => resolve(JSON.parse((error as tus.DetailedError).originalResponse?.getBody() ?? "{}").code),
      }).start();
    });
    expect(await tooLarge).toBe("attachment-too-large");

    /** Sends from where the server is; breaks off once it has this much. Gives the first offset that was told. */
    const send = (url: string | null, breakAt: number) =>
      new Promise<{ url: string | null; from: number }>((resolve, reject) => {
        let from = -1;
        const sending: tus.Upload = new tus.Upload(createReadStream(path), {
          endpoint: `${server.address}/uploads`,
          uploadUrl: url,
          uploadSize: size,
          chunkSize: 16 * MIB,
          headers: server.headersOf(OWNER),
          metadata: { recordSet: "plots", recordId: "b", fileName: "film.mp4" },
          retryDelays: [],
          onProgress: (sent) => {
            if (from < 0) from = sent;
            if (sent >= breakAt) void sending.abort().then(() => resolve({ url: sending.url, from }));
          },
          onSuccess: () => resolve({ url: sending.url, from }),
          onError: reject,
        });
        sending.start();
      });
    const first = await send(null, 50 * MIB);
    const second = await send(new URL(first.url ?? "", server.address).href, 100 * MIB);
    expect(second.from).toBeGreaterThan(16 * MIB);
    await server.stop();
    await server.start();
    const id = (first.url ?? "").split("/").at(-1);
    expect((await listed("b")).length).toBe(2);
    const third = await send(`${server.address}/uploads/${id}`, Number.POSITIVE_INFINITY);
    expect(third.from).toBeGreaterThan(64 * MIB);
    const film = (await listed("b")).at(-1);
    const hash = createHash("sha256");
    for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
    expect(film).toMatchObject({ fileName: "film.mp4", size, sha256: hash.digest("hex"), mediaType: "video/mp4" });
    // Whoever did not hear that it is complete is told so, and need not send it again; another user is told nothing.
    const told = await ask(`/uploads/${id}`, OWNER, { method: "HEAD", headers: { "Tus-Resumable": "1.0.0" } });
    expect([told.status, told.headers.get("Upload-Offset")]).toEqual([200, String(size)]);
    const foreign = await ask(`/uploads/${id}`, COLLEAGUE, { method: "HEAD", headers: { "Tus-Resumable": "1.0.0" } });
    expect(foreign.status).toBe(404);
  });

  test("an upload whose last byte came before the server ended is completed when it is asked for; old ones are removed", async () => {
    const bytes = jpeg();
    const begin = (fileName: string) =>
      ask("/uploads", OWNER, {
        method: "POST",
        headers: {
          "Tus-Resumable": "1.0.0",
          "Upload-Length": String(bytes.length),
          "Upload-Metadata": Object.entries({ recordSet: "plots", recordId: "a", fileName })
            .map(([name, value]) => `${name} ${Buffer.from(value).toString("base64")}`)
            .join(","),
        },
      }).then((answer) => answer.headers.get("Location")?.split("/").at(-1) ?? "");
    const full = await begin("full.jpg");
    const file = await openFile(join(folder, "uploads", full), "r+");
    await file.write(bytes);
    await file.close();
    await ask(`/uploads/${full}`, OWNER, { method: "HEAD", headers: { "Tus-Resumable": "1.0.0" } });
    expect((await listed("a")).map(({ fileName }) => fileName)).toContain("full.jpg");

    const left = await begin("left.jpg");
    expect(await server.attachments.sweep()).toBe(0);
    const longAgo = new Date(Date.now() - 8 * 24 * 3600_000);
    await utimes(join(folder, "uploads", left), longAgo, longAgo);
    expect(await server.attachments.sweep()).toBe(1);
    expect(existsSync(join(folder, "uploads", left))).toBe(false);
    expect(
      (await ask(`/uploads/${left}`, OWNER, { method: "HEAD", headers: { "Tus-Resumable": "1.0.0" } })).status,
    ).toBe(404);
  });
});
