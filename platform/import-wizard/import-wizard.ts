import { TerraceError } from "#errors";
import { DatabaseError, type Session, type Transaction } from "#platform/database";
import type { GeographicExtent } from "#platform/geodata-import";
import { createWorkerPool, type WorkerPool } from "#platform/worker-threads";
import type { ImportDecisionChanges, ImportDecisions, ImportSessionView } from "./http-contract.ts";
import {
  type ImportRow,
  type ImportTarget,
  shapeOf,
  type TargetChoice,
  type TargetField,
  type TargetShape,
  viewOfTarget,
} from "./import-target.ts";
import { judge } from "./judge-import.ts";
import {
  addImport,
  changedElsewhere,
  endImport,
  keepExamination,
  readExamination,
  readImport,
  recallMapping,
  rememberMapping,
  removeImport,
  type StoredExamination,
  type StoredImport,
} from "./session-store.ts";
import { createUploadFolder, type ReceivedForm, type UploadFolder } from "./upload-folder.ts";
import type { ExaminedImport, WizardTasks } from "./wizard-tasks.ts";

export interface ImportWizardOptions {
  /** Where uploads are kept while they are looked at; made where it does not exist. */
  readonly folder: string;
  readonly targets: readonly ImportTarget[];
  /** Where data are expected: west, south, east, north, degrees. */
  readonly region: GeographicExtent | undefined;
  /** What may stand in fields of divisions and organisations, as the session sees them. */
  readonly choicesOf: (transaction: Transaction, kind: "division" | "organisation") => Promise<readonly TargetChoice[]>;
  readonly limitBytes?: number;
  readonly threads?: number;
}

/** Runs work in a transaction of the session that asks. */
export type InTransaction = <Output>(work: (transaction: Transaction) => Promise<Output>) => Promise<Output>;

export interface ImportCaller {
  readonly session: Session;
  readonly transaction: InTransaction;
}

export interface ImportWizard {
  readonly folder: UploadFolder;
  readonly limitBytes: number;
  readonly pool: WorkerPool<WizardTasks>;
  /** @throws TerraceError `import-target-unknown`, `import-not-allowed` */
  refuseTarget(caller: ImportCaller, id: string): never;
  /** Those that the session may import into. */
  targetsFor(caller: ImportCaller): Promise<readonly TargetShape[]>;
  begin(caller: ImportCaller, received: ReceivedForm): Promise<ImportSessionView>;
  view(caller: ImportCaller, id: string): Promise<ImportSessionView>;
  decide(caller: ImportCaller, id: string, changes: ImportDecisionChanges): Promise<ImportSessionView>;
  commit(caller: ImportCaller, id: string): Promise<ImportSessionView>;
  abandon(caller: ImportCaller, id: string): Promise<ImportSessionView>;
  close(): Promise<void>;
}

const DEFAULT_LIMIT_BYTES = 200 * 1024 * 1024;
const SHOWN_FINDINGS = 500;
const KEPT_CODES = 200;

