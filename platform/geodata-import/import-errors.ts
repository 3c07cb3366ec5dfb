import { TerraceError } from "#errors";

/** An expected failure of an import: always with the file it is about. */
export function importError(
  code: string,
  path: string,
  zh: string,
  en: string,
  details: Readonly<Record<string, unknown>> = {},
  cause?: unknown,
): TerraceError {
  return new TerraceError({
    code,
    userMessage: `${path}：${zh}`,
    message: `${path}: ${en}`,
    details: { path, ...details },
    cause,
  });
}

/** The layer asked for, or the only one. */
export function chooseLayer<L extends { readonly name: string }>(
  path: string,
  layers: readonly L[],
  wanted: string | undefined,
): L {
  const names = layers.map(({ name }) => name);
  if (wanted !== undefined) {
    const found = layers.find(({ name }) => name === wanted);
    if (found !== undefined) return found;
    throw importError(
      "layer-unknown",
      path,
      `没有图层“${wanted}”。文件中的图层：${names.join("、") || "（无）"}。请改用其中之一。`,
      `there is no layer "${wanted}". Layers in the file: ${names.join(", ") || "(none)"}. Name one of them.`,
      { wanted, layers: names },
    );
  }
  const [only, ...others] = layers;
  if (only === undefined) {
    throw importError(
      "layer-missing",
      path,
      "文件中没有矢量图层。请检查是否选错了文件。",
      "the file holds no vector layer. Check that it is the right file.",
    );
  }
  if (others.length > 0) {
    throw importError(
      "layer-not-chosen",
      path,
      `文件中有多个图层：${names.join("、")}。请指明图层。`,
      `the file holds several layers: ${names.join(", ")}. Name the one to read.`,
      { layers: names },
    );
  }
  return only;
}

/** Runs an operation on a file, so that errors of parts that do not know the file name it. */
export async function namingFile<T>(path: string, operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    if (isSystemError(error)) {
      throw importError(
        "file-unreadable",
        path,
        `无法读取文件（${error.message}）。请检查权限和磁盘。`,
        `the file cannot be read (${error.message}). Check its permissions and the disk.`,
        {},
        error,
      );
    }
    if (!(error instanceof TerraceError) || "path" in error.details) throw error;
    throw importError(error.code, path, error.userMessage, error.message, error.details, error);
  }
}

/** Errors of the operating system name the call that failed; those of programs do not. */
function isSystemError(error: unknown): error is Error {
  return error instanceof Error && typeof (error as { syscall?: unknown }).syscall === "string";
}
