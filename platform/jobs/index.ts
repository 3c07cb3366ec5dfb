export { createJobs, type EnqueueOptions, type Jobs, type JobsOptions } from "./create-jobs.ts";
export {
  defineJob,
  type JobDefinition,
  type JobDefinitionOptions,
  type JobReason,
  type JobRetry,
  type JobRun,
  type JobState,
  type JobStep,
} from "./job-definition.ts";
export { jobProblemStatuses } from "./job-routes.ts";
export { countJobs } from "./job-store.ts";
export { jobsMigrations } from "./migrations.ts";
