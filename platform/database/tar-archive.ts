/** POSIX.1-1988 ustar, as far as the archive of the embedded database's extension uses it: plain files with short names. */
export interface TarFile {
  readonly name: string;
  /** Header and content as they lie in the archive, in whole blocks. */
  readonly blocks: Uint8Array;
}

const BLOCK = 512;
const NAME_BYTES = 100;
const SIZE_AT = 124;
const SIZE_BYTES = 12;
const TYPE_AT = 156;
/** "0", and NUL in archives of before 1988. */
const FILE_TYPES: ReadonlySet<number> = new Set([0x30, 0]);

export function* filesOfTar(archive: Uint8Array): Generator<TarFile, void, undefined> {
  for (let at = 0; at + BLOCK <= archive.length && archive[at] !== 0; ) {
    const size = Number.parseInt(textAt(archive, at + SIZE_AT, SIZE_BYTES).trim() || "0", 8);
    if (!Number.isInteger(size)) throw new Error(`The archive has no size at byte ${at}`);
    const end = at + BLOCK * (1 + Math.ceil(size / BLOCK));
    if (FILE_TYPES.has(archive[at + TYPE_AT] ?? -1)) {
      yield { name: textAt(archive, at, NAME_BYTES), blocks: archive.subarray(at, end) };
    }
    at = end;
  }
}

/** The files as one archive, which ends with two empty blocks. */
export function tarOf(files: readonly TarFile[]): Uint8Array {
  return Buffer.concat([...files.map(({ blocks }) => blocks), new Uint8Array(2 * BLOCK)]);
}

function textAt(archive: Uint8Array, at: number, length: number): string {
  const bytes = archive.subarray(at, at + length);
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
}
