import { basename, dirname, join } from "node:path";
import {
  adoptSurveys,
  createRecordSource,
  createSurveyServing,
  type SurveyLibrary,
  type SurveyRun,
  type SurveyServing,
  type SurveyUploads,
  surveyJob,
  surveyRunRoutes,
  surveyVersionRoutes,
  sweepRuns,
} from "#contexts/erosion-assessment/server";
import type { Database } from "#platform/database";
import type { Route } from "#platform/http-api";
import type { JobDefinition, Jobs } from "#platform/jobs";

export interface SurveyModuleOptions {
  readonly database: Database;
  readonly dataFolder: string;
  /** The folders in which surveys lie. */
  readonly library: SurveyLibrary;
  /** The city's own. */
  readonly organisationId: string | null;
  readonly uploads: SurveyUploads;
}

/** Surveys as records of the city. */
export interface SurveyModule {
  /** Closed by whoever serves it. */
  readonly serving: SurveyServing;
  readonly jobs: readonly JobDefinition[];
  routes(enqueue: Jobs["enqueue"]): readonly Route[];
  /** Makes records of what lies in the folders and is none yet. */
  adopt(): Promise<void>;
  /** Removes what killed processes left without a record. */
  sweep(): Promise<void>;
}

export function createSurveyModule({
  database,
  dataFolder,
  library,
  organisationId,
  uploads,
}: SurveyModuleOptions): SurveyModule {
  const serving = createSurveyServing(createRecordSource(dataFolder));
  return {
    serving,
    jobs: [surveyJob({ dataFolder, uploads })],
    routes: (enqueue) => [
      ...serving.routes,
      ...surveyVersionRoutes(),
      ...surveyRunRoutes({ dataFolder, uploads, enqueue, now: () => new Date() }),
    ],
    adopt: async () => {
      await adoptSurveys({
        database,
        library,
        dataFolder,
        organisationId,
        publicationReason: (run) => (isOwnDemonstration(dataFolder, run) ? "演示调查，由程序生成并发布" : null),
      });
    },
    sweep: async () => {
      await sweepRuns(database, dataFolder, new Date());
    },
  };
}

/** What `npm start` makes is there to be looked at; whatever else lies in the folders waits for the city's decision. */
function isOwnDemonstration(dataFolder: string, { directory, summary }: SurveyRun): boolean {
  const isOurs =
    dirname(directory) === join(dataFolder, "surveys") && /^demonstration-\d{4}$/.test(basename(directory));
  return isOurs && summary.demonstration;
}
