/**
 * The day whose daily time has come, as `2026-11-24`, or null before that time: a job that is due while the server is down is asked for
 * when it comes up on the same day.
 * @param dailyAt `HH:MM` in the time zone
 */
export function asDailyKey(now: Date, dailyAt: string, timeZone: string): string | null {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(now);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? "";
  return `${part("hour")}:${part("minute")}` < dailyAt ? null : `${part("year")}-${part("month")}-${part("day")}`;
}
