import type { PlanPart } from "#contexts/action-plan/model";
import { responsible, task } from "./plan-rows.ts";

/** 四、夯实水土保持基础支撑 */
export const foundations: PlanPart = {
  number: 4,
  titleZh: "夯实水土保持基础支撑",
  titleEn: "Lay firm foundations",
  measures: [
    {
      number: 10,
      titleZh: "抓好规划修编实施",
      titleEn: "Revise and carry out the plans",
      ...responsible(["water"], ["development-and-reform", "ecology", "agriculture"]),
      tasks: [
        task(
          "10.1",
          "conservation-planning",
          "及时修编市、县级水土保持规划,合理确定水土保持目标,明确水土流失防治布局和任务。",
          "修编市、县级水土保持规划",
          "Revise the conservation plans of city and counties",
        ),
        task(
          "10.2",
          "conservation-planning",
          "依法将水土保持工作纳入本级国民经济和社会发展规划,",
          "水土保持纳入国民经济和社会发展规划",
          "Conservation in the plan of economic and social development",
        ),
        task(
          "10.3",
          "conservation-planning",
          "扎实开展监测评估,强化规划推进实施。",
          "规划监测评估和推进实施",
          "Monitor and evaluate how plans are carried out",
        ),
      ],
    },
    {
      number: 11,
      titleZh: "强化动态监测",
      titleEn: "Strengthen dynamic monitoring",
      ...responsible(["water", "hydrology"]),
      tasks: [
        task(
          "11.1",
          "monitoring",
          "加强水土保持监测站点建设,整合已有监测站点,优化监测站网布局。",
          "建设、整合监测站点，优化站网布局",
          "Build and join monitoring stations into one network",
        ),
        task(
          "11.2",
          "monitoring",
          "完善监测设备配备和人员配置,",
          "完善监测设备和人员配置",
          "Equip and staff the stations",
        ),
        task(
          "11.3",
          "erosion-assessment",
          "强化水土流失动态监测,利用好国家、省水土流失动态监测成果,定量掌握全市水土流失状况和防治成效,",
          "开展水土流失动态监测，定量掌握状况和成效",
          "Measure soil and water loss and the effect of treatment each year",
        ),
        task(
          "11.4",
          "bulletin",
          "定期发布市级年度水土保持公报,科学指导水土流失防治。",
          "定期发布市级年度水土保持公报",
          "Publish the city's yearly bulletin",
        ),
      ],
    },
    {
      number: 12,
      titleZh: "加快信息化融合",
      titleEn: "Bring in information technology",
      ...responsible(["water"], ["education", "science", "natural-resources", "data", "hydrology"]),
      tasks: [
        task(
          "12.1",
          "action-plan",
          "创新卫星遥感、远程监测监控、大数据、云计算等现代信息技术应用,建设“智慧水保”,提高水土保持管理数字化、网络化、智能化水平。",
          "建设“智慧水保”",
          "Build the digital platform of conservation",
        ),
        task(
          "12.2",
          "outreach",
          "探索与企业、高校、科研机构、学会组织合作,促进水土保持产学研深度融合,",
          "产学研合作",
          "Work with enterprises, universities and institutes",
        ),
        task(
          "12.3",
          "value-conversion",
          "推进胶东低山丘陵区土壤侵蚀、碳汇能力等科研攻关,",
          "土壤侵蚀、碳汇能力科研攻关",
          "Research on erosion and carbon sinks of the Jiaodong hills",
        ),
        task(
          "12.4",
          "outreach",
          "强化科技成果转化,为水土流失综合防治提供技术支撑。",
          "科技成果转化",
          "Put research results to use",
        ),
      ],
    },
  ],
};
