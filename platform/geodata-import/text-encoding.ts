import { TextDecoder } from "node:util";
import type { ImportNote } from "./vector-layer.ts";

/** The encoding chosen for the text of a file, and how it was found. */
export interface ChosenEncoding {
  /** A label of the WHATWG Encoding Standard, e.g. `gb18030`. */
  readonly label: string;
  readonly notes: readonly ImportNote[];
}

/** Language drivers of dBASE (DBF header byte 29) that programs set on purpose; 0 and 0x57 ("ANSI") mean nothing. */
const LANGUAGE_DRIVERS: Readonly<Record<number, string>> = {
  77: "gbk", // 0x4D, code page 936
  78: "euc-kr", // 0x4E, code page 949
  79: "big5", // 0x4F, code page 950
  101: "ibm866",
  201: "windows-1251",
};

/** The WHATWG label of a name as `.cpg` files and people write it, or undefined where it is not known. */
export function encodingLabel(name: string): string | undefined {
  const plain = name
    .trim()
    .toLowerCase()
    .replace(/^(ansi|oem|cp|windows-?)\s*(?=\d)/, "");
  const known: Readonly<Record<string, string>> = {
    "936": "gbk",
    "54936": "gb18030",
    "950": "big5",
    "949": "euc-kr",
    "932": "shift_jis",
    "65001": "utf-8",
    "866": "ibm866",
    "88591": "iso-8859-1",
    ms936: "gbk",
  };
  const label = known[plain] ?? (/^125\d$/.test(plain) ? `windows-${plain}` : plain);
  try {
    return new TextDecoder(label).encoding;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/**
 * Chooses the encoding of a DBF: what the `.cpg` says, then the language driver, then what the bytes are. A mark that the
 * bytes contradict is set aside with a note: files whose `.cpg` says UTF-8 while the text is GBK are common.
 *
 * @param samples text fields and field names that are not plain ASCII
 */
export function chooseEncoding(
  samples: readonly Uint8Array[],
  codePageFile: string | undefined,
  languageDriver: number,
): ChosenEncoding {
  const notes: ImportNote[] = [];
  const marks: readonly (readonly [string, string | undefined])[] = [
    [`.cpg（${codePageFile?.trim()}）`, codePageFile === undefined ? undefined : encodingLabel(codePageFile)],
    [`DBF 语言标识 / language driver 0x${languageDriver.toString(16)}`, LANGUAGE_DRIVERS[languageDriver]],
  ];
  for (const [mark, label] of marks) {
    if (label === undefined) continue;
    if (samples.every((sample) => isReadable(sample, label))) return { label, notes };
    notes.push({
      code: "encoding-mark-wrong",
      zh: `${mark} 与文字内容不符，改按内容判断编码。`,
      en: `${mark} contradicts the text; the encoding is told from the text instead.`,
    });
  }
  if (samples.length === 0) return { label: "utf-8", notes };
  // GB18030 holds all of GBK. UTF-8 comes first: Chinese text in GBK is practically never valid UTF-8, not so the reverse.
  const label = ["utf-8", "gb18030"].find((candidate) => samples.every((sample) => isReadable(sample, candidate)));
  const chosen = label ?? "gb18030";
  notes.push({
    code: label === undefined ? "encoding-uncertain" : "encoding-detected",
    zh:
      label === undefined
        ? "无法判断属性文字的编码，暂按 GB18030 读取，个别文字可能有误。请指明编码。"
        : `文件没有注明编码，按内容判断为 ${chosen.toUpperCase()}。若文字有误，请指明编码。`,
    en:
      label === undefined
        ? "the encoding of the text cannot be told; read as GB18030, some text may be wrong. State the encoding."
        : `the file does not state its encoding; its text is ${chosen.toUpperCase()}. If it reads wrong, state the encoding.`,
  });
  return { label: chosen, notes };
}

/** Fields are cut at a byte, not at a character: an incomplete character at the very end is no contradiction. */
function isReadable(sample: Uint8Array, label: string): boolean {
  const decoder = new TextDecoder(label, { fatal: true });
  try {
    // Without the final flush an incomplete last character is kept back rather than refused.
    decoder.decode(sample, { stream: true });
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** The text without the padding of DBF fields and without a character that was cut off at the end. */
export function decodeField(bytes: Uint8Array, decoder: TextDecoder): string {
  let end = bytes.indexOf(0);
  if (end < 0) end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0x20) end--;
  return decoder.decode(bytes.subarray(0, end)).replace(/\uFFFD$/, "");
}

/** Text of a file that does not state its encoding: UTF-8 where it is that, else GB18030. */
export function decodeUnmarked(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return new TextDecoder("gb18030").decode(bytes);
  }
}
