import { Worker } from "node:worker_threads";
import { errorOfOutcome, type TaskMessage, type WorkerMessage } from "./messages.ts";

/** Task name → what goes in, what comes out and what is reported on the way (all structured-cloneable). */
export type TaskTypes = Record<string, { input: unknown; output: unknown; report: unknown }>;

export interface RunOptions<Report> {
  /** A task still waiting when this aborts is dropped; one that runs is left to finish and its outcome ignored. */
  readonly signal?: AbortSignal;
  readonly onReport?: (report: Report) => void;
  /** Tasks of the same number go to the same thread while it is not busy, so that what it has cached serves again. */
  readonly affinity?: number;
}

export interface WorkerPool<Tasks extends TaskTypes> {
  run<Name extends keyof Tasks & string>(
    name: Name,
    input: Tasks[Name]["input"],
    options?: RunOptions<Tasks[Name]["report"]>,
  ): Promise<Tasks[Name]["output"]>;
  /** Lets the threads load before their first task. */
  start(): void;
  /** Ends the threads at once; tasks that were waiting or running are rejected. */
  close(): Promise<void>;
}

interface PendingTask {
  readonly message: TaskMessage;
  readonly affinity: number | undefined;
  readonly onReport: ((report: never) => void) | undefined;
  readonly resolve: (output: never) => void;
  readonly reject: (error: unknown) => void;
}

interface Thread {
  worker: Worker | undefined;
  task: PendingTask | undefined;
}

/**
 * A fixed number of worker threads that run tasks one at a time each, in the order in which they came.
 * A thread starts with its first task, or before it by `start`; one without a task does not keep the process alive. A thread that dies rejects its task and is started again with the next.
 */
export function createWorkerPool<Tasks extends TaskTypes>(script: URL, threadCount: number): WorkerPool<Tasks> {
  const threads: Thread[] = Array.from({ length: threadCount }, () => ({ worker: undefined, task: undefined }));
  const waiting: PendingTask[] = [];
  let isClosed = false;

  const finish = (thread: Thread, settle: (task: PendingTask) => void) => {
    const task = thread.task;
    thread.task = undefined;
    if (task !== undefined) settle(task);
    thread.worker?.unref();
    dispatch();
  };

  const start = (thread: Thread): Worker => {
    // geotiff loads `web-worker`, which in a thread takes `workerData` apart and fails where there is none.
    const worker = new Worker(script, { workerData: {} });
    worker.on("message", (message: WorkerMessage) => {
      if (message.kind === "report") thread.task?.onReport?.(message.report as never);
      else if (message.kind === "done") finish(thread, (task) => task.resolve(message.output as never));
      else finish(thread, (task) => task.reject(errorOfOutcome(message)));
    });
    const lose = (error: unknown) => {
      if (thread.worker !== worker) return;
      thread.worker = undefined;
      finish(thread, (task) => task.reject(error));
    };
    worker.on("error", lose);
    worker.on("exit", (code) => lose(new Error(`The worker thread ended with code ${code} before its task was done`)));
    thread.worker = worker;
    return worker;
  };

  const assign = (thread: Thread, task: PendingTask) => {
    waiting.splice(waiting.indexOf(task), 1);
    thread.task = task;
    const worker = thread.worker ?? start(thread);
    worker.ref();
    worker.postMessage(task.message);
  };

  const dispatch = () => {
    if (isClosed) return;
    const idleThreads = () => [...threads.entries()].filter(([, thread]) => thread.task === undefined);
    for (const [index, thread] of idleThreads()) {
      const ownTask = waiting.find(({ affinity }) => affinity !== undefined && affinity % threadCount === index);
      if (ownTask !== undefined) assign(thread, ownTask);
    }
    // A thread left idle takes the oldest task of any affinity rather than wait.
    for (const [, thread] of idleThreads()) {
      const oldestTask = waiting[0];
      if (oldestTask !== undefined) assign(thread, oldestTask);
    }
  };

  return {
    run: (name, input, options = {}) =>
      new Promise((resolve, reject) => {
        if (isClosed) throw new Error("The worker pool is closed");
        const { signal } = options;
        signal?.throwIfAborted();
        const task: PendingTask = {
          message: { name, input },
          affinity: options.affinity,
          onReport: options.onReport,
          resolve: resolve as (output: never) => void,
          reject,
        };
        signal?.addEventListener("abort", () => {
          const index = waiting.indexOf(task);
          if (index >= 0) waiting.splice(index, 1);
          reject(signal.reason);
        });
        waiting.push(task);
        dispatch();
      }),
    start: () => {
      for (const thread of threads) {
        if (thread.worker === undefined && !isClosed) start(thread).unref();
      }
    },
    close: async () => {
      isClosed = true;
      const reason = new Error("The worker pool was closed");
      for (const task of waiting.splice(0)) task.reject(reason);
      await Promise.all(
        threads.map(async (thread) => {
          const { worker, task } = thread;
          thread.worker = undefined;
          thread.task = undefined;
          task?.reject(reason);
          await worker?.terminate();
        }),
      );
    },
  };
}
