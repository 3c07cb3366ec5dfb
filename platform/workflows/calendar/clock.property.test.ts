import fc from "fast-check";
import { expect, test } from "vitest";
import { workingDayCalendar } from "#reference-data";
import {
  type Clock,
  type Deadline,
  daysLeft,
  dueDay,
  extendClock,
  pauseClock,
  readClock,
  resumeClock,
  startClock,
} from "./clock.ts";
import { addCalendarDays, calendarDaysBetween, type Day, dayNumber, dayOfNumber } from "./day.ts";
import { addWorkingDays, countWorkingDays, createWorkingDayCalendar, isWorkingDay } from "./working-days.ts";

const calendar = createWorkingDayCalendar(workingDayCalendar.map(({ value }) => value));
const ground = { legalGround: "《水土保持法》第五十三条", sourceConfidence: "design" } as const;
const anyDay = fc.integer({ min: dayNumber("2024-01-01"), max: dayNumber("2027-12-31") }).map(dayOfNumber);
const dayUnits = fc.constantFrom<"working" | "calendar">("working", "calendar");

function deadlineOf(unit: "working" | "calendar", days: number): Deadline {
  return unit === "working" ? { unit, days, ...ground } : { unit, days, endOnDayOff: "stays", ...ground };
}

const countsOn = (unit: "working" | "calendar", day: Day) => unit === "calendar" || isWorkingDay(calendar, day);

test("counting the working days that were added gives their number", () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: -80, max: 80 }), (day, count) => {
      const later = addWorkingDays(calendar, day, count);
      // Backwards from a day off the count includes no working day of its own; from a working day it does.
      if (count >= 0) expect(countWorkingDays(calendar, day, later)).toBe(count);
      else expect(countWorkingDays(calendar, addCalendarDays(later, -1), addCalendarDays(day, -1))).toBe(-count);
      if (count !== 0) expect(isWorkingDay(calendar, later)).toBe(true);
    }),
  );
});

test("adding is monotone in the day and in the number", () => {
  fc.assert(
    fc.property(anyDay, fc.nat(30), fc.nat(60), fc.nat(5), (day, laterBy, count, more) => {
      const base = addWorkingDays(calendar, day, count);
      expect(addWorkingDays(calendar, addCalendarDays(day, laterBy), count) >= base || count === 0).toBe(true);
      expect(addWorkingDays(calendar, day, count + more) >= base).toBe(true);
    }),
  );
});

test("counts of neighbouring periods add up", () => {
  fc.assert(
    fc.property(anyDay, anyDay, anyDay, (a, b, c) => {
      const sum = countWorkingDays(calendar, a, b) + countWorkingDays(calendar, b, c);
      expect(sum).toBe(countWorkingDays(calendar, a, c));
    }),
  );
});

/** Gaps in days: run, stand, run, stand … from the beginning of the clock. */
const gaps = fc.array(fc.tuple(fc.nat(15), fc.nat(40)), { maxLength: 4 });

function withPauses(clock: Clock, pairs: readonly (readonly [run: number, stand: number])[]): Clock {
  let day = clock.startedOn;
  return pairs.reduce((current, [run, stand]) => {
    const from = addCalendarDays(day, run);
    day = addCalendarDays(from, stand);
    return resumeClock(pauseClock(current, from), day);
  }, clock);
}

test("the last day is the n-th counting day outside the pauses, found by walking day by day", () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 1, max: 60 }), dayUnits, gaps, (start, days, unit, pairs) => {
      const clock = withPauses(startClock(deadlineOf(unit, days), start), pairs);
      let day = start;
      for (let left = days; left > 0; ) {
        day = addCalendarDays(day, 1);
        const isStanding = clock.pauses.some(({ from, to }) => from < day && to !== null && day <= to);
        if (!isStanding && countsOn(unit, day)) left--;
      }
      expect(dueDay(calendar, clock)).toBe(day);
    }),
  );
});

