import { z } from "zod";

/**
 * What the import wizard and its server say to each other. No Node here: the console imports the types of this file.
 *
 * - `POST /api/imports` (multipart: `file`, `target`, optional `sender`) → `ImportSessionView`
 * - `GET /api/imports` → `{ imports: ImportSessionSummary[] }`, the newest first
 * - `GET /api/imports/{id}` → `ImportSessionView`
 * - `PATCH /api/imports/{id}` with `{ decisions }` (only what changed; null takes a decision back) → `ImportSessionView`
 * - `POST /api/imports/{id}/commit` → `ImportSessionView` in state `committed`, or 422 `import-not-ready`
 * - `DELETE /api/imports/{id}` → `ImportSessionView` in state `abandoned`
 * - `GET /api/imports/{id}/report.xlsx`: what was found and what was done
 * - `GET /api/imports/{id}/returned.xlsx`: the sender's own workbook with a comment in each wrong cell (Excel and CSV only)
 * - `GET /api/import-targets` → `{ targets: ImportTargetView[] }`
 * - `GET /api/import-targets/{id}/template.xlsx`
 */

/** A sentence for the person who imports, in both languages. */
export const importSentenceSchema = z.object({ code: z.string(), zh: z.string(), en: z.string() });
export type ImportSentence = z.infer<typeof importSentenceSchema>;

export const importFormatSchema = z.enum([
  "shapefile",
  "geopackage",
  "file-geodatabase",
  "geojson",
  "kml",
  "dxf",
  "gml",
  "excel",
  "csv",
]);
export type ImportFormat = z.infer<typeof importFormatSchema>;

export const importGeometryKindSchema = z.enum(["point", "line", "polygon"]);

/** Longitude and latitude on CGCS2000, degrees. */
export const importPlaceSchema = z.tuple([z.number(), z.number()]);

/** West, south, east, north on CGCS2000, degrees. */
export const importExtentSchema = z.tuple([z.number(), z.number(), z.number(), z.number()]);

export const axisOrderSchema = z.enum(["east-north", "north-east"]);

/** A layer of the file, or a sheet of the workbook. */
export const importLayerSchema = z.object({
  name: z.string(),
  rowCount: z.number().int().nullable(),
});

/** The same rows as one encoding shows them, for choosing by eye. */
export const encodingCandidateSchema = z.object({
  /** To be sent back as `decisions.encoding`. */
  encoding: z.string(),
  label: z.string(),
  /** Whether all text of the file is valid in it. */
  isReadable: z.boolean(),
  isProposed: z.boolean(),
  /** Why it is proposed, or what speaks against it. */
  reason: importSentenceSchema,
  fields: z.array(z.string()),
  /** Rows that have text beyond ASCII, first. */
  rows: z.array(z.array(z.string())),
});
export type EncodingCandidate = z.infer<typeof encodingCandidateSchema>;

export const crsCandidateSchema = z.object({
  /** To be sent back as `decisions.crs`: an EPSG code, or `GCJ-02`. */
  crs: z.string(),
  /** To be sent back as `decisions.axes`. */
  axes: axisOrderSchema,
  nameZh: z.string(),
  nameEn: z.string(),
  isStated: z.boolean(),
  isProposed: z.boolean(),
  isInsideRegion: z.boolean(),
  reason: importSentenceSchema,
  /** Where the data would lie. */
  extent: importExtentSchema.nullable(),
});
export type CrsCandidate = z.infer<typeof crsCandidateSchema>;

export const sourceFieldSchema = z.object({
  name: z.string(),
  type: z.enum(["text", "number", "boolean", "date", "other"]),
  /** The first values that are not empty, as text. */
  samples: z.array(z.string()),
});