export function createImportWizard(options: ImportWizardOptions): ImportWizard {
  const pool = createWorkerPool<WizardTasks>(new URL("./wizard-worker.ts", import.meta.url), options.threads ?? 1);
  const folder = createUploadFolder(options.folder);

  const targetOf = (caller: ImportCaller, id: string): ImportTarget => {
    const target = options.targets.find((candidate) => candidate.id === id);
    if (target !== undefined && mayImport(caller, target)) return target;
    throw refusedTarget(target, id);
  };

  const shapeFor = async (transaction: Transaction, target: ImportTarget): Promise<TargetShape> => {
    const fields: TargetField[] = [];
    for (const field of target.fields) {
      const isOpen = (field.kind === "division" || field.kind === "organisation") && field.choices === undefined;
      const kind = field.kind as "division" | "organisation";
      fields.push(isOpen ? { ...field, choices: await options.choicesOf(transaction, kind) } : field);
    }
    return shapeOf(target, fields);
  };

  /** Looks at the file under decisions, in a worker and outside of any transaction. */
  const examine = async (
    caller: ImportCaller,
    stored: StoredImport,
    target: ImportTarget,
    decisions: ImportDecisions,
  ): Promise<ExaminedImport> => {
    const [shape, remembered] = await caller.transaction(async (transaction) => [
      await shapeFor(transaction, target),
      await recallMapping(transaction, caller.session, stored.sender, target.id),
    ]);
    const file = folder.fileOf(stored);
    return pool.run("examine", { file, hints: { decisions, region: options.region }, target: shape, remembered });
  };

  const examineAndKeep = async (
    caller: ImportCaller,
    stored: StoredImport,
    target: ImportTarget,
    decisions: ImportDecisions,
  ): Promise<ImportSessionView> => {
    const examined = await examine(caller, stored, target, decisions);
    return caller.transaction(async (transaction) => {
      const { examination, state } = await judge(transaction, caller.session, target, decisions, examined);
      const kept = await keepExamination(transaction, stored, state, decisions, examination);
      return viewOf(kept, examination, await shapeFor(transaction, target));
    });
  };

  const view = async (caller: ImportCaller, id: string): Promise<ImportSessionView> => {
    const [stored, examination] = await caller.transaction(
      async (transaction) => [await readImport(transaction, id), await readExamination(transaction, id)] as const,
    );
    const target = targetOf(caller, stored.target);
    // The program was stopped while it looked at the file: it looks again.
    if (examination === null) return examineAndKeep(caller, stored, target, stored.decisions);
    const shape = await caller.transaction((transaction) => shapeFor(transaction, target));
    return viewOf(stored, examination, shape);
  };

  const refuseEnded = (stored: StoredImport): void => {
    if (stored.state !== "committed" && stored.state !== "abandoned") return;
    const isCommitted = stored.state === "committed";
    throw new TerraceError({
      code: "import-ended",
      userMessage: isCommitted ? "这次导入已经写入，不能再改。" : "这次导入已经放弃。请重新上传文件。",
      message: isCommitted
        ? "This import has been written and cannot be changed."
        : "This import was abandoned. Upload the file again.",
      details: { id: stored.id, state: stored.state },
    });
  };

  return {
    folder,
    limitBytes: options.limitBytes ?? DEFAULT_LIMIT_BYTES,
    pool,
    refuseTarget: (caller, id) => {
      throw refusedTarget(
        options.targets.find((target) => target.id === id && !mayImport(caller, target)),
        id,
      );
    },
    targetsFor: (caller) =>
      caller.transaction(async (transaction) => {
        const shapes: TargetShape[] = [];
        for (const target of options.targets) {
          if (mayImport(caller, target)) shapes.push(await shapeFor(transaction, target));
        }
        return shapes;
      }),
    begin: async (caller, { upload, fields }) => {
      try {
        const target = targetOf(caller, fields.target ?? "");
        const sender = fields.sender?.trim() || null;
        const { titleZh: targetTitle } = target;
        const stored = await caller.transaction((transaction) =>
          addImport(transaction, caller.session, { ...upload, target: target.id, targetTitle, sender }),
        );
        try {
          return await examineAndKeep(caller, stored, target, {});
        } catch (error) {
          // A file that cannot be read leaves nothing behind but the answer that says so.
          if (error instanceof TerraceError) {
            await caller.transaction((transaction) => removeImport(transaction, stored.id));
          }
          throw error;
        }
      } catch (error) {
        if (error instanceof TerraceError) await folder.remove(upload.id);
        throw error;
      }
    },
    view,
    decide: async (caller, id, changes) => {
      const stored = await caller.transaction((transaction) => readImport(transaction, id));
      refuseEnded(stored);
      const target = targetOf(caller, stored.target);
      return examineAndKeep(caller, stored, target, withChanges(stored.decisions, changes));
    },
    commit: async (caller, id) => {
      const stored = await caller.transaction((transaction) => readImport(transaction, id));
      if (stored.state === "committed") return view(caller, id);
      refuseEnded(stored);
      const target = targetOf(caller, stored.target);
      if (!(await folder.isIntact(stored))) throw uploadGone(stored);
      const examined = await examine(caller, stored, target, stored.decisions);
      const { decisions } = stored;
      const result = await asRefusal(target, () =>
        caller.transaction(async (transaction) => {
          const locked = await readImport(transaction, id, true);
          if (locked.version !== stored.version) throw changedElsewhere(id);
          const {
            examination: found,
            state,
            rows,
          } = await judge(transaction, caller.session, target, decisions, examined);
          const examination = state === "ready" ? withCodes(found, target, rows) : found;
          const kept = await keepExamination(transaction, locked, state, decisions, examination);
          const shape = await shapeFor(transaction, target);
          if (state !== "ready") return { view: viewOf(kept, examination, shape), isWritten: false };
          await target.insertRows(transaction, rows, caller.session);
          await rememberMapping(transaction, caller.session, kept, examination.mapping);
          const ended = await endImport(transaction, id, "committed", rows.length);
          return { view: viewOf(ended, examination, shape), isWritten: true };
        }),
      );
      if (!result.isWritten) throw notReady(result.view);
      return result.view;
    },
    abandon: async (caller, id) => {
      const { state } = await view(caller, id);
      if (state === "committed") refuseEnded(await caller.transaction((transaction) => readImport(transaction, id)));
      await caller.transaction((transaction) => endImport(transaction, id, "abandoned", null));
      const ended = await view(caller, id);
      await folder.remove(id);
      return ended;
    },
    close: () => pool.close(),
  };
}

