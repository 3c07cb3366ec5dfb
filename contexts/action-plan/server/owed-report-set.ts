import { defineRecordSet, type RecordSet } from "#platform/record-sets";

/**
 * @zh 应报进展
 * What lead departments owe, quarter by quarter, with what is missing: counted by figures, so that the count is a list.
 */
export const owedReports: RecordSet = defineRecordSet({
  id: "owed-reports",
  titleZh: "应报进展",
  titleEn: "Reports owed",
  relation: "action_plan.owed_report_list",
  permission: "plan.view",
  editPermission: null,
  geometry: null,
  codeField: "taskId",
  titleField: "ask",
  divisionField: null,
  organisationField: "organisation",
  stateField: "state",
  defaultSort: [
    { field: "period", direction: "descending" },
    { field: "measure", direction: "ascending" },
    { field: "taskId", direction: "ascending" },
  ],
  emptyZh: "没有应报的进展。实施方案载入后，每项任务的责任部门每季度应报一份。",
  emptyEn: "No report is owed. Once there is a plan, the lead departments of each task owe one each quarter.",
  fields: [
    { name: "taskId", column: "task_id", labelZh: "任务", labelEn: "Task", kind: "text" },
    { name: "ask", column: "ask_zh", labelZh: "任务内容", labelEn: "What is asked", kind: "text" },
    {
      name: "measure",
      column: "measure_number",
      labelZh: "措施",
      labelEn: "Measure",
      kind: "integer",
      filter: "folded",
    },
    {
      name: "organisation",
      column: "organisation_id",
      labelZh: "部门",
      labelEn: "Department",
      kind: "organisation",
      filter: "open",
    },
    { name: "period", column: "period", labelZh: "报告期", labelEn: "Period", kind: "text", filter: "folded" },
    {
      name: "isAsked",
      column: "is_asked",
      labelZh: "当前报告期",
      labelEn: "Period asked for",
      kind: "boolean",
      filter: "open",
    },
    { name: "dueOn", column: "due_on", labelZh: "应报日期", labelEn: "Due", kind: "date", filter: "folded" },
    {
      name: "standing",
      column: "standing",
      labelZh: "报送情况",
      labelEn: "Standing",
      kind: "choice",
      filter: "open",
      choices: [
        { value: "reported", labelZh: "已报", labelEn: "Reported" },
        { value: "awaited", labelZh: "未到期", labelEn: "Not due yet" },
        { value: "overdue", labelZh: "逾期未报", labelEn: "Overdue" },
      ],
    },
    {
      name: "state",
      column: "state",
      labelZh: "状态",
      labelEn: "State",
      kind: "choice",
      filter: "folded",
      choices: [
        { value: "none", labelZh: "未填写", labelEn: "Not begun" },
        { value: "draft", labelZh: "草稿", labelEn: "Draft" },
        { value: "submitted", labelZh: "待审核", labelEn: "To be reviewed" },
        { value: "returned", labelZh: "已退回", labelEn: "Returned" },
        { value: "accepted", labelZh: "已审核", labelEn: "Accepted" },
      ],
    },
  ],
});
