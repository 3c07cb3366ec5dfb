import { addCalendarDays, type Day, dayNumber, dayOfNumber, parseDay, weekdayOf, yearOf } from "./day.ts";

/** How one year differs from Monday to Friday. Comes from outside as data (`workingDayCalendar` of #reference-data). */
export interface WorkingDayYear {
  readonly year: number;
  /** False where the State Council has not announced the year yet: what it decides is provisional. */
  readonly isAnnounced: boolean;
  /** Days off, from and to included. */
  readonly holidays: readonly { readonly from: string; readonly to: string }[];
  /** Saturdays and Sundays on which offices work. */
  readonly workingWeekendDays: readonly string[];
}

/** Working days of the years that are known; any other year is Monday to Friday and provisional. */
export interface WorkingDayCalendar {
  readonly announcedYears: ReadonlySet<number>;
  readonly daysOff: ReadonlySet<Day>;
  readonly workingWeekendDays: ReadonlySet<Day>;
}

export function createWorkingDayCalendar(years: readonly WorkingDayYear[]): WorkingDayCalendar {
  return {
    announcedYears: new Set(years.filter(({ isAnnounced }) => isAnnounced).map(({ year }) => year)),
    daysOff: new Set(years.flatMap(({ holidays }) => holidays.flatMap(daysOf))),
    workingWeekendDays: new Set(years.flatMap(({ workingWeekendDays }) => workingWeekendDays.map(parseDay))),
  };
}

function daysOf({ from, to }: { readonly from: string; readonly to: string }): Day[] {
  const first = dayNumber(parseDay(from));
  const length = dayNumber(parseDay(to)) - first + 1;
  if (length < 1) throw new Error(`A holiday ends (${to}) before it begins (${from}).`);
  return Array.from({ length }, (_, index) => dayOfNumber(first + index));
}

export function isWorkingDay(calendar: WorkingDayCalendar, day: Day): boolean {
  if (calendar.workingWeekendDays.has(day)) return true;
  return !calendar.daysOff.has(day) && weekdayOf(day) % 6 !== 0;
}

/** Working days after `after` up to and including `through`; negative where `through` is earlier. */
export function countWorkingDays(calendar: WorkingDayCalendar, after: Day, through: Day): number {
  if (through < after) return 0 - countWorkingDays(calendar, through, after);
  let count = 0;
  for (let number = dayNumber(after) + 1; number <= dayNumber(through); number++) {
    if (isWorkingDay(calendar, dayOfNumber(number))) count++;
  }
  return count;
}

/** The n-th working day after `day`, which is not counted itself; before it where n is negative; `day` where it is 0. */
export function addWorkingDays(calendar: WorkingDayCalendar, day: Day, workingDays: number): Day {
  const step = Math.sign(workingDays);
  let current = day;
  for (let left = Math.abs(workingDays); left > 0; ) {
    current = addCalendarDays(current, step);
    if (isWorkingDay(calendar, current)) left--;
  }
  return current;
}

/** The day itself where offices work, else the next on which they do (民法典 第二百零三条). */
export function workingDayFrom(calendar: WorkingDayCalendar, day: Day): Day {
  return isWorkingDay(calendar, day) ? day : addWorkingDays(calendar, day, 1);
}

/** Whether a count of working days in this period may still change: one of its years is not announced. */
export function isProvisional(calendar: WorkingDayCalendar, from: Day, to: Day): boolean {
  for (let year = yearOf(from); year <= yearOf(to); year++) if (!calendar.announcedYears.has(year)) return true;
  return false;
}
