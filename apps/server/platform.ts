import { join } from "node:path";
import { sql } from "kysely";
import { z } from "zod";
import {
  actionPlanProblemStatuses,
  actionPlanRoutes,
  loadActionPlan,
  mayAttachEvidence,
  owedReports,
  planWork,
  progressReports,
  targetShareSet,
} from "#contexts/action-plan/server";
import { surveyInputsRecord } from "#contexts/erosion-assessment/model";
import {
  erosionProblemStatuses,
  mayUseSurveyInputs,
  type SurveyLibrary,
  type SurveyServing,
} from "#contexts/erosion-assessment/server";
import { withPredecessors } from "#contexts/territory/model";
import {
  divisionOutlineRoutes,
  loadDivisions,
  overlapProblemStatuses,
  overlapRoutes,
  readReportingUnits,
  territoryRecordSets,
} from "#contexts/territory/server";
import { TerraceError } from "#errors";
import { type Access, accessProblemStatuses, createAccess } from "#platform/access";
import { attachmentProblemStatuses, createAttachments } from "#platform/attachments";
import { auditTrailRoutes } from "#platform/audit-trail";
import { createBackupJob, type OutsideContents } from "#platform/backup";
import { baseMapProblemStatuses, baseMapRoutes, createBaseMap } from "#platform/base-map";
import { changeFeedProblemStatuses, changeFeedRoutes } from "#platform/change-feed";
import { type Configuration, programVersion } from "#platform/configuration";
import type { Database, Transaction } from "#platform/database";
import { figureProblemStatuses, figureRoutes } from "#platform/figures";
import type { ProblemStatuses, Route } from "#platform/http-api";
import { createImportWizard, importProblemStatuses, importRoutes, importTargetOf } from "#platform/import-wizard";
import { createJobs, defineJob, jobProblemStatuses } from "#platform/jobs";
import { createNotices, createPeopleWith, noticeProblemStatuses, notify } from "#platform/notices";
import { ogcProblemStatuses, ogcRoutes } from "#platform/ogc-api";
import {
  createRecordSets,
  exportJob,
  exportRoutes,
  keepTileVersions,
  listIndexJob,
  type RecordSet,
  readRecord,
  recordSetProblemStatuses,
  recordSetRoutes,
  tileRoutes,
} from "#platform/record-sets";
import { createVectorTiles } from "#platform/vector-tiles";
import {
  type AttachedFile,
  createWorkflowRegistry,
  createWorkingDayCalendar,
  escalateOverdue,
  type Person,
  refreshDueDays,
  type WorkflowRegistry,
  workflowProblemStatuses,
  workflowRoutes,
} from "#platform/workflows";
import { workingDayCalendar } from "#reference-data";
import { actionPlan, divisionChanges, divisions, organisations } from "#regions/yantai";
import { createFigures } from "./figures.ts";
import { roles } from "./roles.ts";
import { createSurveyModule } from "./survey-module.ts";
import { createTerritoryModule } from "./territory-module.ts";

export interface PlatformOptions {
  readonly database: Database;
  readonly configuration: Configuration;
  /** Files of jobs and attachments. */
  readonly dataFolder: string;
  /** The folders whose surveys become records. */
  readonly surveys: SurveyLibrary;
  readonly onError: (error: unknown) => void;
}

