import { readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Polygon } from "geojson";
import yazl from "yazl";
import { writeShapefile } from "#platform/shapefile";

/** A square of this size in degrees; 0.005° are 24.6 hm² here. */
export const box = (west: number, south: number, size = 0.005): Polygon => ({
  type: "Polygon",
  coordinates: [
    [
      [west, south],
      [west + size, south],
      [west + size, south + size],
      [west, south + size],
      [west, south],
    ],
  ],
});

export type PlotValues = readonly [
  code: string,
  name: string,
  division: string,
  method: string,
  statedHectares: number,
];

/** A zipped Shapefile as districts send it; without the .cpg, as most do. */
export async function shapefileZip(
  folder: string,
  name: string,
  plots: readonly (readonly [Polygon, PlotValues])[],
  { hasSystem = true }: { readonly hasSystem?: boolean } = {},
): Promise<string> {
  const base = join(folder, name);
  writeShapefile({
    base,
    kind: "polygon",
    encoding: "GBK",
    columns: [
      { title: "编号", type: "text" },
      { title: "小地名", type: "text" },
      { title: "区市", type: "text" },
      { title: "封育方式", type: "text" },
      { title: "登记面积", type: "real", decimals: 2 },
    ],
    features: plots.map(([geometry, values]) => ({ geometry, values })),
  });
  const parts = [".shp", ".shx", ".dbf", ...(hasSystem ? [".prj"] : [])];
  return zipOf(
    `${base}.zip`,
    parts.map((part) => `${base}${part}`),
  );
}

export async function zipOf(path: string, files: readonly string[]): Promise<string> {
  const zip = new yazl.ZipFile();
  for (const file of files) zip.addBuffer(await readFile(file), basename(file));
  zip.end();
  const pieces: Buffer[] = [];
  for await (const piece of zip.outputStream) pieces.push(piece as Buffer);
  await writeFile(path, Buffer.concat(pieces));
  return path;
}
