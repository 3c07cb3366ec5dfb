import type { ImportFinding } from "./import-session.ts";

/** Findings of one kind about one field: a fault that runs through a file is one thing to put right. */
export interface FindingGroup {
  readonly key: string;
  readonly findings: readonly ImportFinding[];
}

/** In the order in which the first of each was found. */
export function groupFindings(findings: readonly ImportFinding[]): readonly FindingGroup[] {
  const groups = new Map<string, ImportFinding[]>();
  for (const finding of findings) {
    const key = `${finding.kind} ${finding.field ?? ""} ${finding.sourceField ?? ""}`;
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups].map(([key, members]) => ({ key, findings: members }));
}