/** What the file is, before anything of it is taken over. */
export const importPreviewSchema = z.object({
  format: importFormatSchema,
  layers: z.array(importLayerSchema),
  /** The layer looked at; null where the file has several and none is chosen. */
  layer: z.string().nullable(),
  rowCount: z.number().int(),
  geometryKinds: z.array(importGeometryKindSchema),
  /** Fields of the file with the values of the chosen encoding. */
  fields: z.array(sourceFieldSchema),
  /** The first rows, a text for each field. */
  rows: z.array(z.array(z.string())),
  /** Empty where the format fixes the encoding. */
  encodings: z.array(encodingCandidateSchema),
  encoding: z.string().nullable(),
  crsCandidates: z.array(crsCandidateSchema),
  crs: z.string().nullable(),
  axes: axisOrderSchema,
  /** Fields with coordinates, of a table. */
  coordinateFields: z
    .object({ x: z.string().nullable(), y: z.string().nullable(), geometry: z.string().nullable() })
    .nullable(),
  /** GeoJSON FeatureCollection on CGCS2000, simplified, for the map; null where there is no place yet. */
  outline: z.unknown().nullable(),
  /** Number of features that the outline leaves out. */
  outlineOmitted: z.number().int(),
  extent: importExtentSchema.nullable(),
  notes: z.array(importSentenceSchema),
  /** Why it goes no further without a decision (`layer-not-chosen`, `crs-missing` …); null where it does. */
  obstacle: importSentenceSchema.nullable(),
});
export type ImportPreview = z.infer<typeof importPreviewSchema>;

export const areaUnitSchema = z.enum(["m2", "hm2", "km2", "mu"]);

/** What the person decides. A decision that is absent is made by the proposal. */
export const importDecisionsSchema = z.object({
  layer: z.string().optional(),
  encoding: z.string().optional(),
  crs: z.string().optional(),
  axes: axisOrderSchema.optional(),
  /** Of a table: its fields with coordinates. */
  coordinateFields: z
    .object({ x: z.string().nullable(), y: z.string().nullable(), geometry: z.string().nullable() })
    .optional(),
  /** Target field → field of the file; null leaves the target field empty. */
  mapping: z.record(z.string(), z.string().nullable()).optional(),
  /** Target field → one value for all rows; `{n}` in it is the number of the row, `地块-{n}` → `地块-0001`. */
  constants: z.record(z.string(), z.string()).optional(),
  /** Field of the file that states an area, to be compared with the computed one. */
  statedArea: z.object({ field: z.string(), unit: areaUnitSchema }).nullable().optional(),
  areaTolerancePercent: z.number().min(0).max(100).optional(),
  /** Lines that close, or nearly do, become polygons (DXF, lines drawn around plots). */
  closeLines: z.boolean().optional(),
  /**
   * Geometries of another kind than the target's refuse the import, or their rows are left out; in a DXF, where plots lie among
   * roads and labels, they are left out unless decided otherwise.
   */
  otherKinds: z.enum(["refuse", "leave-out"]).optional(),
  /** What becomes of rows whose code is there already: the import is refused, or they are left out. */
  duplicates: z.enum(["refuse", "leave-out"]).optional(),
  /** The person has seen that data lie outside the region. */
  acceptOutsideRegion: z.boolean().optional(),
});
export type ImportDecisions = z.infer<typeof importDecisionsSchema>;

/** A change of decisions: what is absent stays, null takes back. */
export const importDecisionChangesSchema = z.object({
  decisions: z.object(
    Object.fromEntries(
      Object.entries(importDecisionsSchema.shape).map(([name, schema]) => [name, schema.nullable()]),
    ) as {
      [Name in keyof typeof importDecisionsSchema.shape]: z.ZodNullable<(typeof importDecisionsSchema.shape)[Name]>;
    },
  ),
});
export type ImportDecisionChanges = z.infer<typeof importDecisionChangesSchema>;

export const findingSeveritySchema = z.enum(["refused", "repaired", "warning"]);

