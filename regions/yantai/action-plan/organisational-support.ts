import type { PlanPart } from "#contexts/action-plan/model";
import { responsible, task } from "./plan-rows.ts";

/** 五、提升组织保障能力 */
export const organisationalSupport: PlanPart = {
  number: 5,
  titleZh: "提升组织保障能力",
  titleEn: "Support by organisation, funds and people",
  measures: [
    {
      number: 13,
      titleZh: "强化目标激励",
      titleEn: "Targets with incentives",
      ...responsible(["party-organisation", "human-resources", "water", "audit"]),
      tasks: [
        task(
          "13.1",
          "accountability",
          "落实政府水土保持目标责任制和激励奖惩制度,",
          "落实目标责任制和激励奖惩制度",
          "Target responsibility with rewards and penalties",
        ),
        task(
          "13.2",
          "accountability",
          "将目标责任落实情况作为领导班子和领导干部综合评价、",
          "目标责任作为领导干部综合评价参考",
          "Use it in the evaluation of leaders",
        ),
        task(
          "13.3",
          "accountability",
          "自然资源资产离任审计的重要参考。",
          "目标责任作为自然资源资产离任审计参考",
          "Use it in the departure audit of natural assets",
        ),
      ],
    },
    {
      number: 14,
      titleZh: "加大融资力度",
      titleEn: "Raise more funds",
      ...responsible(["finance", "natural-resources", "water"]),
      tasks: [
        task(
          "14.1",
          "funding",
          "市、县两级多渠道筹集资金,保障水土保持投入。",
          "市、县两级筹集资金，保障投入",
          "City and counties raise funds for conservation",
        ),
        task(
          "14.2",
          "value-conversion",
          "开发水土保持生态产品,",
          "开发水土保持生态产品",
          "Develop ecological products",
        ),
        task(
          "14.3",
          "funding",
          "强化与银行等金融机构合作,扩大信贷融资,",
          "与金融机构合作，扩大信贷融资",
          "Bank credit for conservation",
        ),
        task(
          "14.4",
          "funding",
          "积极引导社会资本和符合条件的农民合作社、家庭农场等新型农业经营主体开展水土流失治理。",
          "引导社会资本和新型农业经营主体开展治理",
          "Private capital, co-operatives and family farms treat land",
        ),
        task(
          "14.5",
          "funding",
          "对集中连片开展水土流失治理达到一定规模和生态修复预期目标的相关实施主体,允许依法依规取得一定份额自然资源资产使用权。",
          "治理主体依法取得自然资源资产使用权份额",
          "A share in the use of natural assets for those who treat land",
        ),
      ],
    },
    {
      number: 15,
      titleZh: "强化专业队伍建设",
      titleEn: "Build a professional team",
      ...responsible([
        "publicity",
        "science-association",
        "human-resources",
        "education",
        "water",
        "culture-and-tourism",
      ]),
      tasks: [
        task(
          "15.1",
          "accountability",
          "加强市、县两级水土保持管理工作力量。",
          "加强市、县两级管理力量",
          "Staff of conservation in city and counties",
        ),
        task("15.2", "outreach", "发挥行业协会和研究机构作用,开展业务技能培训", "业务技能培训", "Training"),
        task("15.3", "outreach", "和职业技能竞赛,提高队伍专业化水平。", "职业技能竞赛", "Contests of skill"),
        task(
          "15.4",
          "outreach",
          "加大水土保持科普知识宣传,",
          "水土保持科普宣传",
          "Teach the public about conservation",
        ),
        task(
          "15.5",
          "outreach",
          "发挥烟台山海文旅资源优势,打造烟台水土保持品牌。",
          "打造烟台水土保持品牌",
          "Make Yantai's conservation known",
        ),
      ],
    },
  ],
};
