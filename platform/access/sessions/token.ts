import { createHash, randomBytes } from "node:crypto";

/** 32 random bytes as text, for cookies, links and keys. */
export function randomToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What the database keeps of a token. One round is enough: 256 random bits are not guessed. */
export function tokenHash(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