/** What needs people, records and a database. */
export interface Platform {
  readonly database: Database;
  readonly access: Access;
  readonly recordSets: readonly RecordSet[];
  readonly routes: readonly Route[];
  /** Under `/ogc` instead of `/api`. */
  readonly ogcRoutes: readonly Route[];
  readonly problemStatuses: ProblemStatuses;
  /** Closed by whoever serves it. */
  readonly surveys: SurveyServing;
  /** Makes records of surveys that have come into the folders. */
  adoptSurveys(): Promise<void>;
  /** Begins to run jobs. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** Puts the modules together over a migrated database, and brings the region's data in it up to date. */
export async function createPlatform(options: PlatformOptions): Promise<Platform> {
  const { database, configuration, dataFolder, surveys, onError } = options;
  const home = organisations.find(({ kind }) => kind === "city");
  if (home === undefined) throw new Error("The region names no organisation of the city");
  const access = createAccess({
    database,
    roles,
    expandDivisions: (codes) => withPredecessors(codes, divisions, divisionChanges),
    settings: {
      homeOrganisation: { code: home.code, nameZh: home.nameZh, nameEn: home.nameEn },
      trustsProxy: configuration.trustsProxy,
      oidc:
        configuration.oidc === null
          ? null
          : {
              ...configuration.oidc,
              ...(configuration.publicAddress === null ? {} : { publicAddress: configuration.publicAddress }),
            },
    },
  });
  await access.ensureOrganisations("region", organisations);
  await loadDivisions(database, divisions, divisionChanges, new Map());
  await loadActionPlan(database, actionPlan);

  const recordSets = [...territoryRecordSets, progressReports, owedReports, targetShareSet];
  const sets = createRecordSets(recordSets);
  await keepTileVersions(database, recordSets);
  const divisionChoices = divisions.map(({ code, nameZh, nameEn }) => ({
    value: code,
    labelZh: nameZh,
    labelEn: nameEn,
  }));
  const figures = createFigures();
  const workflows = createWorkflowRegistry({
    calendar: createWorkingDayCalendar(workingDayCalendar.map(({ value }) => value)),
    bindings: [],
    findPerson,
    findAttachments,
  });
  const attachments = await createAttachments({
    database,
    dataFolder,
    objectStore: configuration.objectStore,
    onTrouble: onError,
    mayAccess: async (transaction, setId, recordId, action) => {
      if (setId === surveyInputsRecord.recordSet) return mayUseSurveyInputs(transaction, recordId);
      const set = recordSets.find(({ id }) => id === setId);
      if (set === undefined || !(await isSeen(transaction, set, recordId))) return false;
      if (action === "view") return true;
      if (set === progressReports) return mayAttachEvidence(transaction, recordId);
      return set.editPermission !== null && hasPermission(transaction, set.editPermission);
    },
  });
  const surveyModule = createSurveyModule({
    database,
    dataFolder,
    library: surveys,
    organisationId: await organisationIdOf(database, home.code),
    uploads: attachments,
  });
  await surveyModule.adopt();
  const notices = createNotices({
    database,
    peopleWith: createPeopleWith(roles),
    mail: configuration.mail,
    sms: null,
    publicAddress: configuration.publicAddress,
    onError,
  });
  const territory = createTerritoryModule({ dataFolder });
  const jobs = createJobs({
    database,
    definitions: [
      exportJob(sets, divisionChoices),
      listIndexJob(database, recordSets),
      ...attachments.jobs,
      ...notices.jobs,
      ...territory.jobs,
      ...surveyModule.jobs,
      ...backupJobs(configuration.backup, dataFolder, attachments.outside),
      defineJob({
        kind: "workflows-escalate",
        titleZh: "逾期升级",
        titleEn: "Escalation of what is overdue",
        input: z.object({}),
        dailyAt: "06:00",
        run: async ({ finish }) =>
          finish(async (transaction) => {
            await refreshDueDays(transaction, workflows);
            return { escalated: (await escalateOverdue(transaction, workflows)).length };
          }),
      }),
    ],
    dataFolder,
    onError,
  });
  const imports = createImportWizard({
    folder: join(dataFolder, "imports"),
    targets: recordSets.filter(({ editPermission }) => editPermission !== null).map((set) => importTargetOf(set)),
    region: REGION,
    choicesOf: async (transaction, kind) => (kind === "division" ? divisionChoices : organisationChoices(transaction)),
  });
  const tiles = createVectorTiles();
  const baseMap = createBaseMap({
    key: configuration.tiandituKey,
    cacheFolder: join(dataFolder, "base-map"),
    onError,
  });
  return {
    database,
    access,
    recordSets,
    routes: [
      ...access.routes,
      ...recordSetRoutes({ sets, divisions: divisionChoices }),
      ...exportRoutes(sets, jobs.enqueue),
      ...jobs.routes,
      ...figureRoutes(figures),
      ...tileRoutes(sets, tiles),
      ...workflowRoutes(workflows, [planWork]),
      ...attachments.routes,
      ...notices.routes,
      ...importRoutes(imports),
      ...overlapRoutes(sets),
      ...territory.routes(jobs.enqueue),
      ...divisionOutlineRoutes(),
      ...baseMapRoutes(baseMap),
      ...auditTrailRoutes(database),
      ...changeFeedRoutes(sets),
      ...surveyModule.routes(jobs.enqueue),
      ...actionPlanRoutes({
        database,
        figures,
        readUnits: readReportingUnits,
        onReminder: ({ id, organisationId, taskId, note, sentBy }, transaction) =>
          notify(transaction, {
            organisationId,
            key: `plan-reminder ${id}`,
            kind: "plan-reminder",
            title: { zh: `催办：实施方案第 ${taskId} 项`, en: `Reminder: task ${taskId} of the plan` },
            text: { zh: `${sentBy}：${note || "请尽快报送本期进展。"}`, en: `${sentBy}: ${note || "Please report."}` },
            path: `/plan?task=${taskId}`,
          }),
        now: () => new Date(),
      }),
    ],
    ogcRoutes: ogcRoutes({
      sets,
      divisions: divisionChoices,
      tiles,
      version: programVersion,
      publicAddress: configuration.publicAddress,
    }),
    problemStatuses: {
      ...accessProblemStatuses,
      ...ogcProblemStatuses,
      ...changeFeedProblemStatuses,
      ...recordSetProblemStatuses,
      ...jobProblemStatuses,
      ...figureProblemStatuses,
      ...workflowProblemStatuses,
      ...attachmentProblemStatuses,
      ...noticeProblemStatuses,
      ...importProblemStatuses,
      ...overlapProblemStatuses,
      ...territory.problemStatuses,
      ...baseMapProblemStatuses,
      ...actionPlanProblemStatuses,
      ...erosionProblemStatuses,
    },
    surveys: surveyModule.serving,
    adoptSurveys: surveyModule.adopt,
    start: async () => {
      await attachments.sweep();
      // Nobody waits for a bucket that does not answer.
      void attachments.tryOutside().catch(onError);
      await surveyModule.sweep();
      await jobs.start();
      notices.start();
    },
    stop: async () => {
      await notices.stop();
      await jobs.stop();
      await imports.close();
      attachments.close();
      await territory.close();
    },
  };
}

function backupJobs(
  { dailyAt, kept, folder }: Configuration["backup"],
  dataFolder: string,
  outside: OutsideContents | null,
) {
  if (dailyAt === null) return [];
  return [createBackupJob({ dataFolder, outside, dailyAt, kept, ...(folder === null ? {} : { folder }) })];
}

/** Yantai with its islands and waters: a position outside is warned of. */
const REGION = [119.3, 36.2, 122.0, 38.6] as const;

async function isSeen(transaction: Transaction, set: RecordSet, id: string): Promise<boolean> {
  try {
    await readRecord(transaction, set, id);
    return true;
  } catch (error) {
    if (error instanceof TerraceError && error.code === "record-unknown") return false;
    throw error;
  }
}

async function hasPermission(transaction: Transaction, permission: string): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`select access.has_permission(${permission}) as has`.execute(transaction);
  return rows[0]?.has ?? false;
}

async function organisationIdOf(database: Database, code: string): Promise<string | null> {
  const [row] = await database.execute("select id from access.organisation where code = $1", [code]);
  return row === undefined ? null : String(row.id);
}

async function organisationChoices(transaction: Transaction) {
  const { rows } = await sql<{ value: string; labelZh: string; labelEn: string }>`
    select id as value, name_zh as "labelZh", name_en as "labelEn" from access.organisation order by name_zh`.execute(
    transaction,
  );
  return rows;
}

const findAttachments: WorkflowRegistry["findAttachments"] = async (transaction, recordSet, recordId, ids) => {
  if (ids.length === 0) return [];
  const { rows } = await sql<AttachedFile>`
    select id, file_name as name, sha256 from attachments.attachment
    where record_set = ${recordSet} and record_id = ${recordId} and state = 'complete' and id in (${sql.join(ids)})`.execute(
    transaction,
  );
  return rows;
};

async function findPerson(transaction: Transaction, id: string): Promise<Person | null> {
  const { rows } = await sql<Person>`
    select id, display_name as name from access.person where id = ${id} and not is_disabled`.execute(transaction);
  return rows[0] ?? null;
}
