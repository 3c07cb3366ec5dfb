import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { chmod, mkdir, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { TerraceError } from "#errors";
import { describeObjectStore, type ObjectStoreAddress } from "#platform/configuration";
import { fileError, withFileErrors } from "#platform/files";
import { bucketFault, bucketMissing, isAbsent } from "./bucket-faults.ts";
import { contentName, type OutsideStore, type StoredContent } from "./file-store.ts";

export interface BucketSettings extends ObjectStoreAddress {
  readonly keyId: string;
  readonly secret: string;
}

/** Of a content sent in parts: at 16 MiB, 4 GiB are 256 of the 10 000 that S3 allows, and 2 of them wait in memory. */
const PART_BYTES = 16 * 2 ** 20;
/** A store that has not taken a connection, or said nothing, by then counts as away. */
const CONNECT_MS = 5000;
const SILENCE_MS = 60_000;

/**
 * Contents as objects of a bucket. The client is loaded here: a machine without a bucket never pays for it.
 * @param onTrouble told when the bucket begins to fail, and not again for the same reason until it has answered
 */
export async function createBucketStore(
  settings: BucketSettings,
  onTrouble: (error: unknown) => void = () => undefined,
): Promise<OutsideStore> {
  const [S3, { Upload }] = await Promise.all([import("@aws-sdk/client-s3"), import("@aws-sdk/lib-storage")]);
  const { bucket: Bucket, prefix, endpoint, region, namesBucketInPath, keyId, secret } = settings;
  const description = describeObjectStore(settings);
  const client = new S3.S3Client({
    endpoint,
    region,
    forcePathStyle: namesBucketInPath,
    credentials: { accessKeyId: keyId, secretAccessKey: secret },
    // Amazon's newer checksums are not understood by every store; a body's SHA-256 is part of each signature all the same.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
    requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: SILENCE_MS, throwOnRequestTimeout: true },
  });
  const keyOf = (sha256: string) => prefix + contentName(sha256);
  let trouble: string | null = null;
  const asking = async <Output>(work: () => Promise<Output>): Promise<Output> => {
    try {
      const output = await work();
      trouble = null;
      return output;
    } catch (error) {
      const fault = bucketFault(error);
      if (fault instanceof TerraceError && fault.code !== trouble && fault.code.startsWith("object-store-")) {
        trouble = fault.code;
        onTrouble(fault);
      }
      throw fault;
    }
  };

  const check = () =>
    asking(async () => {
      try {
        await client.send(new S3.HeadBucketCommand({ Bucket }));
      } catch (error) {
        throw isAbsent(error) ? bucketMissing() : error;
      }
    });

  /** The answer to a question about one object; null where there is none. Without the bucket, every object would seem not to be there. */
  const unlessAbsent = <Output>(work: () => Promise<Output>): Promise<Output | null> =>
    asking(async () => {
      try {
        return await work();
      } catch (error) {
        if (!isAbsent(error)) throw error;
        await check();
        return null;
      }
    });

  const sizeOf = (sha256: string) =>
    unlessAbsent(async () => {
      const { ContentLength } = await client.send(new S3.HeadObjectCommand({ Bucket, Key: keyOf(sha256) }));
      return ContentLength ?? 0;
    });

  return {
    description,
    check,
    sizeOf,
    put: async (path, sha256) => {
      const { size } = await withFileErrors(path, () => stat(path));
      if ((await sizeOf(sha256)) === size) return;
      await asking(async () => {
        const Body = createReadStream(path, { highWaterMark: 2 ** 20 });
        const upload = new Upload({
          client,
          params: { Bucket, Key: keyOf(sha256), Body, ContentType: "application/octet-stream" },
          partSize: PART_BYTES,
          queueSize: 2,
        });
        try {
          await upload.done();
        } finally {
          Body.destroy();
        }
      });
    },
    place: async (sha256, path) => {
      const object = await unlessAbsent(() => client.send(new S3.GetObjectCommand({ Bucket, Key: keyOf(sha256) })));
      if (object === null) throw fileError(Object.assign(new Error("no such object"), { code: "ENOENT" }), path);
      const partial = `${path}.${process.pid}.part`;
      const hash = createHash("sha256");
      try {
        await withFileErrors(path, async () => {
          await mkdir(dirname(path), { recursive: true });
          await asking(() =>
            pipeline(
              object.Body as Readable,
              async function* (chunks: AsyncIterable<Uint8Array>) {
                for await (const chunk of chunks) {
                  hash.update(chunk);
                  yield chunk;
                }
              },
              createWriteStream(partial),
            ),
          );
          if (hash.digest("hex") !== sha256) throw contentDamaged(keyOf(sha256));
          await chmod(partial, 0o444);
          await rename(partial, path);
        });
      } finally {
        await rm(partial, { force: true });
      }
    },
    read: async (sha256, { start, end }) => {
      const command = new S3.GetObjectCommand({ Bucket, Key: keyOf(sha256), Range: `bytes=${start}-${end}` });
      const object = await unlessAbsent(() => client.send(command));
      return object === null ? null : (Readable.toWeb(object.Body as Readable) as ReadableStream<Uint8Array>);
    },
    list: async function* (): AsyncGenerator<StoredContent, void, undefined> {
      let ContinuationToken: string | undefined;
      do {
        const request = new S3.ListObjectsV2Command({
          Bucket,
          Prefix: prefix,
          ...(ContinuationToken === undefined ? {} : { ContinuationToken }),
        });
        const { Contents = [], NextContinuationToken } = await asking(() => client.send(request));
        for (const { Key = "", Size = 0 } of Contents) {
          const sha256 = Key.slice(-64);
          if (Key === keyOf(sha256)) yield { sha256, bytes: Size };
        }
        ContinuationToken = NextContinuationToken;
      } while (ContinuationToken !== undefined);
    },
    close: () => client.destroy(),
  };
}

function contentDamaged(key: string): TerraceError {
  return new TerraceError({
    code: "object-store-content-damaged",
    userMessage: `附件存储里的文件 ${key} 与登记的校验值不符，可能已损坏或被改动，没有使用。请系统管理员从桶的备份恢复这个文件。`,
    message: `The object ${key} does not have the SHA-256 under which it was kept, and was not used. Restore it from the bucket's backup.`,
    details: { key },
  });
}
