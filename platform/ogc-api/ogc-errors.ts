import { TerraceError } from "#errors";
import type { ProblemStatuses } from "#platform/http-api";

export const ogcProblemStatuses: ProblemStatuses = {
  "parameter-invalid": 400,
  "parameter-unknown": 400,
  "crs-unknown": 400,
  "feature-not-projectable": 400,
  "collection-unknown": 404,
  "feature-unknown": 404,
  "tile-matrix-set-unknown": 404,
};

export function parameterInvalid(name: string, value: string, zh: string, en: string): TerraceError {
  return new TerraceError({
    code: "parameter-invalid",
    userMessage: `参数 ${name} 的值“${value.slice(0, 200)}”不对：${zh}。`,
    message: `The value of ${name} is wrong: ${en}.`,
    details: { parameter: name, value: value.slice(0, 200) },
  });
}

export function parameterUnknown(name: string, known: readonly string[]): TerraceError {
  return new TerraceError({
    code: "parameter-unknown",
    userMessage: `没有参数 ${name}。可用的参数：${known.join("、")}。`,
    message: `There is no parameter ${name}. Known here: ${known.join(", ")}.`,
    details: { parameter: name, known },
  });
}

export function crsUnknown(parameter: string, value: string, known: readonly string[]): TerraceError {
  return new TerraceError({
    code: "crs-unknown",
    userMessage: `参数 ${parameter} 的坐标系“${value.slice(0, 200)}”不支持。可用：${known.join("、")}。`,
    message: `The coordinate system of ${parameter} is not supported. Use one of: ${known.join(", ")}.`,
    details: { parameter, value: value.slice(0, 200), known },
  });
}

export function featureNotProjectable(id: string, crs: string): TerraceError {
  return new TerraceError({
    code: "feature-not-projectable",
    userMessage: `要素 ${id} 离坐标系 ${crs} 的适用范围太远，无法投影。请改用经纬度（EPSG:4490），或用 bbox 缩小范围。`,
    message: `Feature ${id} lies too far from the area of ${crs} to be projected. Ask for EPSG:4490, or narrow the bbox.`,
    details: { id, crs },
  });
}

export function collectionUnknown(id: string): TerraceError {
  return new TerraceError({
    code: "collection-unknown",
    userMessage: `没有数据集“${id}”，或您的账号无权查看。请从 /ogc/collections 查看可用的数据集。`,
    message: `There is no collection ${id}, or your account may not see it. See /ogc/collections.`,
    details: { collectionId: id },
  });
}

export function featureUnknown(collectionId: string, id: string): TerraceError {
  return new TerraceError({
    code: "feature-unknown",
    userMessage: `数据集 ${collectionId} 中没有要素“${id}”：它可能已被删除，或不在您的管辖范围内。`,
    message: `There is no feature ${id} in ${collectionId}, or it is outside your area.`,
    details: { collectionId, featureId: id },
  });
}

export function tileMatrixSetUnknown(id: string): TerraceError {
  return new TerraceError({
    code: "tile-matrix-set-unknown",
    userMessage: `没有瓦片方案“${id}”。这里只有 WebMercatorQuad。`,
    message: `There is no tile matrix set ${id}. Only WebMercatorQuad is here.`,
    details: { tileMatrixSetId: id },
  });
}
