import type { Confidence } from "#reference-data";
import { type DivisionCode, divisions } from "./divisions.ts";

/** @zh 机构类型 `city` is the water bureau, which carries the whole work; `division` is the water department of a reporting unit. */
export type OrganisationKind = "city" | "department" | "division";

/** @zh 机构 */
export interface Organisation {
  /** UUID that never changes, whatever the organisation comes to be called. */
  readonly id: string;
  /** Stable English word for programs. */
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

function department(id: string, code: string, nameZh: string, nameEn: string, kind: OrganisationKind): Organisation {
  const common = { divisionCode: null, source: PLAN, confidence: "verified", noteZh: null } as const;
  return { id, code, nameZh, nameEn, kind, ...common };
}

/** The departments that the plan names, as it names them, in the order of their first appearance. */
export const planDepartments: readonly Organisation[] = [
  department(
    "cfbfb8a3-3ca0-5041-9485-eb3a86c995bb",
    "development-and-reform",
    "市发展改革委",
    "Development and Reform Commission",
    "department",
  ),
  department(
    "9c9b2e1a-aeae-5774-8536-817d8b9cad4b",
    "natural-resources",
    "市自然资源和规划局",
    "Natural Resources and Planning Bureau",
    "department",
  ),
  department("72e9a396-34cc-5a1a-a830-b7ed12fca1a5", "water", "市水利局", "Water Resources Bureau", "city"),
  department(
    "87c38b18-b2d9-57e0-9a7f-777a642970e0",
    "ecology",
    "市生态环境局",
    "Ecology and Environment Bureau",
    "department",
  ),
  department("bcc9a22c-c387-563d-aa43-b4ee2e9cd16b", "transport", "市交通运输局", "Transport Bureau", "department"),
  department(
    "14f0b0f3-4a67-5e23-964f-645e0584bbbe",
    "agriculture",
    "市农业农村局",
    "Agriculture and Rural Affairs Bureau",
    "department",
  ),
  department("42e4328b-8418-548a-84d8-5565c7dae94d", "forestry", "市林业局", "Forestry Bureau", "department"),
  department(
    "0b186b99-d9f9-5512-adc8-9d75a72dd014",
    "housing",
    "市住房城乡建设局",
    "Housing and Urban-Rural Development Bureau",
    "department",
  ),
  department(
    "49c3537c-5ae5-5e0f-a522-d90bd60ba84a",
    "discipline",
    "市纪委监委机关",
    "Discipline Inspection and Supervision Commission",
    "department",
  ),
  department("bd8927af-75df-57b7-b07a-892cd19ed15e", "court", "市法院", "Intermediate People's Court", "department"),
  department(
    "0dbae445-d780-5279-b44e-473f1199c833",
    "procuratorate",
    "市检察院",
    "People's Procuratorate",
    "department",
  ),
  department(
    "9cf43941-330e-590d-bb82-7c0aa5c12288",
    "public-security",
    "市公安局",
    "Public Security Bureau",
    "department",
  ),
  department("204f0d7a-6a34-5d56-bcba-4801be0e6a54", "justice", "市司法局", "Justice Bureau", "department"),
  department(
    "b99ee283-0e06-5d3f-a617-d8efbba5535d",
    "approval",
    "市行政审批服务局",
    "Administrative Approval Service Bureau",
    "department",
  ),
  department(
    "4fa24be4-50e1-5fef-835c-9adee7be1740",
    "culture-and-tourism",
    "市文化和旅游局",
    "Culture and Tourism Bureau",
    "department",
  ),
  department("2ad24bb0-f6ad-548a-a80b-cb76994043ee", "finance", "市财政局", "Finance Bureau", "department"),
  department("9ed1bdcb-5bf9-5a14-ac94-cc7b4367404a", "hydrology", "市水文中心", "Hydrology Centre", "department"),
  department("2cda1969-1115-5d75-b6c5-e4b413aefb72", "education", "市教育局", "Education Bureau", "department"),
  department(
    "96b50f9b-3a9b-5645-9c1c-71bfd944a6c1",
    "science",
    "市科技局",
    "Science and Technology Bureau",
    "department",
  ),
  department("9b57a743-b13d-5b7e-8b6d-6245a4e93636", "data", "市大数据局", "Big Data Bureau", "department"),
  department(
    "58b6e6b7-33a3-53b8-a411-38fbfef36063",
    "party-organisation",
    "市委组织部",
    "Organisation Department of the Party Committee",
    "department",
  ),
  department(
    "f8036ab7-9752-55e2-918b-0b0949d206f1",
    "human-resources",
    "市人力资源社会保障局",
    "Human Resources and Social Security Bureau",
    "department",
  ),
  department("70c8ae65-3165-5782-9bf4-8d1bde90d51e", "audit", "市审计局", "Audit Bureau", "department"),
  department(
    "1261017b-0869-5a1a-86f5-35afdc9ed47f",
    "publicity",
    "市委宣传部",
    "Publicity Department of the Party Committee",
    "department",
  ),
  department(
    "d0a775f1-f335-5f78-8e48-0f92a146eced",
    "science-association",
    "市科协",
    "Association for Science and Technology",
    "department",
  ),
];

const WATER_DEPARTMENT_IDS: Readonly<Record<string, string>> = {
  "370602": "b0958ee1-87c0-57a1-8ea7-173d98678088",
  "370611": "efe4a5cc-a4d7-54fa-8dd2-fc5e1e7c1b71",
  "370613": "0fe33670-0149-5ef9-a84e-24932d0dec20",
  "370671": "e39ddc71-7746-58a1-af8a-86e3fb539cfa",
  "370676": "7822b238-0a05-5e0f-85a4-07ac5ddaad7a",
  "370612": "419ac710-8032-559b-bed3-8c2980cd3fe4",
  "3706-KY": "c571bb61-2b80-5d05-a746-38a8c583b4f5",
  "370614": "68c5eaba-6b32-5bbe-8015-fa4c21e55fcd",
  "370681": "b85d6f7e-09da-5f02-9260-72d98b233569",
  "370685": "748cfc03-f4ad-541f-8f6a-144dd9634923",
  "370686": "ec812fbd-b107-5e4e-898a-4a67f6659247",
  "370682": "c6b6d490-5f90-5d05-b497-6992588cf004",
  "370687": "738fdd2d-cbed-5550-9145-5230aab9a0de",
  "370614-CD": "a31fe407-7f96-552e-9087-9b8917465db3",
  "370683": "85c3819e-8362-5511-90c8-a8d8f5744ce7",
};

/** The water department of each of the 15 reporting units. */
const divisionWaterDepartments: readonly Organisation[] = divisions.map((division) => {
  const id = WATER_DEPARTMENT_IDS[division.code];
  if (id === undefined) throw new Error(`no identity for the water department of ${division.code}`);
  return {
    id,
    code: `water-${division.code.toLowerCase()}`,
    nameZh: `${division.shortNameZh}水行政主管部门`,
    nameEn: `Water department of ${division.nameEn}`,
    kind: "division",
    divisionCode: division.code,
    source: OWN_NAME,
    confidence: "design",
    noteZh: "机构全称以当地机构改革后的名称为准，可在系统中改名。",
  };
});

/** Every organisation that is there from the start. */
export const organisations: readonly Organisation[] = [...planDepartments, ...divisionWaterDepartments];

/** The department with a code. A wrong code is a mistake in the data of this region. */
export function departmentOf(code: string): Organisation {
  const found = planDepartments.find((candidate) => candidate.code === code);
  if (!found) throw new Error(`no department with the code ${code}`);
  return found;
}
