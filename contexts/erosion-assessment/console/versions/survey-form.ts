/** Where an input comes from: nowhere, one number, the settings as they were loaded, or the file of this name. */
export interface InputChoice {
  readonly source: "" | "constant" | "settings" | (string & {});
  readonly constant: string;
  /** As the settings had it, where the form has no fields for it. */
  readonly settings?: unknown;
}

export const formInputs = ["dem", "rain", "soil", "landUse", "cover", "measures", "tillage", "zones"] as const;
export type FormInput = (typeof formInputs)[number];

/** Texts that qualify an input. */
export const formQualifiers = [
  "soilTable",
  "landUseField",
  "landUseScheme",
  "measuresField",
  "zonesName",
  "zonesCode",
] as const;
export type FormQualifier = (typeof formQualifiers)[number];

export interface SurveyForm {
  readonly title: string;
  readonly year: string;
  readonly product: "multi-year-mean" | "actual-year";
  readonly inputs: Readonly<Record<FormInput, InputChoice>>;
  readonly qualifiers: Readonly<Record<FormQualifier, string>>;
  /** By key of `survey.yaml`; empty takes the default. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly further: string;
  /** Of loaded settings, what the form has no fields for. */
  readonly rest: Readonly<Record<string, unknown>>;
}

const NOTHING: InputChoice = { source: "", constant: "" };

export function emptyForm(title: string, year: number): SurveyForm {
  return {
    title,
    year: String(year),
    product: "multi-year-mean",
    inputs: {
      dem: NOTHING,
      rain: NOTHING,
      soil: NOTHING,
      landUse: NOTHING,
      cover: NOTHING,
      measures: NOTHING,
      tillage: NOTHING,
      zones: NOTHING,
    },
    qualifiers: {
      soilTable: "",
      landUseField: "",
      landUseScheme: "",
      measuresField: "",
      zonesName: "",
      zonesCode: "",
    },
    parameters: {},
    further: "",
    rest: {},
  };
}

export type FormFault = "fault.required" | "fault.dem" | "fault.number" | "fault.year" | "fault.name";

/** What is wrong with the form, by field. The server looks again, and at more. */
export function faultsOf(form: SurveyForm): Readonly<Partial<Record<FormInput | "title" | "year", FormFault>>> {
  const faults: Partial<Record<FormInput | "title" | "year", FormFault>> = {};
  if (form.title.trim() === "") faults.title = "fault.name";
  if (!/^\d{4}$/.test(form.year.trim())) faults.year = "fault.year";
  for (const input of formInputs) {
    const { source, constant } = form.inputs[input];
    if (source === "constant" && numberOf(constant) === undefined) faults[input] = "fault.number";
  }
  if (form.inputs.dem.source === "") faults.dem = "fault.dem";
  for (const input of ["rain", "soil", "landUse"] as const) {
    if (form.inputs[input].source === "") faults[input] = "fault.required";
  }
  return faults;
}

/** The form in the writing of `survey.yaml`. */
export function settingsOf(form: SurveyForm): Record<string, unknown> {
  const settings: Record<string, unknown> = {
    ...form.rest,
    title: form.title.trim(),
    year: Number(form.year),
    product: form.product,
  };
  for (const input of formInputs) {
    const value = valueOfChoice(form.inputs[input]);
    if (value !== undefined) settings[input] = value;
  }
  for (const name of formQualifiers) {
    const value = form.qualifiers[name].trim();
    // A qualifier without its input would be a key that nobody asks for.
    if (value !== "" && isFile(form.inputs[inputOfQualifier[name]])) settings[name] = value;
  }
  for (const [key, text] of Object.entries(form.parameters)) {
    const value = numberOf(text);
    if (value !== undefined) settings[key] = value;
  }
  return settings;
}

export const inputOfQualifier: Readonly<Record<FormQualifier, FormInput>> = {
  soilTable: "soil",
  landUseField: "landUse",
  landUseScheme: "landUse",
  measuresField: "measures",
  zonesName: "zones",
  zonesCode: "zones",
};

export function isFile({ source }: InputChoice): boolean {
  return source !== "" && source !== "constant" && source !== "settings";
}

/** How many files loaded settings name for an input. */
export function filesInSettings(settings: unknown): number {
  const text = JSON.stringify(settings) ?? "";
  return [...text.matchAll(/"(?:inputs|uploads|demonstration)\//g)].length;
}

/** Whether anything of the demonstration region is chosen: the result is one, too. */
export function isOfDemonstration(form: SurveyForm): boolean {
  return JSON.stringify(settingsOf(form)).includes('"demonstration/');
}

function valueOfChoice({ source, constant, settings }: InputChoice): unknown {
  if (source === "") return undefined;
  if (source === "constant") return numberOf(constant);
  return source === "settings" ? settings : source;
}

function numberOf(text: string): number | undefined {
  const value = Number(text);
  return text.trim() === "" || !Number.isFinite(value) ? undefined : value;
}
