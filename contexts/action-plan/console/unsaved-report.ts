import type { ReportContent } from "#contexts/action-plan/model";

/**
 * What somebody has typed and not saved, kept in this browser tab until it is saved: closing the panel, a broken connection
 * or a reload lose nothing. The version tells on which stored report it rests.
 */
export function keepUnsaved(key: string, content: ReportContent): void {
  window.sessionStorage.setItem(key, JSON.stringify(content));
}

export function forgetUnsaved(key: string): void {
  window.sessionStorage.removeItem(key);
}

export function unsavedReport(key: string): ReportContent | undefined {
  const kept = window.sessionStorage.getItem(key);
  return kept === null ? undefined : (JSON.parse(kept) as ReportContent);
}
