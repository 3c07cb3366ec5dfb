/** Units that files state for heights and coordinates, under one name each. */
const NAMES: Readonly<Record<string, string>> = {
  m: "metre",
  meter: "metre",
  meters: "metre",
  metre: "metre",
  metres: "metre",
  米: "metre",
  ft: "foot",
  foot: "foot",
  feet: "foot",
  "international foot": "foot",
  英尺: "foot",
  "us-ft": "us-survey-foot",
  ftus: "us-survey-foot",
  "us survey foot": "us-survey-foot",
  us_survey_foot: "us-survey-foot",
};

/** EPSG codes of length units. */
const CODES: Readonly<Record<number, string>> = { 9001: "metre", 9002: "foot", 9003: "us-survey-foot" };

/** `metre`, `foot` or `us-survey-foot` for the spellings of these that programs write; any other text as it is. */
export function unitOfName(name: string | undefined): string | undefined {
  const trimmed = name?.trim();
  if (trimmed === undefined || trimmed === "") return undefined;
  return NAMES[trimmed.toLowerCase()] ?? trimmed;
}

export function unitOfCode(code: number): string | undefined {
  return CODES[code];
}

/** Unit of a size in metres, for files that give no code. */
export function unitOfSize(metres: number): string {
  if (metres === 1) return "metre";
  const FOOT = 0.3048;
  return Math.abs(metres - FOOT) < 1e-5 ? "foot" : `${metres} m`;
}
