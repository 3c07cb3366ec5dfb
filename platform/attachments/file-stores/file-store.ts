/** Where contents lie by their SHA-256. A content is never changed; the same content is kept once. */
export interface FileStore {
  /**
   * Keeps a finished file; resolves when it is safe. The file at `path` stays.
   * @param sha256 lower-case hexadecimal, of the content
   * @throws TerraceError `disk-full` and the other errors of files, `object-store-…`
   */
  put(path: string, sha256: string): Promise<void>;
  /**
   * Gives a program that reads files the content at a place of its own: the same bytes, read-only.
   * @throws TerraceError `file-missing` where the content is not there, the other errors of files, `object-store-…`
   */
  place(sha256: string, path: string): Promise<void>;
  /**
   * Bytes of a content; null where it is not there.
   * @throws TerraceError `object-store-…`
   */
  sizeOf(sha256: string): Promise<number | null>;
  /**
   * Bytes from `start` to `end`, both included; null where the content is not there.
   * @throws TerraceError `object-store-…`
   */
  read(sha256: string, range: ByteRange): Promise<ReadableStream<Uint8Array> | null>;
}

export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** A store outside the data folder, with what a backup and an administrator ask of it. */
export interface OutsideStore extends FileStore {
  /** Where it is, for people. */
  readonly description: string;
  /** All contents in the order of their names. */
  list(): AsyncIterable<StoredContent>;
  /**
   * Tries whether it can be reached and the key is taken.
   * @throws TerraceError `object-store-…`
   */
  check(): Promise<void>;
  close(): void;
}

export interface StoredContent {
  readonly sha256: string;
  readonly bytes: number;
}

/** `ab/cd/abcd…`: the same in a folder and in a bucket, so that either can be copied to the other with any tool. */
export function contentName(sha256: string): string {
  return `${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`;
}
