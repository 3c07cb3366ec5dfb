import type { RecordSet } from "#platform/record-sets";
import { ITEM_PARAMETERS } from "./collections.ts";
import { GEOJSON_TYPE, HTML_TYPE, JSON_TYPE, SCHEMA_TYPE, TILE_TYPE } from "./links.ts";
import { type ChoicesOf, querySchema } from "./property-schemas.ts";
import { CRS84, REFERENCE_SYSTEMS } from "./reference-systems.ts";

type Json = Readonly<Record<string, unknown>>;

export const STANDARD_LIMIT = 100;
export const GREATEST_LIMIT = 10_000;

export type OpenApiVersion = "3.0" | "3.1";

/**
 * The API of the collections that a session may open. Its schemas use what 3.0 and 3.1 of OpenAPI have in common: clients of today, QGIS
 * and GDAL among them, look for 3.0 by its media type.
 */
export function definitionOf(
  sets: readonly RecordSet[],
  choicesOf: ChoicesOf,
  { base, version, openApi }: { readonly base: string; readonly version: string; readonly openApi: OpenApiVersion },
): Json {
  return {
    openapi: openApi === "3.0" ? "3.0.3" : "3.1.0",
    info: {
      title: "智慧水保 数据共享接口（OGC API）",
      version,
      description:
        "已发布的台账：OGC API Features 第 1、2 部分，OGC API Tiles。Published record sets as OGC API Features and Tiles.",
    },
    servers: [{ url: base }],
    security: [{ session: [] }, { key: [] }],
    paths: {
      "/": operation("入口", "Landing page", [FORMAT], { [JSON_TYPE]: OBJECT }),
      "/conformance": operation("符合的标准", "Conformance classes", [FORMAT], { [JSON_TYPE]: OBJECT }),
      "/api": operation("接口描述", "This document", [FORMAT, OPENAPI], { [JSON_TYPE]: OBJECT }),
      "/collections": operation("数据集", "Collections", [FORMAT], { [JSON_TYPE]: OBJECT }),
      "/tileMatrixSets": operation("瓦片方案", "Tile matrix sets", [FORMAT], { [JSON_TYPE]: OBJECT }),
      "/tileMatrixSets/WebMercatorQuad": operation(
        "瓦片方案 WebMercatorQuad",
        "The tile matrix set WebMercatorQuad",
        [FORMAT],
        {
          [JSON_TYPE]: OBJECT,
        },
      ),
      ...Object.assign({}, ...sets.map((set) => pathsOf(set, choicesOf))),
    },
    components: {
      schemas: {
        exception: {
          type: "object",
          required: ["code", "description"],
          properties: {
            code: { type: "string" },
            description: { type: "string", description: "中文 / English" },
            userMessage: { type: "string" },
            message: { type: "string" },
            details: { type: "object" },
          },
        },
      },
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "terrace_session" },
        key: { type: "http", scheme: "bearer", description: "接口密钥，与其主人的权限和范围相同" },
      },
    },
  };
}

function pathsOf(set: RecordSet, choicesOf: ChoicesOf): Json {
  const address = `/collections/${set.id}`;
  const { titleZh, titleEn } = set;
  const properties = set.fields.map((field) => query(field.name, querySchema(field, choicesOf)));
  const ownParameters = ITEM_PARAMETERS.map((name) => PARAMETERS[name]);
  const features: Json = {
    [address]: operation(`数据集 ${titleZh}`, `The collection ${titleEn}`, [FORMAT], { [JSON_TYPE]: OBJECT }),
    [`${address}/queryables`]: operation(`${titleZh}：可用于筛选的属性`, `${titleEn}: queryables`, [FORMAT], {
      [SCHEMA_TYPE]: OBJECT,
    }),
    [`${address}/items`]: operation(`${titleZh}：要素`, `${titleEn}: features`, [...ownParameters, ...properties], {
      [GEOJSON_TYPE]: OBJECT,
    }),
    [`${address}/items/{featureId}`]: operation(
      `${titleZh}：一个要素`,
      `${titleEn}: one feature`,
      [place("featureId"), FORMAT, CRS],
      {
        [GEOJSON_TYPE]: OBJECT,
      },
    ),
  };
  if (set.geometry === null) return features;
  const tile = [place("tileMatrixSetId"), place("tileMatrix"), place("tileRow"), place("tileCol")];
  return {
    ...features,
    [`${address}/tiles`]: operation(`${titleZh}：瓦片集`, `${titleEn}: tilesets`, [FORMAT], { [JSON_TYPE]: OBJECT }),
    [`${address}/tiles/{tileMatrixSetId}`]: operation(
      `${titleZh}：瓦片集的描述`,
      `${titleEn}: a tileset`,
      [tile[0]!, FORMAT],
      {
        [JSON_TYPE]: OBJECT,
      },
    ),
    [`${address}/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}`]: operation(
      `${titleZh}：矢量瓦片；没有内容时 204`,
      `${titleEn}: a vector tile; 204 where it is empty`,
      tile,
      { [TILE_TYPE]: { type: "string", format: "binary" } },
      false,
    ),
  };
}

