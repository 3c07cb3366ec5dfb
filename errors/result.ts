import type { TerraceError } from "./terrace-error.ts";

export interface Success<T> {
  readonly ok: true;
  readonly value: T;
}

export interface Failure {
  readonly ok: false;
  readonly error: TerraceError;
}

/** The outcome of something that may fail for a reason the user can mend. */
export type Result<T> = Success<T> | Failure;

export function success<T>(value: T): Success<T> {
  return { ok: true, value };
}

export function failure(error: TerraceError): Failure {
  return { ok: false, error };
}

/** The value, or the error thrown: for composition roots and tests, where the error ends the work anyway. */
export function orThrow<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw result.error;
}
