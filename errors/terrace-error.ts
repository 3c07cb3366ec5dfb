export interface TerraceErrorOptions {
  /** Closed, kebab-case, stable: what a program branches on, e.g. `raster-truncated`. */
  readonly code: string;
  /** What happened, where, and what to do, in Chinese: one or two short sentences for the user. */
  readonly userMessage: string;
  /** The same in English, for the developer and the English screen. */
  readonly message: string;
  /** Machine-readable particulars: path, place (row, column, lon, lat), unknown codes … */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
}

/**
 * An expected failure: bad input, a missing file, a full disk. It says what happened, where and what to do.
 * A bug is any other exception; it is never converted to this type.
 */
export class TerraceError extends Error {
  override readonly name = "TerraceError";
  readonly code: string;
  readonly userMessage: string;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(options: TerraceErrorOptions) {
    super(options.message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = options.code;
    this.userMessage = options.userMessage;
    this.details = options.details ?? {};
  }
}
