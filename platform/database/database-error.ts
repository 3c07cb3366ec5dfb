import { TerraceError } from "#errors";

/** What PostgreSQL says of a failed statement (Appendix A of its manual lists the codes). */
export class DatabaseError extends Error {
  override readonly name = "DatabaseError";
  readonly sqlState: string;
  readonly detail: string;
  readonly constraint: string;
  readonly table: string;

  constructor(fields: DatabaseErrorFields) {
    super(fields.message);
    this.sqlState = fields.sqlState;
    this.detail = fields.detail;
    this.constraint = fields.constraint;
    this.table = fields.table;
  }
}

export interface DatabaseErrorFields {
  readonly message: string;
  readonly sqlState: string;
  readonly detail: string;
  readonly constraint: string;
  readonly table: string;
}

/** The fields of an error as either driver throws it; null where it does not come from PostgreSQL. */
export function databaseErrorFields(error: unknown): DatabaseErrorFields | null {
  if (!(error instanceof Error) || !("code" in error) || !/^[0-9A-Z]{5}$/.test(String(error.code))) return null;
  const text = (name: string) => String((error as unknown as Record<string, unknown>)[name] ?? "");
  return {
    message: error.message,
    sqlState: String(error.code),
    detail: text("detail"),
    constraint: text("constraint"),
    table: text("table"),
  };
}

export function isUniqueViolation(error: unknown, constraint?: string): error is DatabaseError {
  return (
    error instanceof DatabaseError &&
    error.sqlState === "23505" &&
    (constraint === undefined || error.constraint === constraint)
  );
}

/** Connection lost, refused or shut down (SQLSTATE classes 08 and 57P). */
export function databaseUnavailable(cause: unknown): TerraceError {
  return new TerraceError({
    code: "database-unavailable",
    userMessage: "数据库暂时连不上，刚才的操作没有保存。请稍候重试；若持续出现，请管理员检查数据库服务。",
    message: `The database cannot be reached: ${reasonOf(cause)}. Nothing of this request was saved; try again shortly.`,
    cause,
  });
}

function reasonOf(cause: unknown): string {
  // A name with two addresses fails with both reasons and no message of its own.
  if (cause instanceof AggregateError && cause.errors.length > 0) return cause.errors.map(reasonOf).join("; ");
  return cause instanceof Error ? cause.message : String(cause);
}

/** The connection went while a transaction was being committed: the server may have done it and could not say so. */
export function commitUnknown(cause: unknown): TerraceError {
  return new TerraceError({
    code: "commit-unknown",
    userMessage: "保存时与数据库的连接中断，不能确定是否已经保存。请刷新后查看，没有保存的再做一次。",
    message:
      "The connection to the database went during the commit; it may or may not be saved. Reload, look, and repeat what is missing.",
    cause,
  });
}