/** One thing that was found in one row. `refused` stands in the way of the import. */
export const importFindingSchema = z.object({
  /** Number of the feature or row of data in the file, from 1; null where it is about the whole file. */
  row: z.number().int().nullable(),
  /** Line of the sheet or the CSV, from 1; null in other formats. */
  line: z.number().int().nullable(),
  /** Field of the target, by name. */
  field: z.string().nullable(),
  /** Field of the file. */
  sourceField: z.string().nullable(),
  place: importPlaceSchema.nullable(),
  kind: z.string(),
  severity: findingSeveritySchema,
  zh: z.string(),
  en: z.string(),
});
export type ImportFinding = z.infer<typeof importFindingSchema>;

export const targetFieldSchema = z.object({
  name: z.string(),
  labelZh: z.string(),
  labelEn: z.string(),
  kind: z.enum(["text", "integer", "number", "date", "timestamp", "choice", "boolean", "division", "organisation"]),
  unit: z.string().nullable(),
  choices: z.array(z.object({ value: z.string(), labelZh: z.string(), labelEn: z.string() })),
  isRequired: z.boolean(),
});
export type ImportTargetField = z.infer<typeof targetFieldSchema>;

export const importTargetViewSchema = z.object({
  id: z.string(),
  titleZh: z.string(),
  titleEn: z.string(),
  geometry: importGeometryKindSchema.nullable(),
  fields: z.array(targetFieldSchema),
});
export type ImportTargetView = z.infer<typeof importTargetViewSchema>;

export const importStateSchema = z.enum(["inspecting", "deciding", "ready", "committed", "abandoned"]);

/** Which field of the file a target field takes, and why. */
export const mappingProposalSchema = z.object({
  field: z.string(),
  sourceField: z.string().nullable(),
  /** `decided` by the person, `remembered` from this sender, `same-name`, `alias`; `none` where nothing fits. */
  ground: z.enum(["decided", "remembered", "same-name", "alias", "none"]),
});

/** What would be written, counted from the decisions as they are. */
export const importOutcomeSchema = z.object({
  rowCount: z.number().int(),
  /** Rows left out because their code is there already or their geometry is of another kind, and the decision says so. */
  leftOutCount: z.number().int(),
  refusedCount: z.number().int(),
  repairedCount: z.number().int(),
  warningCount: z.number().int(),
  /** The first 500, the refused ones first; the report holds all. */
  findings: z.array(importFindingSchema),
  /** Sum of the areas on the ellipsoid, m²; null where the target has no polygons. */
  computedAreaSquareMetres: z.number().nullable(),
  statedAreaSquareMetres: z.number().nullable(),
  /** The way to the rows that were written; null before, and where they are more than 200 or one has no code. */
  written: z.object({ field: z.string(), codes: z.array(z.string()) }).nullable(),
});
export type ImportOutcome = z.infer<typeof importOutcomeSchema>;

export const importSessionSummarySchema = z.object({
  id: z.uuid(),
  target: z.string(),
  targetTitleZh: z.string(),
  sender: z.string().nullable(),
  fileName: z.string(),
  sizeBytes: z.number(),
  sha256: z.string(),
  state: importStateSchema,
  rowCount: z.number().int().nullable(),
  createdBy: z.string().nullable(),
  createdAt: z.string(),
  committedAt: z.string().nullable(),
});
export type ImportSessionSummary = z.infer<typeof importSessionSummarySchema>;

export const importSessionViewSchema = importSessionSummarySchema.extend({
  targetView: importTargetViewSchema,
  decisions: importDecisionsSchema,
  preview: importPreviewSchema,
  mapping: z.array(mappingProposalSchema),
  /** Null as long as the preview has an obstacle. */
  outcome: importOutcomeSchema.nullable(),
  /** Whether `returned.xlsx` is to be had. */
  isReturnable: z.boolean(),
});
export type ImportSessionView = z.infer<typeof importSessionViewSchema>;

export const importSessionListSchema = z.object({ imports: z.array(importSessionSummarySchema) });
export const importTargetListSchema = z.object({ targets: z.array(importTargetViewSchema) });
