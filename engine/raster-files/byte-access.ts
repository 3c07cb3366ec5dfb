/** A file, an object or an array of bytes that is read piece by piece. */
export interface ByteSource {
  /** The name shown to the user: a path or an address. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** Exactly `length` bytes from `offset`; fewer only where the source ends. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** A place for bytes with random access. Writing beyond the end fills the gap with zeros. */
export interface ByteSink {
  write(offset: number, bytes: Uint8Array): Promise<void>;
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** zlib streams (RFC 1950). The engine brings none of its own: the platform gives the native one. */
export type Compress = (bytes: Uint8Array) => Promise<Uint8Array>;
export type Inflate = (bytes: Uint8Array, expectedLength: number) => Promise<Uint8Array>;
