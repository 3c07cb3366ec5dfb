/** What a statement, or several of one text, gave. */
export interface StatementResult {
  /** Rows of every statement of the text, in order. */
  readonly rows: readonly Record<string, unknown>[];
  readonly affectedRows: number;
}

/** One session with the database; one at a time uses it. Both kinds of database answer with the same JavaScript values. */
export interface Connection {
  /**
   * One statement with parameters `$1…`, or several separated by `;` without parameters.
   * @throws DatabaseError
   */
  execute(text: string, parameters: readonly unknown[]): Promise<StatementResult>;
}

/** Connections by what they do, and work that waits for one. */
export interface ConnectionCounts {
  readonly busy: number;
  readonly idle: number;
  readonly waiting: number;
}

/** Where connections come from. */
export interface ConnectionSource {
  counts(): ConnectionCounts;
  acquire(): Promise<Connection>;
  release(connection: Connection): Promise<void>;
  close(): Promise<void>;
}
