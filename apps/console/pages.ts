import type { ConsolePage } from "./console-page.ts";

/** What the one map needs: the land is the first of its layers. */
export const MAP_PERMISSION = "territory.view";

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
    path: "/cockpit",
    labelKey: "menu.cockpit",
    icon: "screen",
    group: "home",
    permission: "plan.view",
    fillsScreen: true,
    page: () => import("./cockpit/cockpit.page.tsx"),
  },
  {
    path: "/plan",
    labelKey: "menu.plan",
    group: "plan",
    permission: "plan.view",
    page: () => import("./plan.page.tsx"),
  },
  {
    path: "/map",
    labelKey: "menu.map",
    group: "map",
    permission: MAP_PERMISSION,
    page: () => import("./map.page.tsx"),
  },
  {
    path: "/screening",
    labelKey: "menu.screening",
    group: "prevention",
    permission: "territory.view",
    page: () => import("./screening.page.tsx"),
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
    path: "/imports",
    labelKey: "menu.imports",
    group: "registers",
    permission: "import.use",
    page: () => import("./records/import.page.ts"),
  },
  {
    path: "/imports/$id",
    labelKey: "menu.imports",
    group: null,
    permission: "import.use",
    page: () => import("./records/import.page.ts"),
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
