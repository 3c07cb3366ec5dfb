import type { ComponentType } from "react";
import { type IconName, RecordListPage, RecordPage, RecordSetsPage } from "#platform/interface-kit";
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
  /** Where it stands in the menu; null for a page that is reached from another one, whose path begins like this one's. */
  readonly group: MenuGroupId | null;
  /** What the session needs; null for everybody who is signed in. */
  readonly permission: string | null;
  /** Loaded when the page is first opened. */
  readonly page: () => Promise<{ default: ComponentType<PageProps> }>;
}

/** Every page behind the sign-in. A new page is a line here and its label in the two files of locales/. */
export const consolePages: readonly ConsolePage[] = [
  {
    path: "/",
    labelKey: "menu.home",
    group: "home",
    permission: null,
    page: () => import("./home/home.page.tsx"),
  },
  {
    path: "/surveys",
    labelKey: "menu.surveys",
    group: "monitoring",
    permission: null,
    page: () => import("./surveys.page.tsx"),
  },
  {
    path: "/records",
    labelKey: "menu.records",
    group: "registers",
    permission: null,
    page: () => Promise.resolve({ default: RecordSetsPage }),
  },
  {
    path: "/records/$set",
    labelKey: "menu.records",
    group: null,
    permission: null,
    page: () => Promise.resolve({ default: RecordListPage }),
  },
  {
    path: "/records/$set/$id",
    labelKey: "menu.records",
    group: null,
    permission: null,
    page: () => Promise.resolve({ default: RecordPage }),
  },
];
