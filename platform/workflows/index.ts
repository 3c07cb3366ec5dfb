export type { Deadline } from "./calendar/clock.ts";
