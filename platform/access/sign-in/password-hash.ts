import { randomBytes } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";

/** OWASP Password Storage Cheat Sheet: argon2id (the library's algorithm where none is named), 19 MiB, 2 passes, 1 lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Compared with where there is no account, so that an unknown name takes as long as a wrong password. */
let decoy: Promise<string> | undefined;

export function hashPassword(password: string): Promise<string> {
  return hash(normalise(password), PARAMETERS);
}

/** Whether the password is the one behind the hash; with no hash, the same work and then false. */
export async function isPassword(passwordHash: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword(randomBytes(32).toString("base64url"));
  const matches = await verify(passwordHash ?? (await decoy), normalise(password));
  return passwordHash !== null && matches;
}

/** The same letters typed on different systems are the same bytes (NIST SP 800-63B 5.1.1.2). */
function normalise(password: string): string {
  return password.normalize("NFKC");
}

/** No 0 O 1 l I, which a person copies wrong from paper. */
const LETTERS = "abcdefghijkmnpqrstuvwxyz";
const DIGITS = "23456789";
const ONE_TIME_GROUPS = 4;

/** For an account that was opened or reset, as `hkxm-3n7p-w2fd-ybce`: about 76 bits. */
export function oneTimePassword(): string {
  const all = LETTERS + DIGITS;
  const letters = Array.from({ length: ONE_TIME_GROUPS * 4 }, () => pick(all));
  return Array.from({ length: ONE_TIME_GROUPS }, (_, group) => letters.slice(group * 4, group * 4 + 4).join("")).join(
    "-",
  );
}

/** Bytes that would favour the first letters are drawn again. */
function pick(letters: string): string {
  for (;;) {
    const byte = randomBytes(1)[0] as number;
    if (byte < 256 - (256 % letters.length)) return letters[byte % letters.length] as string;
  }
}
