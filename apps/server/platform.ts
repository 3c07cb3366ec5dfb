import { sql } from "kysely";
import { actionPlanProblemStatuses, actionPlanRoutes, loadActionPlan } from "#contexts/action-plan/server";
import type { SurveyLibrary } from "#contexts/erosion-assessment/server";
import { withPredecessors } from "#contexts/territory/model";
import { loadDivisions, territoryRecordSets } from "#contexts/territory/server";
import { type Access, accessProblemStatuses, createAccess } from "#platform/access";
import type { Configuration } from "#platform/configuration";
import type { Database, Transaction } from "#platform/database";
import { figureProblemStatuses, figureRoutes } from "#platform/figures";
import type { ProblemStatuses, Route } from "#platform/http-api";
import { createJobs, jobProblemStatuses } from "#platform/jobs";
import {
  createRecordSets,
  exportJob,
  exportRoutes,
  keepTileVersions,
  type RecordSet,
  recordSetProblemStatuses,
  recordSetRoutes,
  tileRoutes,
} from "#platform/record-sets";
import {
  createWorkflowRegistry,
  createWorkingDayCalendar,
  type Person,
  workflowProblemStatuses,
  workflowRoutes,
} from "#platform/workflows";
import { workingDayCalendar } from "#reference-data";
import { actionPlan, divisionChanges, divisions, organisations } from "#regions/yantai";
import { createFigures } from "./figures.ts";
import { roles } from "./roles.ts";

export interface PlatformOptions {
  readonly database: Database;
  readonly configuration: Configuration;
  /** Files of jobs and attachments. */
  readonly dataFolder: string;
  readonly surveys: SurveyLibrary;
  readonly onError: (error: unknown) => void;
}

/** What needs people, records and a database; the engine's results are served beside it. */
export interface Platform {
  readonly database: Database;
  readonly access: Access;
  readonly recordSets: readonly RecordSet[];
  readonly routes: readonly Route[];
  readonly problemStatuses: ProblemStatuses;
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

  const recordSets = [...territoryRecordSets];
  const sets = createRecordSets(recordSets);
  const divisionChoices = divisions.map(({ code, nameZh, nameEn }) => ({
    value: code,
    labelZh: nameZh,
    labelEn: nameEn,
  }));
  const jobs = createJobs({ database, definitions: [exportJob(sets, divisionChoices)], dataFolder, onError });
  const figures = createFigures(surveys);
  await keepTileVersions(database, recordSets);
  const workflows = createWorkflowRegistry({
    calendar: createWorkingDayCalendar(workingDayCalendar.map(({ value }) => value)),
    bindings: [],
    findPerson,
    findAttachments: async () => [],
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
      ...tileRoutes(sets),
      ...workflowRoutes(workflows),
      ...actionPlanRoutes({
        database,
        figures,
        now: () => new Date(),
      }),
    ],
    problemStatuses: {
      ...accessProblemStatuses,
      ...recordSetProblemStatuses,
      ...jobProblemStatuses,
      ...figureProblemStatuses,
      ...workflowProblemStatuses,
      ...actionPlanProblemStatuses,
    },
    start: () => jobs.start(),
    stop: () => jobs.stop(),
  };
}

async function findPerson(transaction: Transaction, id: string): Promise<Person | null> {
  const { rows } = await sql<Person>`
    select id, display_name as name from access.person where id = ${id} and not is_disabled`.execute(transaction);
  return rows[0] ?? null;
}
