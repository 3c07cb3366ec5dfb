import { TerraceError } from "#errors";

/** What a client of S3 throws, as far as it is looked at: an answer of the store has metadata, a connection that failed has none. */
interface StoreAnswer extends Error {
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** Whether the store says that the object is not there. */
export function isAbsent(error: unknown): boolean {
  return error instanceof Error && (error.name === "NoSuchKey" || error.name === "NotFound");
}

/** What a store of objects failed with as an error that says what to do; anything else is returned as it came. */
export function bucketFault(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof TerraceError) return error;
  const { name, $metadata } = error as StoreAnswer;
  const status = $metadata?.httpStatusCode;
  if (name === "NoSuchBucket") return bucketMissing(error);
  if (status === 401 || status === 403) return refused(error);
  if (status === undefined ? isOfConnection(error) : status >= 500 || status === 429 || status === 408)
    return unreachable(error);
  return error;
}

const CONNECTION_CODES: ReadonlySet<unknown> = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ERR_STREAM_PREMATURE_CLOSE",
]);

function isOfConnection(error: Error): boolean {
  const code = "code" in error ? error.code : undefined;
  if (CONNECTION_CODES.has(code) || error.name === "TimeoutError" || error.message === "aborted") return true;
  // A certificate that is not trusted, or a server that does not speak TLS.
  if (typeof code === "string" && /^(ERR_SSL|ERR_TLS|CERT_|UNABLE_TO|DEPTH_ZERO|SELF_SIGNED)/.test(code)) return true;
  // An address of several machines, of which none answered.
  if (error instanceof AggregateError)
    return error.errors.some((each) => each instanceof Error && isOfConnection(each));
  return error.cause instanceof Error && isOfConnection(error.cause);
}

function unreachable(cause: Error): TerraceError {
  return new TerraceError({
    code: "object-store-unreachable",
    userMessage: "附件存储暂时连不上。已收到的文件都在，没有丢失；请稍后重试，正在上传的点“继续”即可接着完成。",
    message:
      "The object store cannot be reached at the moment. What was received is kept; try again later, or resume the upload.",
    cause,
  });
}

function refused(cause: Error): TerraceError {
  return new TerraceError({
    code: "object-store-refused",
    userMessage:
      "附件存储拒绝了本系统的访问密钥。已收到的文件都在，没有丢失。请系统管理员核对密钥、桶的权限和服务器时钟，改正后点“继续”。",
    message:
      "The object store refused the key. Check the key, what it may do in the bucket, and the server's clock; then resume.",
    cause,
  });
}

export function bucketMissing(cause?: Error): TerraceError {
  return new TerraceError({
    code: "object-store-bucket-missing",
    userMessage:
      "附件存储里没有配置的桶。已收到的文件都在，没有丢失。请系统管理员建立这个桶，或改正 TERRACE_OBJECT_STORE，然后点“继续”。",
    message: "The object store has no such bucket. Create it, or correct TERRACE_OBJECT_STORE; then resume.",
    ...(cause === undefined ? {} : { cause }),
  });
}
