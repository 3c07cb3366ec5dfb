import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { importError } from "../import-errors.ts";
import type { LayerName, RawLayer, ReadVectorOptions } from "../vector-layer.ts";
import { openZip } from "../zip-archive.ts";
import { listWithGdal, readWithGdal } from "./read-with-gdal.ts";

/**
 * One layer of an Esri file geodatabase in a zip.
 * @throws TerraceError `vector-unreadable`, `layer-unknown`, `layer-not-chosen`, `layer-missing`, `geodatabase-not-alone`, errors of zip
 */
export function readFileGeodatabase(path: string, options: ReadVectorOptions): Promise<RawLayer> {
  return unpacked(path, (folder) => readWithGdal(path, options, folder));
}

/** @throws TerraceError as reading does */
export function listFileGeodatabase(path: string): Promise<LayerName[]> {
  return unpacked(path, (folder) => listWithGdal(path, folder));
}

/** GDAL wants the database as a folder. Only its own files are unpacked, under names without folders. */
async function unpacked<T>(path: string, work: (folder: string) => Promise<T>): Promise<T> {
  const members = openZip(path, readFileSync(path)).filter(({ name }) => !name.endsWith("/"));
  const folders = new Set(
    members.filter(({ name }) => /\.gdbtable$/i.test(name)).map(({ name }) => name.slice(0, name.lastIndexOf("/") + 1)),
  );
  const [folder, ...others] = folders;
  if (folder === undefined || others.length > 0) {
    throw importError(
      "geodatabase-not-alone",
      path,
      `压缩包中应恰有一个 .gdb 文件夹，实有 ${folders.size} 个。请分开压缩后再导入。`,
      `the archive should hold exactly one .gdb folder, it has ${folders.size}. Compress them separately.`,
    );
  }
  const directory = mkdtempSync(join(tmpdir(), "terrace-geodatabase-"));
  try {
    const target = join(directory, "data.gdb");
    mkdirSync(target);
    for (const member of members) {
      const isOwn = member.name.startsWith(folder) && !member.name.slice(folder.length).includes("/");
      if (isOwn) writeFileSync(join(target, basename(member.name)), member.read());
    }
    return await work(target);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
