import type { Confidence } from "#reference-data";
import { type DivisionCode, divisions } from "./divisions.ts";

/** @zh 机构类型 `city` is the water bureau, which carries the whole work; `division` is the water department of a reporting unit. */
export type OrganisationKind = "city" | "department" | "division";

/** @zh 机构 */
export interface Organisation {
  /** Stable: accounts and the plan name an organisation by it, whatever it comes to be called. */
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly kind: OrganisationKind;
  /** Null for an organisation of the city. */
  readonly divisionCode: DivisionCode | null;
  readonly source: string;
  readonly confidence: Confidence;
  readonly noteZh: string | null;
}

const PLAN = "烟政办字〔2024〕68号各条末尾的责任分工";
const OWN_NAME = "本产品按报送单元设置";

function department(code: string, nameZh: string, nameEn: string, kind: OrganisationKind): Organisation {
  const common = { divisionCode: null, source: PLAN, confidence: "verified", noteZh: null } as const;
  return { code, nameZh, nameEn, kind, ...common };
}

/** The departments that the plan names, as it names them, in the order of their first appearance. */
export const planDepartments: readonly Organisation[] = [
  department("development-and-reform", "市发展改革委", "Development and Reform Commission", "department"),
  department("natural-resources", "市自然资源和规划局", "Natural Resources and Planning Bureau", "department"),
  department("water", "市水利局", "Water Resources Bureau", "city"),
  department("ecology", "市生态环境局", "Ecology and Environment Bureau", "department"),
  department("transport", "市交通运输局", "Transport Bureau", "department"),
  department("agriculture", "市农业农村局", "Agriculture and Rural Affairs Bureau", "department"),
  department("forestry", "市林业局", "Forestry Bureau", "department"),
  department("housing", "市住房城乡建设局", "Housing and Urban-Rural Development Bureau", "department"),
  department("discipline", "市纪委监委机关", "Discipline Inspection and Supervision Commission", "department"),
  department("court", "市法院", "Intermediate People's Court", "department"),
  department("procuratorate", "市检察院", "People's Procuratorate", "department"),
  department("public-security", "市公安局", "Public Security Bureau", "department"),
  department("justice", "市司法局", "Justice Bureau", "department"),
  department("approval", "市行政审批服务局", "Administrative Approval Service Bureau", "department"),
  department("culture-and-tourism", "市文化和旅游局", "Culture and Tourism Bureau", "department"),
  department("finance", "市财政局", "Finance Bureau", "department"),
  department("hydrology", "市水文中心", "Hydrology Centre", "department"),
  department("education", "市教育局", "Education Bureau", "department"),
  department("science", "市科技局", "Science and Technology Bureau", "department"),
  department("data", "市大数据局", "Big Data Bureau", "department"),
  department("party-organisation", "市委组织部", "Organisation Department of the Party Committee", "department"),
  department("human-resources", "市人力资源社会保障局", "Human Resources and Social Security Bureau", "department"),
  department("audit", "市审计局", "Audit Bureau", "department"),
  department("publicity", "市委宣传部", "Publicity Department of the Party Committee", "department"),
  department("science-association", "市科协", "Association for Science and Technology", "department"),
];

/** The water department of each of the 15 reporting units. */
const divisionWaterDepartments: readonly Organisation[] = divisions.map((division) => ({
  code: `water-${division.code.toLowerCase()}`,
  nameZh: `${division.shortNameZh}水行政主管部门`,
  nameEn: `Water department of ${division.nameEn}`,
  kind: "division",
  divisionCode: division.code,
  source: OWN_NAME,
  confidence: "design",
  noteZh: "机构全称以当地机构改革后的名称为准，待核。",
}));

/** Every organisation that is there from the start. */
export const organisations: readonly Organisation[] = [...planDepartments, ...divisionWaterDepartments];

/** The department with a code. A wrong code is a mistake in the data of this region. */
export function departmentOf(code: string): Organisation {
  const found = planDepartments.find((candidate) => candidate.code === code);
  if (!found) throw new Error(`no department with the code ${code}`);
  return found;
}
