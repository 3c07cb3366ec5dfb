import type { PlanPart } from "#contexts/action-plan/model";
import { responsible, task } from "./plan-rows.ts";

/** 三、提升水土流失治理成效 */
export const treatmentResults: PlanPart = {
  number: 3,
  titleZh: "提升水土流失治理成效",
  titleEn: "Treat soil and water loss to better effect",
  measures: [
    {
      number: 7,
      titleZh: "加强系统治理",
      titleEn: "Treat systematically",
      ...responsible(["development-and-reform", "natural-resources", "water", "agriculture"], ["ecology", "forestry"]),
      tasks: [
        task(
          "7.1",
          "treatment",
          "统筹农田整治、国土绿化、矿山修复、湿地保护等生态保护和修复工作,实施造林绿化、封育保护、坡面整治等治理措施,系统治理水土流失。",
          "统筹保护修复，系统治理水土流失",
          "Treat soil and water loss across all restoration works",
        ),
        task(
          "7.2",
          "treatment",
          "“十四五”期间,全市新增水土流失治理面积975平方公里以上,",
          "“十四五”新增水土流失治理面积 975 km² 以上",
          "At least 975 km² newly treated in 2021–2025",
        ),
        task(
          "7.3",
          "erosion-assessment",
          "水土保持率达到71.80%。",
          "2025 年水土保持率达到 71.80 %",
          "Conservation rate of 71.80 % in 2025",
        ),
        task(
          "7.4",
          "conservation-planning",
          "到2035年,全市水土保持率达到80.27%。",
          "2035 年水土保持率达到 80.27 %",
          "Conservation rate of 80.27 % in 2035",
        ),
      ],
    },
    {
      number: 8,
      titleZh: "探索重点区域水土保持生态价值转化",
      titleEn: "Turn conservation of the focus areas into ecological value",
      ...responsible(["water"], ["ecology", "agriculture", "culture-and-tourism", "forestry"]),
      tasks: [
        task(
          "8.1",
          "treatment",
          "以海阳、栖霞、牟平、莱阳等区市水土流失集中分布区为重点,结合农林产业开发,科学制定治理措施体系,提升果园、梯田等区域的水土保持功能,",
          "重点区市果园、梯田水土保持功能提升",
          "Better conservation of orchards and terraces in the focus areas",
        ),
        task(
          "8.2",
          "value-conversion",
          "打造特色产业综合体,推进生态价值转化。",
          "打造特色产业综合体，推进生态价值转化",
          "Build characteristic industries; convert ecological value",
        ),
        task(
          "8.3",
          "treatment",
          "强化国家级、省级水土保持治理工程建设,",
          "国家级、省级水土保持治理工程建设",
          "Build national and provincial treatment works",
        ),
        task(
          "8.4",
          "treatment",
          "统筹水土流失防治、河道治理、污水垃圾处理、人居环境改善、生态产业发展,合力打造生态清洁小流域。",
          "合力打造生态清洁小流域",
          "Build clean watersheds together",
        ),
        task(
          "8.5",
          "treatment",
          "到2027年,建成10个生态清洁小流域,发挥生态、社会、经济效益。",
          "到 2027 年建成 10 个生态清洁小流域",
          "Ten clean watersheds by 2027",
        ),
        task(
          "8.6",
          "treatment",
          "探索治理机制创新,强化项目融合,整沟、整村、整乡、整区(市)推进水土流失治理。",
          "整沟、整村、整乡、整区（市）推进治理",
          "Treat whole gullies, villages, townships and districts",
        ),
      ],
    },
    {
      number: 9,
      titleZh: "创新治理工程建管模式",
      titleEn: "Build and keep works in new ways",
      ...responsible(["finance", "water"]),
      tasks: [
        task(
          "9.1",
          "funding",
          "推行以奖代补、以工代赈等建设模式,",
          "推行以奖代补、以工代赈",
          "Award funding and work relief",
        ),
        task(
          "9.2",
          "funding",
          "发挥村级组织、农业合作社、土地使用者、承包经营者作用,支持引导社会资本和群众参与水土流失治理。",
          "引导社会资本和群众参与治理",
          "Bring private capital and people into treatment",
        ),
        task(
          "9.3",
          "treatment",
          "健全水土流失治理成果管护制度,按照“谁使用、谁管护”和“谁受益、谁负责”的原则,明确管护主体,落实管护责任,",
          "健全管护制度，明确管护主体和责任",
          "A steward with duties for every finished work",
        ),
        task(
          "9.4",
          "treatment",
          "探索建立政府和受益主体水土保持工程运行维护费用分摊机制,确保工程长期稳定发挥效益。",
          "探索运行维护费用分摊机制",
          "Share the cost of upkeep between government and those who benefit",
        ),
      ],
    },
  ],
};
