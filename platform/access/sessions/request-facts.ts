import type { Origin } from "../access-context.ts";

const SESSION_COOKIE = "terrace_session";

/** The value of a cookie of the request; null where it has none. */
export function cookieOf(request: Request, name: string): string | null {
  for (const pair of (request.headers.get("Cookie") ?? "").split(";")) {
    const [key, ...value] = pair.trim().split("=");
    if (key === name) return value.join("=") || null;
  }
  return null;
}

export function sessionTokenOf(request: Request): string | null {
  return cookieOf(request, SESSION_COOKIE);
}

/** The key of a program; where the header is there, the cookie no longer counts. */
export function bearerOf(request: Request): string | null {
  const header = request.headers.get("Authorization");
  return header === null ? null : (/^Bearer (\S+)$/i.exec(header)?.[1] ?? "");
}

export interface CookieOptions {
  readonly path?: string;
  /** Until the browser closes where not given. */
  readonly seconds?: number;
  readonly isSecure: boolean;
}

export function cookieHeader(name: string, value: string, { path = "/", seconds, isSecure }: CookieOptions): string {
  const age = seconds === undefined ? "" : `; Max-Age=${seconds}`;
  return `${name}=${value}; Path=${path}; HttpOnly; SameSite=Lax${age}${isSecure ? "; Secure" : ""}`;
}

export function sessionCookie(token: string, isSecure: boolean): string {
  return cookieHeader(SESSION_COOKIE, token, { isSecure });
}

export function endedSessionCookie(isSecure: boolean): string {
  return cookieHeader(SESSION_COOKIE, "", { isSecure, seconds: 0 });
}

/** Whether the browser speaks to us over TLS, itself or up to the proxy. */
export function isSecureRequest(request: Request, trustsProxy: boolean): boolean {
  const forwarded = trustsProxy ? request.headers.get("X-Forwarded-Proto") : null;
  return (forwarded?.split(",").at(-1)?.trim() ?? new URL(request.url).protocol.replace(":", "")) === "https";
}

/** Where the request came from: what our own proxy appended last, for what stands before it anybody can write. */
export function originOf(request: Request, address: string, trustsProxy: boolean): Origin {
  const forwarded = trustsProxy ? request.headers.get("X-Forwarded-For")?.split(",").at(-1)?.trim() : undefined;
  return { address: forwarded ?? address, agent: request.headers.get("User-Agent") ?? "" };
}
