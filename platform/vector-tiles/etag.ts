import { createHash } from "node:crypto";

/** A strong validator (RFC 9110, 8.8.3) of the bytes themselves: it stays where a change of the layer left this tile alone. */
export function etagOf(bytes: Uint8Array): string {
  return `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 27)}"`;
}

/** Whether `If-None-Match` (RFC 9110, 13.1.2) names it, so that the answer is 304 without a body. */
export function namesEtag(ifNoneMatch: string | null | undefined, etag: string): boolean {
  if (ifNoneMatch === null || ifNoneMatch === undefined) return false;
  return ifNoneMatch.split(",").some((part) => {
    const named = part.trim();
    return named === "*" || named.replace(/^W\//, "") === etag;
  });
}
