import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TextDecoder } from "node:util";
import { importError } from "../import-errors.ts";
import { chooseEncoding, decodeField, encodingOptions, forcedEncoding } from "../text-encoding.ts";
import type { RawLayer, ReadVectorOptions, VectorFeature } from "../vector-layer.ts";
import { readWithGdal } from "./read-with-gdal.ts";

/** Columns of GDAL's description that say nothing to the person who imports. */
const TECHNICAL_FIELDS = ["PaperSpace", "SubClasses", "EntityHandle"];

/**
 * The entities of a DXF (AutoCAD's text form). Its header names a code page that is often wrong, and GDAL knows only some;
 * so GDAL gets each byte as a character of its own (ISO 8859-1), and the text is decoded here.
 * @throws TerraceError `vector-unreadable`, `dxf-damaged`, `encoding-unknown`
 */
export async function readDxf(path: string, options: ReadVectorOptions): Promise<RawLayer> {
  const bytes = readFileSync(path);
  const text = bytes.toString("latin1");
  if (!/\n\s*EOF\s*$/.test(text.slice(-64))) {
    throw importError(
      "dxf-damaged",
      path,
      "DXF 没有结束标记（EOF），文件不完整。请重新导出。",
      "the DXF has no end mark (EOF): it is incomplete. Export it again.",
    );
  }
  const directory = mkdtempSync(join(tmpdir(), "terrace-dxf-"));
  try {
    const recoded = join(directory, "drawing.dxf");
    writeFileSync(recoded, text, "utf8");
    return decoded(path, await readWithGdal(path, {}, recoded), codePageOf(text), options);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Group 3 after `$DWGCODEPAGE`: `ANSI_936` for Chinese; from AC1021 (2007) on the text is UTF-8 whatever it says. */
function codePageOf(text: string): string | undefined {
  const header = text.slice(0, 20_000);
  const version = /\$ACADVER\s+1\s+(AC\d+)/.exec(header)?.[1];
  if (version !== undefined && version >= "AC1021") return "UTF-8";
  return /\$DWGCODEPAGE\s+3\s+(\S+)/i.exec(header)?.[1]?.replace(/^ansi_/i, "");
}

function decoded(path: string, raw: RawLayer, codePage: string | undefined, options: ReadVectorOptions): RawLayer {
  const samples = new Map<string, Uint8Array>();
  for (const { properties } of raw.features) {
    for (const value of Object.values(properties)) {
      const bytes = typeof value === "string" ? bytesOf(value) : undefined;
      if (bytes !== undefined) samples.set(value as string, bytes);
    }
  }
  const texts = [...samples.values()];
  const chosen =
    options.encoding === undefined
      ? chooseEncoding(texts, codePage, 0)
      : { label: forcedEncoding(path, options.encoding), notes: [] };
  const decoder = new TextDecoder(chosen.label);
  const fields = raw.fields.filter(({ name }) => !TECHNICAL_FIELDS.includes(name));
  const features = raw.features.map(({ properties, geometry }): VectorFeature => {
    const values = fields.map(({ name }) => {
      const value = properties[name];
      const bytes = typeof value === "string" ? samples.get(value) : undefined;
      return [name, bytes === undefined ? (value ?? null) : decodeField(bytes, decoder)];
    });
    return { properties: Object.fromEntries(values), geometry };
  });
  return {
    ...raw,
    encoding: chosen.label,
    fields,
    features,
    notes: [...raw.notes, ...chosen.notes],
    text: {
      options: encodingOptions(texts, codePage, 0),
      readAs: (label) => ({
        fields: ["Text"],
        rows: texts.slice(0, 8).map((bytes) => [decodeField(bytes, new TextDecoder(label))]),
      }),
    },
  };
}

/** The bytes that a text of ISO 8859-1 characters stands for; undefined for plain ASCII and for escaped characters (`\U+6C34`). */
function bytesOf(text: string): Uint8Array | undefined {
  const codes = Array.from(text, (character) => character.codePointAt(0)!);
  return codes.some((code) => code > 0x7f) && codes.every((code) => code <= 0xff) ? Uint8Array.from(codes) : undefined;
}
