import type { Geometry, Position } from "geojson";
import { importError } from "../import-errors.ts";
import { assembleRings } from "./assemble-rings.ts";

/** Numbers of Esri's 1998 white paper, p. 4. */
const FILE_CODE = 9994;
const HEADER_BYTES = 100;
const NULL_SHAPE = 0;
const MULTI_PATCH = 31;

/** Shape types of a family differ by 10: 5 polygon, 15 with Z, 25 with M. */
const FAMILIES = { 1: "point", 3: "line", 5: "polygon", 8: "multipoint" } as const;

/**
 * The geometries of a .shp in file order, in two dimensions; null shapes are null.
 * @param index the .shx, which says where each record lies
 * @throws TerraceError `shapefile-damaged`, `shapefile-multipatch`
 */
export function readShapes(path: string, shapes: Uint8Array, index: Uint8Array): (Geometry | null)[] {
  const view = new DataView(shapes.buffer, shapes.byteOffset, shapes.byteLength);
  const offsets = new DataView(index.buffer, index.byteOffset, index.byteLength);
  if (shapes.length < HEADER_BYTES || view.getInt32(0) !== FILE_CODE)
    throw damaged(path, "不是 Shapefile", "it is not a Shapefile");
  if (index.length < HEADER_BYTES || offsets.getInt32(0) !== FILE_CODE)
    throw damaged(path, ".shx 不完整", "the .shx is incomplete");
  const statedBytes = view.getInt32(24) * 2;
  if (shapes.length < statedBytes) {
    throw damaged(
      path,
      `应有 ${statedBytes} 字节，只有 ${shapes.length} 字节`,
      `it should have ${statedBytes} bytes but has ${shapes.length}`,
    );
  }
  const count = Math.floor((Math.min(index.length, offsets.getInt32(24) * 2) - HEADER_BYTES) / 8);
  return Array.from({ length: count }, (_, i) => {
    const offset = offsets.getInt32(HEADER_BYTES + 8 * i) * 2;
    if (offset + 8 > shapes.length)
      throw damaged(path, `第 ${i + 1} 个图形超出文件末尾`, `shape ${i + 1} lies beyond the end of the file`);
    const length = view.getInt32(offset + 4) * 2;
    if (offset + 8 + length > shapes.length)
      throw damaged(path, `第 ${i + 1} 个图形不完整`, `shape ${i + 1} is incomplete`);
    try {
      return readShape(path, new DataView(shapes.buffer, shapes.byteOffset + offset + 8, length));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw damaged(
        path,
        `第 ${i + 1} 个图形的内容不合格式`,
        `the content of shape ${i + 1} is not as the format has it`,
      );
    }
  });
}

function readShape(path: string, shape: DataView): Geometry | null {
  const type = shape.getInt32(0, true);
  if (type === NULL_SHAPE) return null;
  if (type === MULTI_PATCH) {
    throw importError(
      "shapefile-multipatch",
      path,
      "三维 MultiPatch 图形不受支持。请导出为面。",
      "MultiPatch shapes are not supported. Export them as polygons.",
    );
  }
  const family = FAMILIES[(type % 10) as keyof typeof FAMILIES];
  const position = (at: number): Position => [shape.getFloat64(at, true), shape.getFloat64(at + 8, true)];
  const positions = (at: number, count: number) => {
    if (count < 0 || at + count * 16 > shape.byteLength) throw new RangeError("shape too short");
    return Array.from({ length: count }, (_, i) => position(at + 16 * i));
  };
  switch (family) {
    case "point":
      return { type: "Point", coordinates: position(4) };
    case "multipoint":
      return { type: "MultiPoint", coordinates: positions(40, shape.getInt32(36, true)) };
    case "line":
    case "polygon": {
      const partCount = shape.getInt32(36, true);
      const pointCount = shape.getInt32(40, true);
      if (partCount < 0 || 44 + 4 * partCount > shape.byteLength) throw new RangeError("shape too short");
      const starts = Array.from({ length: partCount }, (_, i) => shape.getInt32(44 + 4 * i, true));
      const all = positions(44 + 4 * partCount, pointCount);
      const parts = starts.map((start, i) => all.slice(start, starts[i + 1] ?? pointCount));
      if (family === "line") return { type: "MultiLineString", coordinates: parts };
      return { type: "MultiPolygon", coordinates: assembleRings(parts) };
    }
    default:
      throw new RangeError(`shape type ${type}`);
  }
}

function damaged(path: string, zh: string, en: string) {
  return importError(
    "shapefile-damaged",
    path,
    `Shapefile 损坏：${zh}。请重新取得完整的文件。`,
    `the Shapefile is damaged: ${en}. Obtain the complete file again.`,
  );
}
