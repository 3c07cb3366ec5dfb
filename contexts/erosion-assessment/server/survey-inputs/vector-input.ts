import { basename } from "node:path";
import type { MultiPolygon, Polygon } from "#engine/vectorisation";
import { TerraceError } from "#errors";
import { readVectorFile, reprojectLayer, type VectorFeature, type VectorLayer } from "#platform/geodata-import";
import type { InputContext } from "./input-context.ts";
import { roleName } from "./input-roles.ts";

export interface VectorInputConfig {
  readonly path: string;
  readonly layer?: string | undefined;
  readonly encoding?: string | undefined;
  readonly crs?: string | undefined;
}

export interface PolygonFeature {
  /** Place in the file, from 1, for messages. */
  readonly number: number;
  readonly properties: Readonly<Record<string, unknown>>;
  /** In the CRS of the survey's grid. */
  readonly geometry: Polygon | MultiPolygon;
}

export interface PolygonLayer {
  readonly file: string;
  readonly fields: readonly string[];
  readonly features: readonly PolygonFeature[];
  readonly source: VectorLayer;
}

/**
 * The polygons of a vector file in the CRS of the survey. Repairs and notes go into the record.
 * @throws TerraceError of reading the file
 */
export async function openPolygons(
  role: string,
  config: VectorInputConfig,
  context: InputContext,
): Promise<PolygonLayer> {
  const path = context.resolve(config.path);
  const source = await readVectorFile(path, {
    geometry: "polygon",
    ...(config.layer === undefined ? {} : { layer: config.layer }),
    ...(config.encoding === undefined ? {} : { encoding: config.encoding }),
    ...(config.crs === undefined ? {} : { crs: config.crs }),
  });
  const file = basename(path);
  await context.record.addFile(role, path, {
    crs: source.crs,
    alignment: "burned",
    notes: source.notes.map(({ zh, en }) => ({ zh, en })),
  });
  for (const { zh, en } of source.notes) {
    context.record.warn({ zh: `${roleName(role)} ${file}：${zh}`, en: `${role} ${file}: ${en}` });
  }
  for (const repair of source.repairs) {
    const { place } = repair;
    const position = place === undefined ? "" : `${place.longitude.toFixed(5)}, ${place.latitude.toFixed(5)}`;
    const where = position === "" ? "" : `在 (${position}) 处`;
    const at = position === "" ? "" : ` at ${position}`;
    context.record.repairs.push({
      zh: `${roleName(role)} ${file} 第 ${repair.feature} 个图形${where}：${repair.what.zh}`,
      en: `${role} ${file}, feature ${repair.feature}${at}: ${repair.what.en}`,
    });
  }
  const projected = reprojectLayer(source, context.area.grid.crs);
  return {
    file,
    fields: projected.fields.map(({ name }) => name),
    features: projected.features.flatMap(({ geometry, properties }: VectorFeature, index: number) =>
      geometry?.type === "Polygon" || geometry?.type === "MultiPolygon"
        ? [{ number: index + 1, properties, geometry }]
        : [],
    ),
    source,
  };
}

/**
 * The field that holds what is asked for: the named one, or the first of `usual` that the layer has.
 * @throws TerraceError `field-missing` listing the fields
 */
export function fieldOf(
  role: string,
  layer: PolygonLayer,
  named: string | undefined,
  usual: readonly string[],
  flag: string,
): string {
  const wanted = named === undefined ? usual : [named];
  for (const name of wanted) {
    const found = layer.fields.find((field) => field.toLowerCase() === name.toLowerCase());
    if (found !== undefined) return found;
  }
  throw new TerraceError({
    code: "field-missing",
    userMessage: `${roleName(role)} ${layer.file} 中${named === undefined ? "认不出该用哪个字段" : `没有字段 ${named}`}；现有字段：${layer.fields.join("、") || "无"}。请用 ${flag} 指明。`,
    message: `${role} ${layer.file} has no field ${named ?? wanted.join(" / ")}; it has ${layer.fields.join(", ")}. Name one with ${flag}.`,
    details: { role, file: layer.file, fields: layer.fields },
  });
}

/** A property as text; empty for a missing one. */
export function textOf(feature: PolygonFeature, field: string): string {
  const value = feature.properties[field];
  return value === null || value === undefined ? "" : String(value).trim();
}
