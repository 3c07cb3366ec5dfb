import type { OfficialDocument, OfficialPart } from "#platform/documents";
import { chinaDate, type Lamp, type PlanTargetView, type PlanView } from "../model/index.ts";

export interface BulletinIssuer {
  readonly name: string;
  readonly now: Date;
}

const LAMP_ZH: Readonly<Record<Lamp, string>> = { red: "红灯", amber: "黄灯", green: "绿灯", grey: "灰灯" };

interface DepartmentStanding {
  readonly nameZh: string;
  readonly due: number;
  readonly accepted: number;
  readonly submitted: number;
  readonly missing: readonly string[];
}

/**
 * 进展情况通报: how the plan stands in a period, as a draft that somebody numbers, signs and issues. It counts from the tree that
 * the page of the plan shows, so the two cannot disagree.
 */
export function progressBulletin(plan: PlanView, { name, now }: BulletinIssuer): OfficialDocument {
  const period = periodZh(plan.period.period);
  const standings = departmentStandings(plan);
  const sum = (of: (standing: DepartmentStanding) => number) => standings.reduce((total, each) => total + of(each), 0);
  const late = plan.period.daysLate;
  return {
    issuer: name,
    number: null,
    mark: "草稿",
    title: `关于《${plan.document.titleZh}》${period}进展情况的通报`,
    addressee: "各有关部门",
    parts: [
      paragraph(
        `按照《${plan.document.titleZh}》（${plan.document.documentNumber}）要求，现将${period}（${plan.period.start}至${plan.period.end}）进展情况通报如下。`,
      ),
      heading("一、报送情况"),
      paragraph(
        `本期应由责任部门报送进展${sum(({ due }) => due)}项，已审核${sum(({ accepted }) => accepted)}项，待审核${sum(({ submitted }) => submitted)}项，尚未报送${sum(({ missing }) => missing.length)}项。报送截止日期为${plan.period.due}${late > 0 ? `，至今已逾期${late}天` : ""}。`,
      ),
      {
        kind: "table",
        caption: "表1　责任部门报送情况（单位：项）",
        columns: [
          { title: "责任部门", share: 5 },
          { title: "应报", share: 2, isNumber: true },
          { title: "已审核", share: 2, isNumber: true },
          { title: "待审核", share: 2, isNumber: true },
          { title: "未报送", share: 2, isNumber: true },
        ],
        rows: [
          ...standings.map(({ nameZh, due, accepted, submitted, missing }) => [
            nameZh,
            String(due),
            String(accepted),
            String(submitted),
            String(missing.length),
          ]),
          [
            "合计",
            String(sum(({ due }) => due)),
            String(sum(({ accepted }) => accepted)),
            String(sum(({ submitted }) => submitted)),
            String(sum(({ missing }) => missing.length)),
          ],
        ],
      },
      heading("二、目标进展"),
      targetTable(plan),
      heading("三、尚未报送的任务"),
      ...missingParts(standings),
    ],
    annexes: [],
    signature: name,
    date: dateZh(chinaDate(now)),
  };
}

function departmentStandings(plan: PlanView): readonly DepartmentStanding[] {
  const found = new Map<
    string,
    { nameZh: string; due: number; accepted: number; submitted: number; missing: string[] }
  >();
  const tasks = plan.parts.flatMap(({ measures }) => measures).flatMap(({ tasks: each }) => each);
  for (const task of tasks) {
    for (const { organisationId, nameZh, role, isVisible, state } of task.departments) {
      if (role !== "lead" || !isVisible) continue;
      const standing = found.get(organisationId) ?? { nameZh, due: 0, accepted: 0, submitted: 0, missing: [] };
      found.set(organisationId, standing);
      standing.due++;
      if (state === "accepted") standing.accepted++;
      else if (state === "submitted") standing.submitted++;
      else standing.missing.push(task.id);
    }
  }
  return [...found.values()];
}

function targetTable(plan: PlanView): OfficialPart {
  const targets = plan.parts.flatMap(({ measures }) => measures).flatMap(({ targets: each }) => each);
  return {
    kind: "table",
    caption: "表2　主要目标进展",
    columns: [
      { title: "目标", share: 6 },
      { title: "年份", share: 2, isNumber: true },
      { title: "目标值", share: 3, isNumber: true },
      { title: "现状值", share: 3, isNumber: true },
      { title: "截至", share: 3 },
      { title: "亮灯", share: 2 },
    ],
    rows: targets.map((target) => [
      target.nameZh,
      String(target.byYear),
      valueZh(target.value, target.unit),
      target.present === null ? "—" : valueZh(target.present.value, target.unit),
      target.present?.asOf ?? "—",
      LAMP_ZH[target.lamp],
    ]),
  };
}

function missingParts(standings: readonly DepartmentStanding[]): readonly OfficialPart[] {
  const behind = standings.filter(({ missing }) => missing.length > 0);
  if (behind.length === 0) return [paragraph("本期各责任部门均已报送。")];
  return behind.map(({ nameZh, missing }) =>
    paragraph(`${nameZh}：第${missing.join("、")}项，共${missing.length}项。`),
  );
}

function valueZh(value: number, unit: PlanTargetView["unit"]): string {
  if (unit === "ratio") return `${(100 * value).toFixed(2)}%`;
  return unit === "count" ? `${value.toFixed(0)}个` : `${value.toFixed(2)}km²`;
}

/** `2026-Q3` → 2026年第三季度. */
function periodZh(period: string): string {
  const [year, quarter] = period.split("-Q");
  return `${year}年第${"一二三四"[Number(quarter) - 1]}季度`;
}

function dateZh(date: string): string {
  const [year, month, day] = date.split("-").map(Number);
  return `${year}年${month}月${day}日`;
}

const paragraph = (text: string): OfficialPart => ({ kind: "paragraph", text });
const heading = (text: string): OfficialPart => ({ kind: "first-level", text });
