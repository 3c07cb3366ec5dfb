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
  /** Where it stands in the menu; null for a page that is reached from another one, whose path begins like this one's. */
  readonly group: MenuGroupId | null;
  /** What the session needs; null for everybody who is signed in. */
  readonly permission: string | null;
  /** In the menu only where the session may see at least one record set. */
  readonly isOfRecordSets?: boolean;
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
    path: "/plan",
    labelKey: "menu.plan",
    group: "plan",
    permission: "plan.view",
    page: () => import("./plan.page.tsx"),
  },
  {
    path: "/surveys",
    labelKey: "menu.surveys",
    group: "monitoring",
    permission: "survey.view",
    page: () => import("./surveys.page.tsx"),
  },
  {
    path: "/records",
    labelKey: "menu.records",
    group: "registers",
    permission: null,
    isOfRecordSets: true,
    page: () => import("./records/record-sets.page.ts"),
  },
  {
    path: "/records/$set",
    labelKey: "menu.records",
    group: null,
    permission: null,
    page: () => import("./records/record-list.page.ts"),
  },
  {
    path: "/records/$set/$id",
    labelKey: "menu.records",
    group: null,
    permission: null,
    page: () => import("./records/record.page.ts"),
  },
  {
    path: "/system/users",
    labelKey: "menu.users",
    group: "system",
    permission: "system.people",
    page: () => import("./system/users.page.tsx"),
  },
  {
    path: "/system/audit",
    labelKey: "menu.audit",
    group: "system",
    permission: "audit.read",
    page: () => import("./system/audit.page.tsx"),
  },
];
