import { existsSync, readFileSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import type { Extension } from "@electric-sql/pglite";
import { postgis } from "@electric-sql/pglite-postgis";
import { filesOfTar, tarOf } from "./tar-archive.ts";

/**
 * What of the extension's archive a vector database needs. The whole holds raster, topology and geocoder too, whose programs are
 * compiled at every start: 3 s of processor time and 250 MB of memory that nothing uses.
 */
const USED =
  /^(lib\/postgresql\/postgis-3\.so|share\/proj\/.*|share\/postgresql\/extension\/(postgis\.control|postgis--\d+\.\d+\.\d+\.sql))$/;

/** PostGIS for vector data, from an archive that is made of the package's own on first use and kept in a folder. */
export function vectorPostgis(folder: string): Extension {
  return {
    name: postgis.name,
    setup: async (database, options) => {
      const setUp = await postgis.setup(database, options);
      return setUp.bundlePath === undefined
        ? setUp
        : { ...setUp, bundlePath: await usedPart(setUp.bundlePath, folder) };
    },
  };
}

async function usedPart(whole: URL, folder: string): Promise<URL> {
  const path = join(folder, `postgis-${embeddedVersions().postgis}.tar.gz`);
  if (existsSync(path)) return pathToFileURL(path);
  const archive = await promisify(gunzip)(await readFile(whole));
  const used = tarOf([...filesOfTar(archive)].filter(({ name }) => USED.test(name)));
  // What packs it best is read no faster.
  const packed = await promisify(gzip)(used, { level: 1 });
  const partial = `${path}.${process.pid}.partial`;
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(partial, packed);
    await rename(partial, path);
  } catch (error) {
    // A program installed where it may not write runs all the same.
    if (!(error instanceof Error && "code" in error && ["EACCES", "EPERM", "EROFS"].includes(String(error.code))))
      throw error;
    return whole;
  }
  return pathToFileURL(path);
}

/** Versions of the embedded database and of its extension: what was made with others is not for these. */
export function embeddedVersions(): { readonly pglite: string; readonly postgis: string } {
  return { pglite: versionOf("@electric-sql/pglite"), postgis: versionOf("@electric-sql/pglite-postgis") };
}

function versionOf(name: string): string {
  // Neither package exports its package.json.
  const manifest = join(dirname(createRequire(import.meta.url).resolve(name)), "..", "package.json");
  return (JSON.parse(readFileSync(manifest, "utf8")) as { readonly version: string }).version;
}
