import { sql } from "kysely";
import { type Database, NOBODY, type Session } from "#platform/database";
import type { ActionPlan } from "../model/index.ts";

export const WATER = "10000000-0000-4000-8000-000000000001";
export const FORESTRY = "10000000-0000-4000-8000-000000000002";
export const FINANCE = "10000000-0000-4000-8000-000000000003";

const names: Readonly<Record<string, string>> = { [WATER]: "市水利局", [FORESTRY]: "市林业局", [FINANCE]: "市财政局" };

/** Codes here are the ids themselves. */
function department(id: string) {
  return { organisationCode: id, nameZh: names[id]!, nameEn: id };
}

/** The organisations of `smallPlan` and of the sessions below. */
export async function registerOrganisations(database: Database): Promise<void> {
  await database.asService("test", async (transaction) => {
    for (const [id, name] of Object.entries(names)) {
      await sql`insert into access.organisation (id, code, name_zh, name_en, kind)
        values (${id}, ${id}, ${name}, ${id}, 'department')`.execute(transaction);
    }
  });
}

/** Two measures with three tasks and one target, invented for tests. */
export const smallPlan: ActionPlan = {
  id: "sample-2024-1",
  documentNumber: "示例〔2024〕1号",
  titleZh: "示例方案",
  titleEn: "Sample plan",
  issuerZh: "示例",
  issuedOn: "2024-09-13",
  source: "示例",
  parts: [
    {
      number: 1,
      titleZh: "治理",
      titleEn: "Treatment",
      measures: [
        {
          number: 1,
          titleZh: "系统治理",
          titleEn: "Treat",
          responsibility: { form: "responsible", lead: [department(WATER)], cooperating: [department(FORESTRY)] },
          tasks: [
            {
              id: "1.1",
              quotation: "加强治理,",
              askZh: "加强治理",
              askEn: "Treat more",
              area: "treatment",
            },
            {
              id: "1.2",
              quotation: "建成10个小流域。",
              askZh: "建成小流域",
              askEn: "Ten watersheds",
              area: "treatment",
            },
          ],
        },
      ],
    },
    {
      number: 2,
      titleZh: "保障",
      titleEn: "Support",
      measures: [
        {
          number: 2,
          titleZh: "资金",
          titleEn: "Funds",
          responsibility: {
            form: "shared-out",
            lead: [department(FINANCE), department(WATER)],
            cooperating: [],
          },
          tasks: [{ id: "2.1", quotation: "保障投入。", askZh: "保障投入", askEn: "Fund it", area: "funding" }],
        },
      ],
    },
  ],
  targets: [
    {
      id: "clean-watersheds-2027",
      figureId: "clean-watersheds",
      taskId: "1.2",
      nameZh: "小流域",
      nameEn: "Watersheds",
      unit: "count",
      byYear: 2027,
      value: 10,
      baseline: { value: 0, on: "2024-12-31", basisZh: "从零累计" },
      source: "示例第1条",
      noteZh: null,
      noteEn: null,
      filledByZh: "验收后显示。",
      filledByEn: "Shown once accepted.",
    },
  ],
};

function user(number: number, userName: string, fields: Partial<Session>): Session {
  const userId = `20000000-0000-4000-8000-00000000000${number}`;
  return { ...NOBODY, userId, userName, scope: "department", ...fields };
}

const reporting = ["plan.view", "plan.report"];

export const waterUser: Session = user(1, "水利局王", { organisationId: WATER, permissions: reporting });
export const waterColleague: Session = user(2, "水利局赵", { organisationId: WATER, permissions: reporting });
export const forestryUser: Session = user(3, "林业局李", { organisationId: FORESTRY, permissions: reporting });
export const financeUser: Session = user(4, "财政局张", { organisationId: FINANCE, permissions: reporting });
/** The city's reviewer sits in the water bureau and may also report for it. */
export const cityUser: Session = user(5, "市级审核", {
  organisationId: WATER,
  scope: "city",
  permissions: ["plan.view", "plan.report", "plan.review"],
});
/** Has the permission to review but sees one division only. */
export const divisionUser: Session = user(6, "栖霞", {
  organisationId: "10000000-0000-4000-8000-000000000009",
  scope: "division",
  divisions: ["370686"],
  permissions: ["plan.view", "plan.review"],
});
