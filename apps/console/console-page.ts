import type { ComponentType } from "react";
import type { IconName } from "#platform/interface-kit";
import type { ConsoleTextKey } from "./console-texts.ts";

/** The parts of the address's path that a page names with `$`. */
export interface PageProps {
  readonly parameters: Readonly<Record<string, string>>;
}

/** The menu at the left. A group shows as soon as it has a page that the session may use, never before. */
export const menuGroups = [
  { id: "home", icon: "home" },
  { id: "map", icon: "map" },
  { id: "plan", icon: "flag" },
  { id: "prevention", icon: "shield" },
  { id: "monitoring", icon: "pulse" },
  { id: "registers", icon: "table" },
  { id: "system", icon: "gear" },
] as const satisfies readonly { readonly id: string; readonly icon: IconName }[];

export type MenuGroupId = (typeof menuGroups)[number]["id"];

export interface ConsolePage {
  /** `$name` stands for one part of the address. */
  readonly path: string;
  readonly labelKey: ConsoleTextKey;
  /** Beside its label, for a page that is unlike the others of its group. */
  readonly icon?: IconName;
  /** Where it stands in the menu; null for a page that is reached from another one, whose path begins like this one's. */
  readonly group: MenuGroupId | null;
  /** What the session needs; null for everybody who is signed in. */
  readonly permission: string | null;
  /** It has the whole screen: without the bar and the menu. */
  readonly fillsScreen?: boolean;
  /** In the menu only where the session may see at least one record set. */
  readonly isOfRecordSets?: boolean;
  /** Loaded when the page is first opened. */
  readonly page: () => Promise<{ default: ComponentType<PageProps> }>;
}
