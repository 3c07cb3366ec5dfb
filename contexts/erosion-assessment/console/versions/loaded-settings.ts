import {
  emptyForm,
  type FormInput,
  type FormQualifier,
  formInputs,
  type InputChoice,
  type SurveyForm,
} from "./survey-form.ts";

type Loaded = Readonly<Record<string, unknown>>;

/** How the form shows an input of full settings: the key of its number, of its file, and those that have fields of their own. */
interface InputShape {
  readonly constant?: string;
  readonly files: readonly string[];
  readonly qualifiers?: Readonly<Record<string, FormQualifier>>;
}

const shapes: Readonly<Record<FormInput, InputShape>> = {
  dem: { files: ["path"] },
  rain: { constant: "annual", files: ["daily", "path"] },
  soil: { constant: "erodibility", files: ["path"], qualifiers: { table: "soilTable" } },
  landUse: { constant: "code", files: ["path"], qualifiers: { field: "landUseField", scheme: "landUseScheme" } },
  cover: { constant: "factor", files: ["table"] },
  measures: { constant: "factor", files: ["path"], qualifiers: { field: "measuresField" } },
  tillage: { constant: "factor", files: ["table"] },
  zones: { files: ["path"], qualifiers: { nameField: "zonesName", codeField: "zonesCode" } },
};

/** Where full settings keep what the table of parameters shows. */
const parameterPlaces: Readonly<Record<string, readonly [string, string?]>> = {
  tolerance: ["tolerance"],
  maximumLength: ["slopeLength", "maximumMetres"],
  gentleCutFactor: ["slopeLength", "gentleCutFactor"],
  steepCutFactor: ["slopeLength", "steepCutFactor"],
  minimumPatch: ["patches", "minimumSquareMetres"],
};

/** The form for settings that the server has read; what it has no fields for is kept as it is. */
export function formOfSettings(settings: Loaded): SurveyForm {
  const form = emptyForm(textOf(settings.title), Number(settings.year ?? 0));
  const inputs = { ...form.inputs };
  const qualifiers = { ...form.qualifiers };
  for (const input of formInputs) {
    const loaded = settings[input];
    if (!isRecord(loaded)) continue;
    const choice = choiceOf(loaded, shapes[input]);
    inputs[input] = choice;
    if (choice.source === "settings") continue;
    for (const [key, qualifier] of Object.entries(shapes[input].qualifiers ?? {})) {
      qualifiers[qualifier] = textOf(loaded[key]);
    }
  }
  const own = new Set<string>(["title", "year", "product", ...formInputs]);
  return {
    ...form,
    product: settings.product === "actual-year" ? "actual-year" : "multi-year-mean",
    inputs,
    qualifiers,
    parameters: Object.fromEntries(
      Object.entries(parameterPlaces).map(([key, place]) => [key, textOf(valueAt(settings, place))]),
    ),
    rest: Object.fromEntries(Object.entries(settings).filter(([key]) => !own.has(key))),
  };
}

function choiceOf(loaded: Loaded, { constant, files, qualifiers = {} }: InputShape): InputChoice {
  const keys = Object.keys(loaded).filter((key) => !(key in qualifiers));
  const [key] = keys;
  const value = key === undefined ? undefined : loaded[key];
  if (keys.length === 1 && key === constant) return { source: "constant", constant: textOf(value) };
  if (keys.length === 1 && key !== undefined && files.includes(key)) return { source: textOf(value), constant: "" };
  return { source: "settings", constant: "", settings: loaded };
}

function valueAt(settings: Loaded, [key, inner]: readonly [string, string?]): unknown {
  const value = settings[key];
  if (inner === undefined) return value;
  return isRecord(value) ? value[inner] : undefined;
}

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

function isRecord(value: unknown): value is Loaded {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
