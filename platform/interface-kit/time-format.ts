/** The offices are in China, wherever the browser is. */
const timeZone = "Asia/Shanghai";

const moment = new Intl.DateTimeFormat("en-CA", {
  timeZone,
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

/**
 * A moment as 2026-11-23 14:05 in China's time; the text itself where it is no time.
 *
 * @param iso ISO 8601 with its zone
 */
export function formatTimestamp(iso: string): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  const parts = Object.fromEntries(moment.formatToParts(time).map(({ type, value }) => [type, value]));
  return `${parts.year}-${parts.month}-${parts.day} ${parts.hour}:${parts.minute}`;
}

/** The day of a moment in China, 2026-11-23. */
export function formatDay(iso: string): string {
  return formatTimestamp(iso).slice(0, 10);
}
