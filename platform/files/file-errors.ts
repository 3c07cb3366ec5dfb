import { TerraceError } from "#errors";

function codeOf(cause: unknown): string | undefined {
  return cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : undefined;
}

/** Expected failures of the file system as errors that say what to do; anything else is returned as it came. */
export function fileError(cause: unknown, path: string): unknown {
  const code = codeOf(cause);
  const text = EXPECTED[code ?? ""];
  if (text === undefined) return cause;
  return new TerraceError({
    code: text.code,
    userMessage: `${path}：${text.zh}`,
    message: `${path}: ${text.en}`,
    details: { path, systemCode: code },
    cause,
  });
}

interface ExpectedFailure {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

const DISK_FULL: ExpectedFailure = {
  code: "disk-full",
  zh: "磁盘空间不足，未完成的输出已清除。请腾出空间或换一个输出目录后重新运行。",
  en: "the disk is full; the unfinished output has been removed. Free some space or choose another output directory, then run again.",
};

const EXPECTED: Readonly<Record<string, ExpectedFailure>> = {
  ENOENT: {
    code: "file-missing",
    zh: "文件或目录不存在。请检查路径。",
    en: "no such file or directory. Check the path.",
  },
  ENOTDIR: {
    code: "file-missing",
    zh: "路径中有一段不是目录。请检查路径。",
    en: "a part of the path is not a directory. Check the path.",
  },
  EISDIR: {
    code: "file-is-directory",
    zh: "这是目录，不是文件。请指定其中的文件。",
    en: "this is a directory, not a file. Name a file inside.",
  },
  EACCES: { code: "file-forbidden", zh: "没有访问权限。请检查权限。", en: "permission denied. Check the permissions." },
  EPERM: { code: "file-forbidden", zh: "操作不被允许。请检查权限。", en: "not permitted. Check the permissions." },
  EROFS: {
    code: "file-forbidden",
    zh: "磁盘是只读的。请换一个目录。",
    en: "the disk is read-only. Choose another directory.",
  },
  ENOSPC: DISK_FULL,
  EDQUOT: DISK_FULL,
  EIO: {
    code: "disk-failing",
    zh: "磁盘读写出错。请检查磁盘或网络盘后重试。",
    en: "the disk reports a read or write error. Check the disk or network share, then try again.",
  },
};

/** Runs an operation on a path, turning expected failures of the file system into `TerraceError`. */
export async function withFileErrors<T>(path: string, operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (cause) {
    throw fileError(cause, path);
  }
}
