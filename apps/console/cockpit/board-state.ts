import { ApiProblem } from "#platform/interface-kit";

/** How fresh the board is. */
export interface BoardState {
  /** When the oldest of the numbers in sight was read, milliseconds; undefined before the first. */
  readonly readAt: number | undefined;
  /** The server does not answer. */
  readonly isAway: boolean;
  /** A reason that the server gave instead of an answer. */
  readonly refusal: ApiProblem | undefined;
  /** Everything has been asked once, whatever came of it. */
  readonly isAsked: boolean;
}

/** As much of a query as tells its state. */
export interface AskedQuery {
  /** Milliseconds; 0 where there has been no answer. */
  readonly dataUpdatedAt: number;
  readonly error: unknown;
  readonly isPending: boolean;
  readonly fetchStatus: string;
}

/** A gateway in front of a server that is being restarted answers in its place. */
const GATEWAY = 502;

export function boardState(queries: readonly AskedQuery[]): BoardState {
  const answered = queries.map(({ dataUpdatedAt }) => dataUpdatedAt).filter((time) => time > 0);
  const errors = queries.map(({ error }) => error).filter((error) => error !== null);
  const isUnreached = (error: unknown) =>
    error instanceof ApiProblem && (error.status === 0 || error.status >= GATEWAY);
  const refusal = errors.find((error) => error instanceof ApiProblem && !isUnreached(error));
  return {
    readAt: answered.length === 0 ? undefined : Math.min(...answered),
    isAway: errors.some(isUnreached),
    refusal: refusal instanceof ApiProblem ? refusal : undefined,
    // A query that is not asked at all waits for nothing.
    isAsked: !queries.some(({ isPending, fetchStatus }) => isPending && fetchStatus !== "idle"),
  };
}

const clock = new Intl.DateTimeFormat("en-CA", {
  timeZone: "Asia/Shanghai",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

/** A moment as 18:03, with the day in front where it is not the day of `now`: after a night without an answer the hour alone would lie. */
export function clockText(time: number, now: number): string {
  const [day, hour] = partsOf(time);
  const [today] = partsOf(now);
  return day === today ? hour : `${day} ${hour}`;
}

function partsOf(time: number): readonly [day: string, hour: string] {
  const parts = new Map(clock.formatToParts(time).map(({ type, value }) => [type, value]));
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? "";
  return [`${of("year")}-${of("month")}-${of("day")}`, `${of("hour")}:${of("minute")}`];
}
