export {
  type Clock,
  type ClockReading,
  type Deadline,
  type DeadlineConfidence,
  daysLeft,
  dueDay,
  extendClock,
  isPaused,
  pauseClock,
  readClock,
  resumeClock,
  startClock,
} from "./calendar/clock.ts";
export {
  addCalendarDays,
  addCalendarMonths,
  calendarDaysBetween,
  type Day,
  parseDay,
  shanghaiDay,
} from "./calendar/day.ts";
export {
  addWorkingDays,
  countWorkingDays,
  createWorkingDayCalendar,
  isProvisional,
  isWorkingDay,
  type WorkingDayCalendar,
  type WorkingDayYear,
  workingDayFrom,
} from "./calendar/working-days.ts";
export { allowedActions, type WorkflowAction } from "./machine/allowed-actions.ts";
export type { BlockedReason } from "./machine/blocked-reasons.ts";
export { defineWorkflow } from "./machine/define-workflow.ts";
export { workflowDiagram } from "./machine/diagram.ts";
export type { Person, Position } from "./machine/position.ts";
export type {
  EscalationRule,
  EvidenceRequirement,
  FieldRequirement,
  Guard,
  RecordValues,
  StateKind,
  TransitionKind,
  Workflow,
  WorkflowDeclaration,
  WorkflowState,
  WorkflowTransition,
} from "./machine/workflow.ts";
export { workflowMigrations } from "./migrations.ts";
export { escalateOverdue, type RaisedEscalation, refreshDueDays } from "./server/escalate-overdue.command.ts";
export { followRecord } from "./server/follow-record.command.ts";
export { startWorkflow, type WorkflowStart } from "./server/start-workflow.command.ts";
export { type TransitionRequest, takeTransition } from "./server/take-transition.command.ts";
export {
  findOverdue,
  listOpenItems,
  type WorkItem,
  type WorkItemPage,
  type WorkItemSource,
} from "./server/work-items.query.ts";
export { workflowProblemStatuses } from "./server/workflow-errors.ts";
export {
  type AttachedFile,
  createWorkflowRegistry,
  type WorkflowBinding,
  type WorkflowChange,
  type WorkflowRecord,
  type WorkflowRegistry,
  type WorkflowRegistryOptions,
} from "./server/workflow-registry.ts";
export { workflowRoutes } from "./server/workflow-routes.ts";
export { readWorkflow, requireOpenRecord, type WorkflowView } from "./server/workflow-view.query.ts";
