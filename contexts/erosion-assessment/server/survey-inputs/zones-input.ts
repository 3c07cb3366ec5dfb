import { transformer } from "#engine/projections";
import { type BurnedPolygons, burnPolygons, type PolygonOverlap } from "#engine/vectorisation";
import { TerraceError } from "#errors";
import type { SurveyConfig } from "../../model/index.ts";
import type { InputContext } from "./input-context.ts";
import { fieldOf, openPolygons, type PolygonFeature, type PolygonLayer, textOf } from "./vector-input.ts";

export interface Zone {
  readonly name: string;
  readonly nameEn: string | null;
  readonly code: string | null;
}

export interface ZonesInput {
  /** `zones[i]` is zone i + 1; the zone of each cell, 0 outside all. */
  readonly zones: readonly Zone[];
  readonly zoneOfCell: Uint16Array;
  readonly layer: PolygonLayer;
  /** Zone number of each feature of the layer. */
  readonly zoneOfFeature: readonly number[];
}

const NAME_FIELDS = ["name", "名称", "xzqmc", "区市", "行政区名称", "县名", "NAME_CHN", "zone", "id"];
const ENGLISH_NAME_FIELDS = ["name_en", "nameen", "name_eng", "英文名称"];
const CODE_FIELDS = ["code", "adcode", "xzqdm", "行政区代码", "代码"];

/** Neighbouring divisions digitised one by one overlap by slivers; a thousandth of the smaller one is let pass with a note. */
const TOLERATED_OVERLAP = 0.001;

/** @throws TerraceError `zones-overlap`, `zone-name-empty`, `field-missing` besides what reading the file throws */
export async function openZones(
  config: NonNullable<SurveyConfig["zones"]>,
  context: InputContext,
): Promise<ZonesInput> {
  const layer = await openPolygons("zones", config, context);
  const nameField = fieldOf("zones", layer, config.nameField, NAME_FIELDS, "--zones-name");
  const codeField = config.codeField ?? layer.fields.find((field) => CODE_FIELDS.includes(field.toLowerCase()));
  if (config.codeField !== undefined) fieldOf("zones", layer, config.codeField, [], "--zones-code");

  const englishField = layer.fields.find((field) => ENGLISH_NAME_FIELDS.includes(field.toLowerCase()));
  const zones: Zone[] = [];
  const numberOfName = new Map<string, number>();
  const zoneOfFeature = layer.features.map((feature) => {
    const name = textOf(feature, nameField);
    if (name === "") throw emptyName(layer, feature.number, nameField);
    const known = numberOfName.get(name);
    if (known !== undefined) return known;
    const number = zones.push({
      name,
      nameEn: optionalText(feature, englishField),
      code: optionalText(feature, codeField),
    });
    numberOfName.set(name, number);
    return number;
  });
  const burned = burnPolygons(
    layer.features.map(({ geometry }) => geometry),
    context.area.grid,
    zoneOfFeature,
  );
  checkOverlaps(burned, zoneOfFeature, zones, layer, config.overlaps ?? "refuse", context);
  return { zones, zoneOfCell: burned.values, layer, zoneOfFeature };
}

function optionalText(feature: PolygonFeature, field: string | undefined): string | null {
  const text = field === undefined ? "" : textOf(feature, field);
  return text === "" ? null : text;
}

function emptyName(layer: PolygonLayer, feature: number, field: string): TerraceError {
  return new TerraceError({
    code: "zone-name-empty",
    userMessage: `分区 ${layer.file} 第 ${feature} 个图形的字段 ${field} 为空。请补上名称，或用 --zones-name 换一个字段。`,
    message: `Zone ${feature} of ${layer.file} has an empty ${field}.`,
    details: { file: layer.file, feature, field },
  });
}

function checkOverlaps(
  burned: BurnedPolygons,
  zoneOfFeature: readonly number[],
  zones: readonly Zone[],
  layer: PolygonLayer,
  handling: "refuse" | "first",
  context: InputContext,
): void {
  const overlaps = burned.overlaps.filter(({ first, second }) => zoneOfFeature[first] !== zoneOfFeature[second]);
  for (const overlap of overlaps) {
    const smaller = Math.min(
      burned.cellsOfPolygon[overlap.first]!,
      burned.cellsOfPolygon[overlap.second]! + overlap.cells,
    );
    const text = overlapText(overlap, zoneOfFeature, zones, context);
    const isSliver = overlap.cells <= smaller * TOLERATED_OVERLAP;
    if (!isSliver && handling === "refuse") throw overlapping(layer, text);
    context.record.warn({
      zh: `分区 ${layer.file} 中${text}，重叠处归前者`,
      en: `Two zones of ${layer.file} overlap by ${(overlap.planarArea / 1e6).toFixed(4)} km²; the first keeps the cells`,
    });
  }
}

function overlapText(
  overlap: PolygonOverlap,
  zoneOfFeature: readonly number[],
  zones: readonly Zone[],
  context: InputContext,
): string {
  const nameOf = (feature: number) => zones[zoneOfFeature[feature]! - 1]!.name;
  const place = transformer(context.area.grid.crs, "EPSG:4326")(overlap.place.x, overlap.place.y);
  const squareKilometres = (overlap.planarArea / 1e6).toFixed(4);
  return `“${nameOf(overlap.first)}”与“${nameOf(overlap.second)}”在 (${place.x.toFixed(5)}，${place.y.toFixed(5)}) 一带重叠 ${squareKilometres} km²`;
}

function overlapping(layer: PolygonLayer, text: string): TerraceError {
  return new TerraceError({
    code: "zones-overlap",
    userMessage: `分区 ${layer.file} 中${text}。请修正边界，或加 --overlaps first 让重叠处归前者。`,
    message: `Zones of ${layer.file} overlap. Mend the borders or add --overlaps first.`,
    details: { file: layer.file },
  });
}
