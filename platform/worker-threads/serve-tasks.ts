import { parentPort, type Transferable } from "node:worker_threads";
import { outcomeOfError, type TaskMessage, type WorkerMessage } from "./messages.ts";
import type { TaskTypes } from "./worker-pool.ts";

export interface TaskResult<Output> {
  readonly output: Output;
  /** Buffers to hand over instead of copying. */
  readonly transfer?: readonly Transferable[];
}

export type TaskHandlers<Tasks extends TaskTypes> = {
  readonly [Name in keyof Tasks]: (
    input: Tasks[Name]["input"],
    report: (report: Tasks[Name]["report"]) => void,
  ) => Promise<TaskResult<Tasks[Name]["output"]>>;
};

/** The worker's side of a pool: answers each task that the pool sends. Call it once, as the worker starts. */
export function serveTasks<Tasks extends TaskTypes>(handlers: TaskHandlers<Tasks>): void {
  const port = parentPort;
  if (port === null) throw new Error("serveTasks was called outside a worker thread");
  const post = (message: WorkerMessage, transfer: readonly Transferable[] = []) => port.postMessage(message, transfer);

  const answer = async ({ name, input }: TaskMessage): Promise<void> => {
    try {
      const handler = handlers[name];
      if (handler === undefined) throw new Error(`This worker has no task ${name}`);
      const { output, transfer } = await handler(input, (report) => post({ kind: "report", report }));
      post({ kind: "done", output }, transfer);
    } catch (error) {
      post(outcomeOfError(error));
    }
  };
  port.on("message", (task: TaskMessage) => void answer(task));
}
