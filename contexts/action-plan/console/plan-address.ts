/** What the address of the page says; whatever is missing is undefined. */
export interface PlanAddress {
  readonly period: string | undefined;
  /** Only measures that name this organisation. */
  readonly department: string | undefined;
  /** The task whose panel is open. */
  readonly task: string | undefined;
  /** The target whose shares are open. */
  readonly shares: string | undefined;
  /** The measure that is open from the start. */
  readonly measure: number | undefined;
}

export function readPlanAddress(query: string): PlanAddress {
  const parameters = new URLSearchParams(query);
  const measure = Number(parameters.get("measure") ?? Number.NaN);
  return {
    period: parameters.get("period") || undefined,
    department: parameters.get("department") || undefined,
    task: parameters.get("task") || undefined,
    shares: parameters.get("shares") || undefined,
    measure: Number.isInteger(measure) ? measure : undefined,
  };
}
