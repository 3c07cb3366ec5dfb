import { z } from "zod";
import { parseInput } from "#platform/http-api";
import { attachmentError } from "./content/attachment-errors.ts";

const source = z.enum(["sensor", "manual"]);

/** When, where and in which direction a picture was taken, each with where the value comes from. */
const evidence = z.object({
  takenAt: z.object({ value: z.iso.datetime({ offset: true }), source }).optional(),
  position: z
    .object({
      longitude: z.number().min(-180).max(180),
      latitude: z.number().min(-90).max(90),
      accuracyMetres: z.number().min(0).optional(),
      source,
    })
    .optional(),
  azimuth: z.object({ degrees: z.number().min(0).lt(360), source }).optional(),
});

const metadata = z.object({
  recordSet: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/),
  recordId: z.string().regex(/^[\w.-]{1,128}$/),
  fileName: z.string(),
  /** As the sender computed it. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  /** JSON, as `evidence` above. */
  evidence: z
    .string()
    .default("{}")
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch (error) {
        context.addIssue({ code: "custom", message: String(error) });
        return z.NEVER;
      }
    })
    .pipe(evidence),
});

export type NewUpload = z.output<typeof metadata> & {
  /** Bytes. */
  readonly size: number;
};

const MOST_NAME_BYTES = 240;

/**
 * What the request that begins an upload says of it: `Upload-Length` and `Upload-Metadata` (tus 1.0: names, each with a value in base64).
 * @throws TerraceError `request-invalid`, `attachment-name-invalid`, `attachment-empty`, `attachment-too-large`
 */
export function readNewUpload(request: Request, maximumBytes: number): NewUpload {
  const given: Record<string, string> = {};
  for (const pair of (request.headers.get("Upload-Metadata") ?? "").split(",")) {
    const [name = "", value = ""] = pair.trim().split(" ");
    if (name !== "") given[name] = Buffer.from(value, "base64").toString("utf8");
  }
  const parsed = parseInput(metadata, given);
  const { fileName } = parsed;
  checkName(fileName);
  const length = request.headers.get("Upload-Length");
  const { size } = parseInput(z.object({ size: z.coerce.number().int().min(0) }), { size: length ?? undefined });
  if (size === 0) {
    throw attachmentError(
      "attachment-empty",
      fileName,
      "文件是空的（0 字节），没有上传。请检查文件后重新选择。",
      "the file is empty (0 bytes) and was not uploaded. Check it and choose again.",
    );
  }
  if (size > maximumBytes) {
    const limit = `${Math.floor(maximumBytes / 2 ** 20)} MB`;
    throw attachmentError(
      "attachment-too-large",
      fileName,
      `文件有 ${Math.ceil(size / 2 ** 20)} MB，超过上限 ${limit}。请压缩或分成几个文件后上传。`,
      `the file has ${Math.ceil(size / 2 ** 20)} MB, the limit is ${limit}. Compress or divide it.`,
      { size, maximumBytes },
    );
  }
  return { ...parsed, size };
}

function checkName(fileName: string): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  const isBad = /[\\/\u0000-\u001f\u007f]/.test(fileName) || /^\.{0,2}$/.test(fileName.trim());
  if (!isBad && Buffer.byteLength(fileName) <= MOST_NAME_BYTES) return;
  throw attachmentError(
    "attachment-name-invalid",
    fileName.slice(0, 80),
    "文件名不能为空，不能带路径（/ 或 \\）或控制字符，最长 80 个汉字。请改名后重新上传。",
    "a file name is not empty, has no path (/ or \\) or control characters and at most 240 bytes. Rename the file.",
  );
}
