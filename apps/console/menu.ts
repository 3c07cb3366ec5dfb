import { type ConsolePage, consolePages, menuGroups } from "./pages.ts";

export interface MenuGroup {
  readonly id: (typeof menuGroups)[number]["id"];
  readonly icon: (typeof menuGroups)[number]["icon"];
  readonly pages: readonly ConsolePage[];
}

/** What the menu shows to a session: groups with at least one page that it may use, in their order. */
export function menuFor(
  mayUse: (permission: string | null) => boolean,
  pages: readonly ConsolePage[] = consolePages,
): readonly MenuGroup[] {
  return menuGroups
    .map((group) => ({
      ...group,
      pages: pages.filter((page) => page.group === group.id && mayUse(page.permission)),
    }))
    .filter((group) => group.pages.length > 0);
}

/** The page of the menu that an address belongs to: the longest path that it begins with. */
export function menuPageOf(
  path: string,
  pages: readonly ConsolePage[] = consolePages,
): (ConsolePage & { group: MenuGroup["id"] }) | undefined {
  const isOf = (page: ConsolePage) => path === page.path || (page.path !== "/" && path.startsWith(`${page.path}/`));
  return pages
    .filter((page): page is ConsolePage & { group: MenuGroup["id"] } => page.group !== null && isOf(page))
    .sort((a, b) => b.path.length - a.path.length)[0];
}