test("a standing clock never counts: while it stands there is no last day, and afterwards as many days are left as before", () => {
  fc.assert(
    fc.property(
      anyDay,
      fc.integer({ min: 1, max: 60 }),
      dayUnits,
      fc.nat(80),
      fc.nat(80),
      (start, days, unit, run, stand) => {
        const clock = startClock(deadlineOf(unit, days), start);
        const stopped = addCalendarDays(start, run);
        const restarted = addCalendarDays(stopped, stand);
        const before = readClock(calendar, clock, stopped);
        fc.pre(before.daysLeft !== null && before.daysLeft > 0);
        const standing = pauseClock(clock, stopped);
        for (const today of [stopped, restarted]) {
          expect(readClock(calendar, standing, today)).toMatchObject({ dueOn: null, daysLeft: null, isOverdue: false });
        }
        expect(readClock(calendar, resumeClock(standing, restarted), restarted).daysLeft).toBe(before.daysLeft);
      },
    ),
  );
});

test("a clock that was late before it was stopped stays late", () => {
  const clock = startClock(deadlineOf("working", 5), "2026-11-02");
  const standing = pauseClock(clock, "2026-11-20");
  expect(readClock(calendar, standing, "2026-11-24")).toMatchObject({ dueOn: "2026-11-09", isOverdue: true });
  expect(dueDay(calendar, resumeClock(standing, "2026-12-01"))).toBe("2026-11-09");
});

test("stopping and restarting on one day changes nothing", () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 1, max: 60 }), dayUnits, fc.nat(40), (start, days, unit, run) => {
      const clock = startClock(deadlineOf(unit, days), start);
      expect(dueDay(calendar, withPauses(clock, [[run, 0]]))).toBe(dueDay(calendar, clock));
    }),
  );
});

test("days left fall from day to day and are below zero exactly when late", () => {
  fc.assert(
    fc.property(anyDay, anyDay, dayUnits, (due, today, unit) => {
      const left = daysLeft(calendar, unit, due, today);
      expect(daysLeft(calendar, unit, due, addCalendarDays(today, 1))).toBeLessThanOrEqual(left);
      expect(left < 0).toBe(today > due);
    }),
  );
});

test("an extension adds its days in the unit of the deadline", () => {
  fc.assert(
    fc.property(anyDay, fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }), (start, days, more) => {
      const extended = extendClock(startClock(deadlineOf("working", days), start), more, start);
      expect(dueDay(calendar, extended)).toBe(addWorkingDays(calendar, start, days + more));
    }),
  );
});

test("months: the pause is added in calendar days, and an end on a day off moves to the next working day", () => {
  const month = { unit: "month", months: 3, ...ground } as const;
  const stays = startClock({ ...month, endOnDayOff: "stays" }, "2026-07-03");
  expect(dueDay(calendar, stays)).toBe("2026-10-03");
  expect(dueDay(calendar, startClock({ ...month, endOnDayOff: "next-working-day" }, "2026-07-03"))).toBe("2026-10-08");
  const paused = withPauses(stays, [[10, 20]]);
  expect(calendarDaysBetween("2026-10-03", dueDay(calendar, paused)!)).toBe(20);
  expect(dueDay(calendar, pauseClock(stays, "2026-07-13"))).toBeNull();
});

test("a last day that may still move says so", () => {
  const inTwoYears = startClock(deadlineOf("working", 40), "2026-11-24");
  expect(readClock(calendar, inTwoYears, "2026-11-24").isProvisional).toBe(true);
  const staying = startClock(deadlineOf("calendar", 400), "2026-11-24");
  expect(readClock(calendar, staying, "2026-11-24").isProvisional).toBe(false);
  expect(readClock(calendar, startClock(deadlineOf("working", 10), "2026-11-24"), "2026-11-24")).toEqual({
    dueOn: "2026-12-08",
    daysLeft: 10,
    isOverdue: false,
    isPaused: false,
    isProvisional: false,
  });
});

test("a standing clock is not stopped again, a running one not restarted", () => {
  const clock = startClock(deadlineOf("working", 10), "2026-11-24");
  expect(() => pauseClock(pauseClock(clock, "2026-11-25"), "2026-11-26")).toThrow("stands already");
  expect(() => resumeClock(clock, "2026-11-26")).toThrow("runs already");
});
