import { TextDecoder } from "node:util";
import { importError } from "./import-errors.ts";
import type { EncodingOption, ImportNote } from "./vector-layer.ts";

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

/** What is offered for choosing by eye, whatever the marks say. GB18030 holds all of GBK. */
const OFFERED = ["utf-8", "gb18030", "big5", "windows-1251"];

/**
 * Every encoding that comes into question, the marked ones first.
 * @param samples text fields and field names that are not plain ASCII
 */
export function encodingOptions(
  samples: readonly Uint8Array[],
  codePageFile: string | undefined,
  languageDriver: number,
): EncodingOption[] {
  const marked = [
    codePageFile === undefined ? undefined : encodingLabel(codePageFile),
    LANGUAGE_DRIVERS[languageDriver],
  ].filter((label) => label !== undefined);
  const all = [...new Set([...marked, ...OFFERED])];
  // GBK and GB18030 side by side would read alike and leave nothing to choose between: the one that comes first is enough.
  const chinese = all.find((label) => label === "gbk" || label === "gb18030");
  const offered = all.filter((label) => label === chinese || (label !== "gbk" && label !== "gb18030"));
  return offered.map((label) => {
    const isReadable = samples.every((sample) => isReadableAs(sample, label));
    return {
      label,
      isReadable,
      isMarked: marked.includes(label),
      likeness: isReadable ? likenessOf(samples, label) : 0,
    };
  });
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
    if (!contradicts(samples, label)) return { label, notes };
    notes.push({
      code: "encoding-mark-wrong",
      zh: `${mark} 与文字内容不符，改按内容判断编码。`,
      en: `${mark} contradicts the text; the encoding is told from the text instead.`,
    });
  }
  if (samples.length === 0) return { label: "utf-8", notes };
  const label = likeliest(samples);
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

/** Text that is valid UTF-8 and in the marked encoding a row of rare characters is UTF-8, whatever the mark says. */
function contradicts(samples: readonly Uint8Array[], marked: string): boolean {
  const isReadable = (label: string) => samples.every((sample) => isReadableAs(sample, label));
  if (!isReadable(marked)) return true;
  return samples.length > 0 && marked !== "utf-8" && isReadable("utf-8") && likenessOf(samples, marked) < 0.5;
}

/** Text in GBK is Chinese unless it reads much better as something else: rare characters are still Chinese. */
const CLEAR_LEAD = 0.3;

function likeliest(samples: readonly Uint8Array[]): string | undefined {
  // UTF-8 comes first: text in another encoding is practically never valid UTF-8, not so the reverse.
  if (samples.every((sample) => isReadableAs(sample, "utf-8"))) return "utf-8";
  const options = encodingOptions(samples, undefined, 0).filter(({ isReadable }) => isReadable);
  const chinese = options.find(({ label }) => label === "gb18030");
  const best = options.toSorted((a, b) => b.likeness - a.likeness)[0];
  if (best === undefined) return undefined;
  if (chinese !== undefined) return best.likeness > chinese.likeness + CLEAR_LEAD ? best.label : chinese.label;
  return best.likeness > 0.5 ? best.label : undefined;
}

/**
 * Share of what is beyond ASCII that is ordinary text: Chinese characters of the frequent level of the standard (GB 2312
 * level 1: lead bytes B0–D7; Big5 level 1: A4–C6), Cyrillic words in one case or capitalised. Valid UTF-8 is no chance.
 */
function likenessOf(samples: readonly Uint8Array[], label: string): number {
  if (label === "utf-8") return 1;
  let beyond = 0;
  let ordinary = 0;
  const decoder = new TextDecoder(label);
  const isDoubleByte = ["gb18030", "gbk", "big5"].includes(label);
  for (const sample of samples) {
    const counts = isDoubleByte ? frequentCharacters(sample, label) : cyrillicLetters(decoder.decode(sample));
    beyond += counts.beyond;
    ordinary += counts.ordinary;
  }
  return beyond === 0 ? 0 : ordinary / beyond;
}

function frequentCharacters(sample: Uint8Array, label: string): { beyond: number; ordinary: number } {
  let beyond = 0;
  let ordinary = 0;
  for (let i = 0; i < sample.length; i++) {
    const lead = sample[i]!;
    if (lead < 0x80) continue;
    i++;
    const trail = sample[i] ?? 0;
    const isFrequent = label === "big5" ? lead >= 0xa4 && lead <= 0xc6 : lead >= 0xb0 && lead <= 0xd7 && trail >= 0xa1;
    beyond++;
    if (isFrequent) ordinary++;
  }
  return { beyond, ordinary };
}

function cyrillicLetters(text: string): { beyond: number; ordinary: number } {
  let ordinary = 0;
  for (const word of text.match(/\p{Script=Cyrillic}{2,}/gu) ?? []) {
    const rest = word.slice(1);
    if (rest === rest.toLowerCase() || word === word.toUpperCase()) ordinary += word.length;
  }
  return { beyond: [...text].filter((character) => character.codePointAt(0)! > 0x7f).length, ordinary };
}

/** Fields are cut at a byte, not at a character: an incomplete character at the very end is no contradiction. */
function isReadableAs(sample: Uint8Array, label: string): boolean {
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

/**
 * The label of an encoding that a person named.
 * @throws TerraceError `encoding-unknown`
 */
export function forcedEncoding(path: string, name: string): string {
  const label = encodingLabel(name);
  if (label !== undefined) return label;
  throw importError(
    "encoding-unknown",
    path,
    `不认识编码“${name}”。请用 GBK、GB18030 或 UTF-8。`,
    `encoding "${name}" is not known. Use GBK, GB18030 or UTF-8.`,
    { encoding: name },
  );
}
