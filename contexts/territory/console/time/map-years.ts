/** The years of the time bar: from the first survey, or ten years ago, to now; at most thirty. */
export function mapYears(surveyYears: readonly number[], now: number): readonly number[] {
  const usual = 10;
  const most = 30;
  const first = Math.max(Math.min(...surveyYears, now - usual), now - most);
  return Array.from({ length: now - first + 1 }, (_, index) => first + index);
}

/** The year to compare with at first: the survey before the one in sight, otherwise the year before. */
export function otherYear(surveyYears: readonly number[], year: number): number {
  return [...surveyYears].sort((a, b) => b - a).find((one) => one < year) ?? year - 1;
}
