import { earlyAnswer } from "#platform/first-view/browser";
import en from "./locales/en.json" with { type: "json" };
import chinese from "./locales/zh-CN.json" with { type: "json" };

export interface ApiRequestOptions {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

interface ProblemText {
  readonly code: string;
  /** Chinese: what happened, where, what to do. */
  readonly userMessage: string;
  /** The same in English. */
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/**
 * A request that did not succeed, with the words that the server has for it. `status` is the HTTP status; 0 where no answer
 * came (`server-unreachable`).
 */
export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  readonly code: string;
  readonly userMessage: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly status: number;

  constructor(problem: ProblemText, status: number, options?: ErrorOptions) {
    super(problem.message, options);
    this.code = problem.code;
    this.userMessage = problem.userMessage;
    this.details = problem.details;
    this.status = status;
  }
}

/** What is asked while nobody is signed in: a 401 there is an answer, not the end of a session. */
const beforeSignIn = /\/api\/(session|setup|sign-in)(\/|$|\?)/;

const sessionEndedListeners = new Set<() => void>();

/** Told when the server no longer knows the session. Returns how to stop listening. */
export function onSessionEnded(listener: () => void): () => void {
  sessionEndedListeners.add(listener);
  return () => sessionEndedListeners.delete(listener);
}

/**
 * One request to our server: JSON out, JSON in, with the header that a foreign site cannot send (CSRF).
 *
 * @param path from `/api/…`
 * @returns the answer's JSON; undefined where the answer is empty (204)
 * @throws ApiProblem with the server's reason, `server-unreachable` (status 0) or `answer-unreadable`
 */
export async function apiRequest<Answer>(path: string, options: ApiRequestOptions = {}): Promise<Answer> {
  const response = await send(path, options);
  const text = await response.text();
  const answer = text === "" ? undefined : readJson(text);
  if (response.ok) {
    if (text !== "" && answer === undefined) throw unreadable(response.status);
    return answer as Answer;
  }
  const problem = isProblem(answer) ? new ApiProblem(answer, response.status) : unreadable(response.status);
  if (response.status === 401 && !beforeSignIn.test(path)) for (const told of sessionEndedListeners) told();
  throw problem;
}

/** Only a server that could not be reached is worth asking again; a reason given will be given again. */
export function isWorthAskingAgain(failures: number, error: Error): boolean {
  return failures < 2 && error instanceof ApiProblem && error.status === 0;
}

async function send(path: string, { method = "GET", body, signal }: ApiRequestOptions): Promise<Response> {
  try {
    const early = method === "GET" ? earlyAnswer(path) : undefined;
    if (early) return await early;
    return await fetch(path, {
      method,
      headers: {
        Accept: "application/json",
        "X-Terrace-Request": "1",
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw ownProblem("server-unreachable", "trouble.unreachable", 0, { cause });
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isProblem(answer: unknown): answer is ProblemText {
  const candidate = answer as Partial<ProblemText> | null | undefined;
  return typeof candidate?.code === "string" && typeof candidate.userMessage === "string";
}

function unreadable(status: number): ApiProblem {
  return ownProblem("answer-unreadable", "trouble.unreadable", status);
}

function ownProblem(
  code: string,
  key: "trouble.unreachable" | "trouble.unreadable",
  status: number,
  options?: ErrorOptions,
): ApiProblem {
  return new ApiProblem({ code, userMessage: chinese[key], message: en[key], details: {} }, status, options);
}
