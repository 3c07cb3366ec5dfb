/** @zh 报送单元 As a region's data give it; a region's own type may say more. Days and months are ISO texts, null where open. */
export interface DivisionData {
  readonly code: string;
  readonly codeKind: string;
  readonly nameZh: string;
  readonly shortNameZh: string;
  readonly nameEn: string;
  readonly within: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly source: string;
  readonly confidence: string;
  readonly noteZh: string | null;
}

/** @zh 区划变更 */
export interface DivisionChangeData {
  readonly effectiveFrom: string;
  readonly from: readonly { readonly code: string; readonly nameZh: string }[];
  readonly to: string;
  readonly source: string;
  readonly confidence: string;
}

/**
 * The codes of some units with those of all that went into them or lie within them, so that who sees 蓬莱 sees what 长岛县 reported
 * before 2020, and 长岛 now.
 */
export function withPredecessors(
  codes: readonly string[],
  divisions: readonly Pick<DivisionData, "code" | "within">[],
  changes: readonly Pick<DivisionChangeData, "from" | "to">[],
): readonly string[] {
  const found = new Set<string>();
  const visit = (code: string): void => {
    if (found.has(code)) return;
    found.add(code);
    for (const change of changes) {
      if (change.to === code) for (const { code: earlier } of change.from) visit(earlier);
    }
    for (const division of divisions) {
      if (division.within === code) visit(division.code);
    }
  };
  for (const code of codes) visit(code);
  return [...found];
}
