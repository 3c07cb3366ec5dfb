import { createContext } from "react";
import { type ConsolePage, menuGroups } from "./console-page.ts";

export interface MenuGroup {
  readonly id: (typeof menuGroups)[number]["id"];
  readonly icon: (typeof menuGroups)[number]["icon"];
  readonly pages: readonly ConsolePage[];
}

export interface MenuFacts {
  readonly hasRecordSets: boolean;
  /** Nobody signs in: there are surveys and nothing else. */
  readonly isViewer: boolean;
}

/** The pages of the console, for a page that leads to the others: the frame around it knows them all. */
export const ConsolePagesContext = createContext<readonly ConsolePage[]>([]);

/** What the menu shows to a session: groups with at least one page that it may use, in their order. */
export function menuFor(
  pages: readonly ConsolePage[],
  mayUse: (permission: string | null) => boolean,
  { hasRecordSets, isViewer }: MenuFacts,
): readonly MenuGroup[] {
  const shown = pages.filter(
    (page) =>
      mayUse(page.permission) && (hasRecordSets || !page.isOfRecordSets) && !(isViewer && page.permission === null),
  );
  return menuGroups
    .map((group) => ({ ...group, pages: shown.filter((page) => page.group === group.id) }))
    .filter((group) => group.pages.length > 0);
}

/** The page of the menu that an address belongs to: the longest path that it begins with. */
export function menuPageOf(
  pages: readonly ConsolePage[],
  path: string,
): (ConsolePage & { group: MenuGroup["id"] }) | undefined {
  const isOf = (page: ConsolePage) => path === page.path || (page.path !== "/" && path.startsWith(`${page.path}/`));
  return pages
    .filter((page): page is ConsolePage & { group: MenuGroup["id"] } => page.group !== null && isOf(page))
    .sort((a, b) => b.path.length - a.path.length)[0];
}
