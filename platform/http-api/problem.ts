import type { ErrorHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { TerraceError } from "#errors";

/** An expected failure over HTTP, RFC 9457 in spirit: `userMessage` is Chinese, `message` English. */
export interface Problem {
  readonly code: string;
  readonly userMessage: string;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** The status of an expected failure by its code. HTTP words live here and in the routes, not where errors are thrown. */
export type ProblemStatuses = Readonly<Record<string, ContentfulStatusCode>>;

/** What this folder throws itself. */
const OWN_STATUSES: ProblemStatuses = {
  "request-invalid": 400,
  "request-too-large": 413,
  "request-forged": 403,
  "sign-in-needed": 401,
  "permission-missing": 403,
  "password-must-be-set": 403,
  "totp-must-be-set": 403,
  "record-unknown": 404,
  "record-changed-elsewhere": 409,
  "address-unknown": 404,
  "database-unavailable": 503,
  "commit-unknown": 503,
  "tile-address-invalid": 404,
  "stored-geometry-unreadable": 500,
  "geometry-not-in-degrees": 500,
};

/** An expected failure without a status of its own: the request is right, what it asks for cannot be given. */
const OTHER_EXPECTED: ContentfulStatusCode = 422;

const BUG: Problem = {
  code: "internal-error",
  userMessage: "程序出错了，不是您的操作有误。错误已写入服务日志，请连同时间一起报告。",
  message:
    "The program failed; the request is not at fault. The error is in the server's log; report it with the time.",
  details: {},
};

export interface ErrorHandlerOptions {
  readonly statuses: ProblemStatuses;
  /** Told of each failure that is not expected, so that none is lost. */
  readonly onBug: (error: unknown, request: Request) => void;
}

/** Turns what routes throw into a problem with its status; a bug shows nothing of itself to the caller. */
export function createErrorHandler({ statuses, onBug }: ErrorHandlerOptions): ErrorHandler {
  return (error, context) => {
    context.header("Cache-Control", "no-store");
    if (error instanceof TerraceError) {
      return context.json(problemOf(error), statuses[error.code] ?? OWN_STATUSES[error.code] ?? OTHER_EXPECTED);
    }
    if (error instanceof HTTPException) return error.getResponse();
    if (context.req.raw.signal.aborted) return context.body(null, 499 as ContentfulStatusCode);
    onBug(error, context.req.raw);
    return context.json(BUG, 500);
  };
}

function problemOf({ code, userMessage, message, details }: TerraceError): Problem {
  return { code, userMessage, message, details };
}

export function addressUnknown(path: string): TerraceError {
  return new TerraceError({
    code: "address-unknown",
    userMessage: `没有这个地址：${path}。请从首页重新进入。`,
    message: `There is nothing at ${path}. Start again from the first page.`,
    details: { path },
  });
}
