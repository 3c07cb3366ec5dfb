import type { z } from "zod";
import type { ImportDecisions, mappingProposalSchema } from "./http-contract.ts";
import type { TargetField } from "./import-target.ts";

export type MappingProposal = z.infer<typeof mappingProposalSchema>;

/** Target field → field of the file, as this sender's last import had it. */
export type RememberedMapping = Readonly<Record<string, string>>;

/**
 * Which field of the file each target field takes: what the person decided, what was so last time with this sender, else the
 * field of the same name or one of its other names. No field of the file is proposed twice.
 * @param sources names of the fields of the file
 */
export function proposeMapping(
  fields: readonly TargetField[],
  sources: readonly string[],
  decided: Readonly<Record<string, string | null>>,
  remembered: RememberedMapping,
): MappingProposal[] {
  const proposals = new Map<string, MappingProposal>();
  const used = new Set<string>();
  const take = (field: string, sourceField: string | null, ground: MappingProposal["ground"]) => {
    proposals.set(field, { field, sourceField, ground });
    if (sourceField !== null) used.add(sourceField);
  };
  for (const { name } of fields) {
    const choice = decided[name];
    if (choice === null || (choice !== undefined && sources.includes(choice))) take(name, choice, "decided");
  }
  const rounds: readonly (readonly [MappingProposal["ground"], (field: TargetField, source: string) => boolean])[] = [
    ["remembered", (field, source) => remembered[field.name] === source],
    ["same-name", (field, source) => [field.name, field.labelZh, field.labelEn].some((name) => isSame(name, source))],
    ["alias", (field, source) => (field.aliases ?? []).some((name) => isSame(name, source))],
    // Names of a Shapefile end after ten bytes: 水土保持措施 arrives as 水土保持措 or 水土保.
    ["alias", (field, source) => source.length >= 3 && isCutName(field.labelZh, source)],
  ];
  for (const [ground, fits] of rounds) {
    for (const field of fields) {
      if (proposals.has(field.name)) continue;
      const source = sources.find((candidate) => !used.has(candidate) && fits(field, candidate));
      if (source !== undefined) take(field.name, source, ground);
    }
  }
  return fields.map(({ name }) => proposals.get(name) ?? { field: name, sourceField: null, ground: "none" });
}

/** What the decisions say of the mapping: a field with one value for all rows takes none of the file unless both are said. */
export function decidedMapping({ mapping = {}, constants = {} }: ImportDecisions): Record<string, string | null> {
  const constant = Object.entries(constants).filter(([, value]) => value !== "");
  return { ...Object.fromEntries(constant.map(([field]) => [field, null])), ...mapping };
}

/** Names without what people add: marks of required fields, units in brackets, blanks, case. */
export function plainName(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[(（[][^)）\]]*[)）\]]/g, "")
    .replace(/[\s*_\-:：、.]/g, "");
}

function isSame(a: string, b: string): boolean {
  return plainName(a) !== "" && plainName(a) === plainName(b);
}

function isCutName(whole: string, cut: string): boolean {
  const bytes = [new TextEncoder().encode(cut).length, cut.length * 2];
  return whole !== cut && whole.startsWith(cut) && bytes.some((length) => length >= 8 && length <= 10);
}
