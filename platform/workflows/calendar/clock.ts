import { addCalendarDays, addCalendarMonths, calendarDaysBetween, type Day } from "./day.ts";
import {
  addWorkingDays,
  countWorkingDays,
  isProvisional,
  type WorkingDayCalendar,
  workingDayFrom,
} from "./working-days.ts";

/** How far the legal ground of a deadline may be trusted; the levels of #reference-data. What begins with memory- shows 待核. */
export type DeadlineConfidence =
  | "verified"
  | "memory-high"
  | "memory-medium"
  | "memory-low"
  | "computed"
  | "design"
  | "demonstration";

interface DeadlineGround {
  /** The clause that sets the time, e.g. 《水土保持法》第五十三条, or the plan or agreement that does. */
  readonly legalGround: string;
  readonly sourceConfidence: DeadlineConfidence;
}

/** What becomes of a time that ends on a day off: 民法典 第二百零三条 moves it on unless another rule says that it stays. */
export interface EndOnDayOff {
  readonly endOnDayOff: "next-working-day" | "stays";
}

/** A time limit. The day on which it begins is not counted (民法典 第二百零一条). */
export type Deadline = DeadlineGround &
  (
    | { readonly unit: "working"; readonly days: number }
    | ({ readonly unit: "calendar"; readonly days: number } & EndOnDayOff)
    | ({ readonly unit: "month"; readonly months: number } & EndOnDayOff)
  );

/** Days after `from` up to and including `to` do not count; `to` is null while the clock still stands. */
export interface ClockPause {
  readonly from: Day;
  readonly to: Day | null;
}

/** Days added to the time, in the unit of the deadline (calendar days where that is months). */
export interface ClockExtension {
  readonly days: number;
  readonly on: Day;
}

/** A running time limit with all that was done to it. It keeps its deadline as it was declared when it began. */
export interface Clock {
  readonly startedOn: Day;
  readonly deadline: Deadline;
  readonly pauses: readonly ClockPause[];
  readonly extensions: readonly ClockExtension[];
}

export function startClock(deadline: Deadline, startedOn: Day): Clock {
  return { startedOn, deadline, pauses: [], extensions: [] };
}

/** Stops the clock; the day itself still counts, so that a stop and restart on one day changes nothing. */
export function pauseClock(clock: Clock, on: Day): Clock {
  if (isPaused(clock)) throw new Error("The clock stands already.");
  return { ...clock, pauses: [...clock.pauses, { from: on, to: null }] };
}

/** Restarts the clock; like a day of beginning, the day itself does not count. */
export function resumeClock(clock: Clock, on: Day): Clock {
  const running = clock.pauses.filter(({ to }) => to !== null);
  const open = clock.pauses.find(({ to }) => to === null);
  if (open === undefined) throw new Error("The clock runs already.");
  return { ...clock, pauses: [...running, { from: open.from, to: on }] };
}

export function extendClock(clock: Clock, days: number, on: Day): Clock {
  return { ...clock, extensions: [...clock.extensions, { days, on }] };
}

export function isPaused(clock: Clock): boolean {
  return clock.pauses.some(({ to }) => to === null);
}

/** The last day in time. Null while the clock stands, unless the time had run out before it was stopped. */
export function dueDay(calendar: WorkingDayCalendar, clock: Clock): Day | null {
  const { deadline } = clock;
  if (deadline.unit === "working") return nthCountedDay(clock, deadline.days, workingDays(calendar));
  const last =
    deadline.unit === "calendar"
      ? nthCountedDay(clock, deadline.days, CALENDAR_DAYS)
      : monthEnd(clock, deadline.months);
  return last !== null && deadline.endOnDayOff === "next-working-day" ? workingDayFrom(calendar, last) : last;
}

interface DayCounting {
  readonly count: (after: Day, through: Day) => number;
  readonly add: (day: Day, days: number) => Day;
}

const CALENDAR_DAYS: DayCounting = { count: calendarDaysBetween, add: addCalendarDays };

function workingDays(calendar: WorkingDayCalendar): DayCounting {
  return {
    count: (after, through) => countWorkingDays(calendar, after, through),
    add: (day, days) => addWorkingDays(calendar, day, days),
  };
}

function nthCountedDay(clock: Clock, days: number, counting: DayCounting): Day | null {
  let left = days + extensionDays(clock);
  let from = clock.startedOn;
  for (const pause of clock.pauses) {
    const counted = pause.from > from ? counting.count(from, pause.from) : 0;
    if (counted >= left) break;
    if (pause.to === null) return null;
    left -= counted;
    if (pause.to > from) from = pause.to;
  }
  return counting.add(from, left);
}

/** Months and the calendar days of the extensions and pauses. */
function monthEnd(clock: Clock, months: number): Day | null {
  let end = addCalendarDays(addCalendarMonths(clock.startedOn, months), extensionDays(clock));
  for (const { from, to } of clock.pauses) {
    if (from >= end) break;
    if (to === null) return null;
    end = addCalendarDays(end, calendarDaysBetween(from, to));
  }
  return end;
}

function extensionDays(clock: Clock): number {
  return clock.extensions.reduce((sum, { days }) => sum + days, 0);
}

/** Where a clock stands on a day. */
export interface ClockReading {
  readonly dueOn: Day | null;
  /** Days left in the unit of the deadline; 0 on the last day, negative when late, null while the clock stands. */
  readonly daysLeft: number | null;
  readonly isOverdue: boolean;
  readonly isPaused: boolean;
  /** The calendar of a year that it depends on is not announced yet: shown 待核. */
  readonly isProvisional: boolean;
}

export function readClock(calendar: WorkingDayCalendar, clock: Clock, today: Day): ClockReading {
  const dueOn = dueDay(calendar, clock);
  if (dueOn === null) {
    return { dueOn, daysLeft: null, isOverdue: false, isPaused: true, isProvisional: false };
  }
  return {
    dueOn,
    daysLeft: daysLeft(calendar, clock.deadline.unit, dueOn, today),
    isOverdue: today > dueOn,
    isPaused: isPaused(clock),
    isProvisional: dependsOnUnannouncedYear(calendar, clock, dueOn),
  };
}

/** 0 on the last day. Late is at least one day, also on the weekend after the last working day. */
export function daysLeft(calendar: WorkingDayCalendar, unit: Deadline["unit"], dueOn: Day, today: Day): number {
  const left = unit === "working" ? countWorkingDays(calendar, today, dueOn) : calendarDaysBetween(today, dueOn);
  return today > dueOn ? Math.min(left, -1) : left;
}

function dependsOnUnannouncedYear(calendar: WorkingDayCalendar, { deadline, startedOn }: Clock, dueOn: Day): boolean {
  if (deadline.unit === "working") return isProvisional(calendar, startedOn, dueOn);
  return deadline.endOnDayOff === "next-working-day" && isProvisional(calendar, dueOn, dueOn);
}