const OBJECT: Json = { type: "object" };

function query(name: string, schema: Json, description?: string): Json {
  return {
    name,
    in: "query",
    required: false,
    schema,
    style: "form",
    explode: false,
    ...(description === undefined ? {} : { description }),
  };
}

function place(name: string): Json {
  return { name, in: "path", required: true, schema: { type: "string" } };
}

const NUMBERS: Json = { type: "array", items: { type: "number" }, minItems: 4, maxItems: 6 };
const CRS_SCHEMA: Json = {
  type: "string",
  format: "uri",
  enum: REFERENCE_SYSTEMS.map(({ uri }) => uri),
  default: CRS84.uri,
};
const FORMAT: Json = query("f", { type: "string", enum: ["json", "html"] }, "格式；不给时由 Accept 决定");
const OPENAPI: Json = query("openapi", { type: "string", enum: ["3.0", "3.1"], default: "3.1" }, "OpenAPI 的版本");
const CRS: Json = query("crs", CRS_SCHEMA, "返回坐标所用的坐标系；坐标轴按该坐标系的次序");

const PARAMETERS: Readonly<Record<(typeof ITEM_PARAMETERS)[number], Json>> = {
  f: FORMAT,
  limit: query(
    "limit",
    { type: "integer", minimum: 1, maximum: GREATEST_LIMIT, default: STANDARD_LIMIT },
    "一页最多几个要素；图形很大时一页会更少，请跟随 next 链接",
  ),
  offset: query(
    "offset",
    { type: "integer", minimum: 0, default: 0 },
    "先跳过几个；逐页读取请用 next 链接，编辑不会造成遗漏或重复",
  ),
  after: query("after", { type: "string", format: "uuid" }, "next 链接所用：从这个要素之后读起"),
  bbox: query("bbox", NUMBERS, "范围：坐标轴 1 下限,坐标轴 2 下限,坐标轴 1 上限,坐标轴 2 上限（次序按 bbox-crs）"),
  "bbox-crs": query("bbox-crs", CRS_SCHEMA, "bbox 所用的坐标系"),
  crs: CRS,
  datetime: query(
    "datetime",
    { type: "string" },
    "时刻、日期或区间，如 2026-01-01/2026-06-30、2026-01-01/..；没有日期的数据集不受影响",
  ),
};

function operation(
  zh: string,
  en: string,
  parameters: readonly Json[],
  content: Readonly<Record<string, Json>>,
  hasPage = true,
): Json {
  const types = { ...content, ...(hasPage ? { [HTML_TYPE]: { type: "string" } } : {}) };
  const failed = (description: string): Json => ({
    description,
    content: { [JSON_TYPE]: { schema: { $ref: "#/components/schemas/exception" } } },
  });
  return {
    get: {
      summary: zh,
      description: en,
      parameters,
      responses: {
        200: {
          description: "成功",
          content: Object.fromEntries(Object.entries(types).map(([type, schema]) => [type, { schema }])),
        },
        400: failed("参数不对 A parameter is wrong"),
        401: failed("未登录，或密钥无效 Not signed in"),
        404: failed("没有，或无权查看 Not there, or not to be seen"),
        500: failed("程序出错 The program failed"),
      },
    },
  };
}
