import { z } from "zod";

/** The kind of job that runs a survey. */
export const surveyJobKind = "erosion-assessment-survey";

/** To which uploaded inputs are attached. */
export const surveyInputsRecord = { recordSet: "survey-inputs", recordId: "city" } as const;

export const surveyInputKinds = ["raster", "vector", "table", "settings"] as const;

export type SurveyInputKind = (typeof surveyInputKinds)[number];

/** A file that a survey can be made from. */
export const surveyInputFile = z.strictObject({
  /** As settings name it: `inputs/2024/dem.tif`, `uploads/ID/dem.tif`. */
  name: z.string(),
  kind: z.enum(surveyInputKinds),
  /** `folder` lies in the data folder, `demonstration` belongs to the demonstration region. */
  origin: z.enum(["folder", "upload", "demonstration"]),
  /** Bytes. */
  size: z.number().int(),
  modifiedAt: z.string(),
  uploadedByName: z.string().nullable(),
});

export const surveyInputList = z.strictObject({ files: z.array(surveyInputFile) });

/** Settings as `survey.yaml` has them, read from a file of the list; its paths are names of the list. */
export const surveySettings = z.strictObject({ settings: z.record(z.string(), z.unknown()) });

/** A survey to be run. */
export const surveyRunRequest = z.strictObject({
  /** The keys of `survey.yaml`, shortly or fully. */
  settings: z.record(z.string(), z.unknown()),
  /** Further keys in the writing of `survey.yaml`; they go before those of `settings`. */
  further: z.string().max(20_000).default(""),
});

export const surveyRunAnswer = z.strictObject({ jobId: z.string() });

/** What a finished job has made. */
export const surveyRunResult = z.object({ runId: z.string(), year: z.number().int(), number: z.number().int() });

/** A parameter that a survey takes when nothing else is said. */
export const surveyParameter = z.strictObject({
  id: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  value: z.union([z.number(), z.string()]),
  unit: z.string().nullable(),
  source: z.string(),
  confidence: z.string(),
  isUnconfirmed: z.boolean(),
});

export const surveyParameterList = z.strictObject({ parameters: z.array(surveyParameter) });

export type SurveyInputFile = z.infer<typeof surveyInputFile>;
export type SurveyRunRequest = z.infer<typeof surveyRunRequest>;
export type SurveyParameter = z.infer<typeof surveyParameter>;
