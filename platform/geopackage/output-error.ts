import { TerraceError } from "#errors";

/** Result codes of SQLite (https://www.sqlite.org/rescode.html) that are the machine's fault, not ours. */
const SQLITE_PERM = 3;
const SQLITE_READONLY = 8;
const SQLITE_IOERR = 10;
const SQLITE_FULL = 13;
const SQLITE_CANTOPEN = 14;
const MACHINE_CODES: readonly number[] = [SQLITE_PERM, SQLITE_READONLY, SQLITE_IOERR, SQLITE_FULL, SQLITE_CANTOPEN];

/** A failure of the disk as an error that says what to do; anything else is returned as it came. */
export function outputError(path: string, cause: unknown): unknown {
  if (!(cause instanceof Error)) return cause;
  const { errcode, syscall, code } = cause as { errcode?: unknown; syscall?: unknown; code?: unknown };
  const sqliteCode = typeof errcode === "number" ? errcode & 0xff : undefined;
  if (sqliteCode === SQLITE_FULL || code === "ENOSPC" || code === "EDQUOT") {
    return new TerraceError({
      code: "disk-full",
      userMessage: `磁盘空间不足，${path} 没有写成，已有的文件未动。请腾出空间后重试。`,
      message: `The disk is full; ${path} was not written and nothing was changed. Free some space, then try again.`,
      details: { path },
      cause,
    });
  }
  const isMachine = typeof syscall === "string" || (sqliteCode !== undefined && MACHINE_CODES.includes(sqliteCode));
  if (!isMachine) return cause;
  return new TerraceError({
    code: "file-not-written",
    userMessage: `无法写入 ${path}（${cause.message}）。请检查目录是否存在、是否有写权限。`,
    message: `Cannot write ${path} (${cause.message}). Check that the folder exists and is writable.`,
    details: { path },
    cause,
  });
}
