import { administratorRoles, type RoleDefinition } from "#platform/access";

const VIEW = ["territory.view", "plan.view", "survey.view", "figures.view"];

/** Who does what here. The three administrators keep the system and see nothing of the work. */
export const roles: readonly RoleDefinition[] = [
  ...administratorRoles.map((role) =>
    // Its key reads the measurements for a monitoring system on another machine.
    role.id === "system-administrator" ? { ...role, permissions: [...role.permissions, "system.observe"] } : role,
  ),
  {
    id: "city-supervisor",
    nameZh: "市级水保主管",
    nameEn: "City supervisor",
    scopes: ["city"],
    permissions: [
      ...VIEW,
      "territory.edit",
      "territory.screen",
      "plan.report",
      "plan.review",
      "plan.allocate",
      "survey.run",
      "survey.publish",
      "figures.publish",
      "import.use",
      "jobs.all",
    ],
  },
  {
    id: "analyst",
    nameZh: "监测分析人员",
    nameEn: "Analyst",
    scopes: ["city"],
    permissions: [...VIEW, "territory.edit", "territory.screen", "survey.run", "import.use"],
  },
  {
    id: "district-inspector",
    nameZh: "区市水保人员",
    nameEn: "District inspector",
    scopes: ["division"],
    permissions: [...VIEW, "territory.edit", "plan.report", "import.use"],
  },
  {
    id: "department-officer",
    nameZh: "部门联络员",
    nameEn: "Officer of a department",
    scopes: ["department"],
    permissions: ["plan.view", "plan.report", "survey.view", "figures.view"],
  },
  { id: "leader", nameZh: "领导", nameEn: "Leader", scopes: ["city", "division"], permissions: VIEW },
  { id: "builder", nameZh: "建设单位人员", nameEn: "Builder", scopes: ["enterprise"], permissions: [] },
  { id: "service-unit", nameZh: "技术服务单位人员", nameEn: "Service unit", scopes: ["service-unit"], permissions: [] },
];