function mayImport({ session }: ImportCaller, target: ImportTarget): boolean {
  return session.permissions.includes(target.permission);
}

function refusedTarget(target: ImportTarget | undefined, id: string): TerraceError {
  if (target === undefined) {
    return new TerraceError({
      code: "import-target-unknown",
      userMessage: `没有“${id}”这类可导入的数据。请从导入页面选择。`,
      message: `There is no import target "${id}".`,
      details: { target: id },
    });
  }
  return new TerraceError({
    code: "import-not-allowed",
    userMessage: `您的账号不能导入“${target.titleZh}”。如工作需要，请联系系统管理员。`,
    message: `Your account may not import into ${id}.`,
    details: { target: id },
  });
}

function withChanges(decisions: ImportDecisions, { decisions: changes }: ImportDecisionChanges): ImportDecisions {
  const merged = Object.entries({ ...decisions, ...changes }).filter(([name, value]) => {
    // "No stated area" is a decision; null in the others takes the decision back.
    return value !== undefined && (value !== null || name === "statedArea");
  });
  return Object.fromEntries(merged) as ImportDecisions;
}

function viewOf(stored: StoredImport, examination: StoredExamination, shape: TargetShape): ImportSessionView {
  const { storedName: _storedName, version: _version, ...summary } = stored;
  const { preview, mapping, outcome, findings } = examination;
  return {
    ...summary,
    targetView: viewOfTarget(shape),
    preview,
    mapping,
    outcome: outcome === null ? null : { ...outcome, findings: findings.slice(0, SHOWN_FINDINGS) },
    isReturnable: preview.format === "excel" || preview.format === "csv",
  };
}

/** What leads to the rows afterwards. */
function withCodes(
  examination: StoredExamination,
  { codeField }: ImportTarget,
  rows: readonly ImportRow[],
): StoredExamination {
  const { outcome } = examination;
  if (outcome === null || codeField === null || rows.length > KEPT_CODES) return examination;
  const codes = rows.map(({ values }) => values[codeField]).filter((code) => typeof code === "string");
  if (codes.length < rows.length) return examination;
  return { ...examination, outcome: { ...outcome, written: { field: codeField, codes } } };
}

function notReady(view: ImportSessionView): TerraceError {
  const first = view.preview.obstacle?.zh ?? view.outcome?.findings[0]?.zh ?? "";
  const count = view.outcome?.refusedCount ?? 0;
  return new TerraceError({
    code: "import-not-ready",
    userMessage: `还不能写入：有 ${Math.max(1, count)} 处问题没有解决。${first}什么也没有写入，请改正后再确认。`,
    message: `Nothing was written: ${Math.max(1, count)} problems stand in the way. Correct them, then confirm again.`,
    details: { id: view.id, refusedCount: count },
  });
}

function uploadGone(stored: StoredImport): TerraceError {
  return new TerraceError({
    code: "import-file-changed",
    userMessage: `${stored.fileName} 在服务器上已不存在或内容有变，没有写入。请重新上传。`,
    message: `${stored.fileName} is no longer on the server as it was uploaded; nothing was written. Upload it again.`,
    details: { id: stored.id },
  });
}

/** What the database refuses of the rows (SQLSTATE 42501: row-level security; class 23: constraints), in words. */
async function asRefusal<Output>(target: ImportTarget, work: () => Promise<Output>): Promise<Output> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    const isForeign = error.sqlState === "42501";
    if (!isForeign && !error.sqlState.startsWith("23")) throw error;
    throw new TerraceError({
      code: "import-rows-refused",
      userMessage: isForeign
        ? `“${target.titleZh}”没有写入：有记录不属于您的区域或单位。请核对后重新导入。`
        : `“${target.titleZh}”没有写入：有记录不符合数据要求（${error.constraint || error.detail}）。请改正后重新导入。`,
      message: isForeign
        ? `Nothing was written into ${target.id}: some rows are not of your area or organisation.`
        : `Nothing was written into ${target.id}: ${error.message}.`,
      details: { target: target.id, constraint: error.constraint },
      cause: error,
    });
  }
}
