import { actionPlanMigrations } from "#contexts/action-plan/server";
import { erosionAssessmentMigrations } from "#contexts/erosion-assessment/server";
import { territoryMigrations } from "#contexts/territory/server";
import { accessMigrations } from "#platform/access";
import { attachmentsMigrations } from "#platform/attachments";
import { auditTrailMigrations } from "#platform/audit-trail";
import { changeFeedMigrations } from "#platform/change-feed";
import type { Migration } from "#platform/database";
import { figureMigrations } from "#platform/figures";
import { importWizardMigrations } from "#platform/import-wizard";
import { jobsMigrations } from "#platform/jobs";
import { noticesMigrations } from "#platform/notices";
import { recordSetMigrations } from "#platform/record-sets";
import { vectorTilesMigrations } from "#platform/vector-tiles";
import { workflowMigrations } from "#platform/workflows";

/** Every module's, in the order in which they stand on each other. */
export const migrations: readonly Migration[] = [
  ...accessMigrations,
  ...auditTrailMigrations,
  ...changeFeedMigrations,
  ...jobsMigrations,
  ...recordSetMigrations,
  ...vectorTilesMigrations,
  ...figureMigrations,
  ...workflowMigrations,
  ...attachmentsMigrations,
  ...noticesMigrations,
  ...importWizardMigrations,
  ...territoryMigrations,
  ...actionPlanMigrations,
  ...erosionAssessmentMigrations,
];
