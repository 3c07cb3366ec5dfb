export { serveTasks, type TaskHandlers, type TaskResult } from "./serve-tasks.ts";
export { createWorkerPool, type RunOptions, type TaskTypes, type WorkerPool } from "./worker-pool.ts";
