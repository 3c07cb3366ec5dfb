import { TerraceError } from "#errors";
import { type SurveyConfig, surveyConfig } from "./survey-config.ts";

/** What a user writes: command-line flags or the keys of `survey.yaml`, in kebab-case or camelCase. */
export type SurveyRequest = Readonly<Record<string, unknown>>;

const VECTOR_FILE = /\.(shp|zip|gpkg|geojson|json|kml|kmz|gml)$/i;
const TABLE_FILE = /\.(csv|txt)$/i;

/**
 * The survey configuration that a request means. A request may say an input shortly (`rain: 4000`, `rain: rain.csv`,
 * `rain: r.tif`) or fully (`rain: {daily: rain.csv, maximumMissingDays: 5}`); qualifiers of a short input are keys of
 * their own (`land-use-field: class`).
 *
 * @throws TerraceError `survey-request-invalid` naming every key that is unknown, missing or of the wrong form.
 */
export function surveyConfigFrom(request: SurveyRequest): SurveyConfig {
  const reader = new RequestReader(request);
  const config = withoutUndefined({
    title: reader.text("title"),
    year: reader.number("year"),
    product: reader.text("product"),
    demonstration: reader.flag("demonstration"),
    dem: demOf(reader),
    rain: rainOf(reader),
    soil: soilOf(reader),
    landUse: landUseOf(reader),
    cover: coverOf(reader),
    measures: measuresOf(reader),
    tillage: tillageOf(reader),
    zones: zonesOf(reader),
    tolerance: reader.number("tolerance"),
    slopeLength: slopeLengthOf(reader),
    patches: patchesOf(reader),
    allowUncovered: reader.flag("allowUncovered"),
    factors: reader.flag("factors"),
    targets: reader.take("targets"),
  });
  const unknown = reader.leftover();
  const parsed = surveyConfig.safeParse(config);
  if (parsed.success && unknown.length === 0) return parsed.data;
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw invalidRequest(unknown, problems);
}

function invalidRequest(unknown: readonly string[], problems: readonly string[]): TerraceError {
  const zh = [...unknown.map((key) => `不认识的项 ${key}`), ...problems.map((problem) => `${problem}`)];
  return new TerraceError({
    code: "survey-request-invalid",
    userMessage: `调查配置有误：${zh.join("；")}。请改正后重新运行，各项写法见 terrace survey --help。`,
    message: `The survey configuration is not valid: ${[...unknown.map((key) => `unknown key ${key}`), ...problems].join("; ")}. See terrace survey --help.`,
    details: { unknown, problems },
  });
}

/** Hands out the keys of a request by their camelCase name and remembers which nobody asked for. */
class RequestReader {
  readonly #values = new Map<string, unknown>();
  readonly #spelling = new Map<string, string>();

  constructor(request: SurveyRequest) {
    for (const [key, value] of Object.entries(request)) {
      const name = key.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
      this.#values.set(name, value);
      this.#spelling.set(name, key);
    }
  }

  take(name: string): unknown {
    const value = this.#values.get(name);
    this.#values.delete(name);
    return value === null ? undefined : value;
  }

  /** A number, also where the request holds it as text; other text is passed on for the schema to refuse. */
  number(name: string): unknown {
    return asNumberIfNumeric(this.take(name));
  }

  text(name: string): unknown {
    const value = this.take(name);
    return typeof value === "number" ? String(value) : value;
  }

  flag(name: string): unknown {
    const value = this.take(name);
    if (value === "true" || value === "yes") return true;
    if (value === "false" || value === "no") return false;
    return value;
  }

