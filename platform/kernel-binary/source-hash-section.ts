const SECTION_NAME = "terrace-sources";

/** The binary with the hash of its sources in a custom section at its end (WebAssembly core specification 5.5.3). */
export function withSourceHash(binary: Uint8Array, hash: string): Uint8Array {
  const section = sectionOf(hash);
  const joined = new Uint8Array(binary.length + section.length);
  joined.set(binary);
  joined.set(section, binary.length);
  return joined;
}

/** The hash that `withSourceHash` wrote, or undefined where the file is something else or cut short. */
export function readSourceHash(binary: Uint8Array): string | undefined {
  const hashLength = 64;
  const section = sectionOf("0".repeat(hashLength));
  const start = binary.length - section.length;
  if (start < 0) return undefined;
  const prefixLength = section.length - hashLength;
  for (let i = 0; i < prefixLength; i++) {
    if (binary[start + i] !== section[i]) return undefined;
  }
  return new TextDecoder().decode(binary.subarray(start + prefixLength));
}

/** Name and hash are short, so that each length is one byte of LEB128. */
function sectionOf(hash: string): Uint8Array {
  const name = new TextEncoder().encode(SECTION_NAME);
  const content = new TextEncoder().encode(hash);
  const customSection = 0;
  return Uint8Array.of(customSection, 1 + name.length + content.length, name.length, ...name, ...content);
}