  leftover(): string[] {
    return [...this.#values.keys()].map((name) => this.#spelling.get(name) ?? name);
  }
}

function asNumberIfNumeric(value: unknown): unknown {
  if (typeof value !== "string" || value.trim() === "") return value;
  const number = Number(value);
  return Number.isFinite(number) ? number : value;
}

function withoutUndefined(object: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function demOf(reader: RequestReader): unknown {
  const value = reader.take("dem");
  const qualifiers = withoutUndefined({
    crs: reader.text("demCrs"),
    band: reader.number("demBand"),
    verticalUnit: reader.text("demUnit"),
    noData: reader.number("demNodata"),
    spikes: reader.text("spikes"),
    projectTo: reader.text("projectTo"),
    cellSize: reader.number("cellSize"),
  });
  if (isObject(value)) return { ...value, ...qualifiers };
  return value === undefined ? undefined : { path: value, ...qualifiers };
}

function rainOf(reader: RequestReader): unknown {
  const value = reader.number("rain");
  const weights = withoutUndefined({ weights: weightsOf(reader.take("rainWeights")) });
  const maximumMissingDays = withoutUndefined({ maximumMissingDays: reader.number("maximumMissingDays") });
  const raster = withoutUndefined({ crs: reader.text("rainCrs"), band: reader.number("rainBand") });
  if (isObject(value)) return { ...value, ...weights, ...maximumMissingDays };
  if (typeof value === "number") return { annual: value, ...weights };
  if (typeof value !== "string") return value;
  if (TABLE_FILE.test(value)) return { daily: value, ...maximumMissingDays };
  return { path: value, ...raster, ...weights };
}

function weightsOf(value: unknown): unknown {
  if (typeof value !== "string" || !value.includes(",")) return value;
  return value.split(",").map(Number);
}

function soilOf(reader: RequestReader): unknown {
  const value = reader.number("soil");
  const raster = withoutUndefined({
    table: reader.text("soilTable"),
    crs: reader.text("soilCrs"),
    band: reader.number("soilBand"),
  });
  if (isObject(value)) return { ...value, ...raster };
  if (typeof value === "number") return { erodibility: value };
  return value === undefined ? undefined : { path: value, ...raster };
}

function landUseOf(reader: RequestReader): unknown {
  const value = reader.number("landUse");
  const qualifiers = withoutUndefined({
    crs: reader.text("landUseCrs"),
    band: reader.number("landUseBand"),
    layer: reader.text("landUseLayer"),
    encoding: reader.text("landUseEncoding"),
    field: reader.text("landUseField"),
    crosswalk: reader.text("landUseCrosswalk"),
    scheme: reader.text("landUseScheme"),
  });
  if (isObject(value)) return { ...value, ...qualifiers };
  if (typeof value === "number") return { code: value };
  return value === undefined ? undefined : { path: value, ...qualifiers };
}

function coverOf(reader: RequestReader): unknown {
  const value = reader.number("cover");
  const qualifiers = withoutUndefined({
    unit: reader.text("coverUnit"),
    ndviSoil: reader.number("ndviSoil"),
    ndviVegetation: reader.number("ndviVegetation"),
    understorey: understoreyOf(reader.take("understorey")),
  });
  if (isObject(value)) {
    const rasters = "rasters" in value ? coverRastersOf(value.rasters) : undefined;
    return { ...value, ...withoutUndefined({ rasters }), ...qualifiers };
  }
  if (typeof value === "number") return { factor: value };
  if (typeof value === "string" && TABLE_FILE.test(value)) return { table: value };
  if (value === undefined) return undefined;
  return { unit: "fraction", ...qualifiers, rasters: coverRastersOf(value) };
}

/** `7=july.tif,13=…`, a list of 24 paths in order, or objects as the configuration has them. */
function coverRastersOf(value: unknown): unknown {
  const items = typeof value === "string" ? value.split(",").map((item) => item.trim()) : value;
  if (!Array.isArray(items)) return value;
  return items.map((item: unknown, index) => {
    if (typeof item !== "string") return item;
    const named = /^(\d{1,2})=(.+)$/.exec(item);
    return named ? { halfMonth: Number(named[1]), path: named[2] } : { halfMonth: index + 1, path: item };
  });
}

/** One fraction for all, or `21=0.3,31=0.6` by land-use code. */
function understoreyOf(value: unknown): unknown {
  const number = asNumberIfNumeric(value);
  if (typeof number !== "string") return number;
  return Object.fromEntries(
    number.split(",").map((pair) => {
      const [code = "", fraction = ""] = pair.split("=");
      return [code.trim(), Number(fraction)];
    }),
  );
}

function vectorOf(reader: RequestReader, name: string): Record<string, unknown> {
  return withoutUndefined({
    layer: reader.text(`${name}Layer`),
    encoding: reader.text(`${name}Encoding`),
    crs: reader.text(`${name}Crs`),
    field: reader.text(`${name}Field`),
  });
}

function measuresOf(reader: RequestReader): unknown {
  const value = reader.number("measures");
  const qualifiers = vectorOf(reader, "measures");
  if (isObject(value)) return { ...value, ...qualifiers };
  if (typeof value === "number") return { factor: value };
  return value === undefined ? undefined : { path: value, ...qualifiers };
}

function tillageOf(reader: RequestReader): unknown {
  const value = reader.number("tillage");
  const zonesPath = reader.text("tillageZones");
  const zones = zonesPath === undefined ? undefined : { path: zonesPath, ...vectorOf(reader, "tillage") };
  if (isObject(value)) return { ...value, ...withoutUndefined({ zones }) };
  if (typeof value === "number") return { factor: value };
  return value === undefined ? undefined : { table: value, ...withoutUndefined({ zones }) };
}

function zonesOf(reader: RequestReader): unknown {
  const value = reader.take("zones");
  const qualifiers = withoutUndefined({
    layer: reader.text("zonesLayer"),
    encoding: reader.text("zonesEncoding"),
    crs: reader.text("zonesCrs"),
    nameField: reader.text("zonesName"),
    codeField: reader.text("zonesCode"),
    overlaps: reader.text("overlaps"),
  });
  if (isObject(value)) return { ...value, ...qualifiers };
  return value === undefined ? undefined : { path: value, ...qualifiers };
}

function slopeLengthOf(reader: RequestReader): unknown {
  const value = reader.take("slopeLength");
  const qualifiers = withoutUndefined({
    method: reader.text("lsMethod"),
    maximumMetres: reader.number("maximumLength"),
    gentleCutFactor: reader.number("gentleCutFactor"),
    steepCutFactor: reader.number("steepCutFactor"),
    channelThresholdHectares: reader.number("channelThreshold"),
    thetaMaxDegrees: reader.number("maximumSlope"),
  });
  return isObject(value) ? { ...value, ...qualifiers } : (value ?? qualifiers);
}

function patchesOf(reader: RequestReader): unknown {
  const value = reader.take("patches");
  const minimum = withoutUndefined({ minimumSquareMetres: reader.number("minimumPatch") });
  return isObject(value) ? { ...value, ...minimum } : (value ?? minimum);
}

/** Whether a path names a vector file by its ending. */
export function isVectorFile(path: string): boolean {
  return VECTOR_FILE.test(path);
}
