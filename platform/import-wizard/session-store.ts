import { sql } from "kysely";
import { TerraceError } from "#errors";
import type { Session, Transaction } from "#platform/database";
import type { MappingProposal, RememberedMapping } from "./field-mapping.ts";
import type {
  ImportDecisions,
  ImportFinding,
  ImportOutcome,
  ImportPreview,
  ImportSessionSummary,
} from "./http-contract.ts";

/** A row of `import_wizard.import_session`. */
export interface StoredImport extends ImportSessionSummary {
  readonly storedName: string;
  readonly decisions: ImportDecisions;
  readonly version: number;
}

/** A row of `import_wizard.examination`; `findings` holds all that were kept, `outcome` the first of them. */
export interface StoredExamination {
  readonly preview: ImportPreview;
  readonly mapping: MappingProposal[];
  readonly outcome: Omit<ImportOutcome, "findings"> | null;
  readonly findings: readonly ImportFinding[];
}

const COLUMNS = sql`id, target, target_title as "targetTitleZh", sender, file_name as "fileName", stored_name as "storedName", sha256,
  size_bytes as "sizeBytes", state, decisions, row_count as "rowCount", created_by_name as "createdBy", version,
  created_at as "createdAt", committed_at as "committedAt"`;

export interface NewImport {
  readonly id: string;
  readonly target: string;
  readonly targetTitle: string;
  readonly sender: string | null;
  readonly fileName: string;
  readonly storedName: string;
  readonly sha256: string;
  readonly sizeBytes: number;
}

export async function addImport(transaction: Transaction, session: Session, added: NewImport): Promise<StoredImport> {
  const { rows } = await sql<StoredImport>`
    insert into import_wizard.import_session (id, target, target_title, sender, file_name, stored_name, sha256, size_bytes, created_by,
      created_by_name, organisation_id)
    values (${added.id}, ${added.target}, ${added.targetTitle}, ${added.sender}, ${added.fileName}, ${added.storedName}, ${added.sha256},
      ${added.sizeBytes}, ${session.userId}, ${session.userName}, ${session.organisationId})
    returning ${COLUMNS}`.execute(transaction);
  return rows[0]!;
}

/** The newest first; at most 200, which is more than anybody looks through. */
export async function listImports(transaction: Transaction): Promise<readonly StoredImport[]> {
  const { rows } = await sql<StoredImport>`
    select ${COLUMNS} from import_wizard.import_session order by created_at desc, id limit 200`.execute(transaction);
  return rows;
}

/**
 * @param isLocked whether others wait until the transaction ends
 * @throws TerraceError `import-unknown`
 */
export async function readImport(transaction: Transaction, id: string, isLocked = false): Promise<StoredImport> {
  const { rows } = await sql<StoredImport>`
    select ${COLUMNS} from import_wizard.import_session where id = ${id} ${isLocked ? sql`for update` : sql``}`.execute(
    transaction,
  );
  const [found] = rows;
  if (found !== undefined) return found;
  throw new TerraceError({
    code: "import-unknown",
    userMessage: "没有这次导入，或它不属于您的单位。请从导入列表中选择。",
    message: "There is no such import, or it is not of your organisation. Choose one from the list.",
    details: { id },
  });
}

export async function removeImport(transaction: Transaction, id: string): Promise<void> {
  await sql`delete from import_wizard.import_session where id = ${id}`.execute(transaction);
}

export async function readExamination(transaction: Transaction, id: string): Promise<StoredExamination | null> {
  const { rows } = await sql<StoredExamination>`
    select preview, mapping, outcome, findings from import_wizard.examination where session_id = ${id}`.execute(
    transaction,
  );
  return rows[0] ?? null;
}

/**
 * Keeps what was found under decisions, and where the import now stands.
 * @throws TerraceError `import-changed-elsewhere` where somebody else decided meanwhile
 */
export async function keepExamination(
  transaction: Transaction,
  { id, version }: StoredImport,
  state: "deciding" | "ready",
  decisions: ImportDecisions,
  examination: StoredExamination,
): Promise<StoredImport> {
  const { preview, mapping, outcome, findings } = examination;
  const { rows } = await sql<StoredImport>`
    update import_wizard.import_session set state = ${state}, decisions = ${JSON.stringify(decisions)}::jsonb,
      row_count = ${outcome?.rowCount ?? null}, version = version + 1, updated_at = now()
    where id = ${id} and version = ${version} and state in ('inspecting', 'deciding', 'ready') returning ${COLUMNS}`.execute(
    transaction,
  );
  const [kept] = rows;
  if (kept === undefined) throw changedElsewhere(id);
  await sql`
    insert into import_wizard.examination (session_id, preview, mapping, outcome, findings)
    values (${id}, ${json(preview)}, ${json(mapping)}, ${json(outcome)}, ${json(findings)})
    on conflict (session_id) do update set preview = excluded.preview, mapping = excluded.mapping, outcome = excluded.outcome,
      findings = excluded.findings`.execute(transaction);
  return kept;
}

/** NUL cannot stand in PostgreSQL's text, and a damaged file may hold it. */
function json(value: unknown) {
  return value === null ? sql`null` : sql`${JSON.stringify(value).replaceAll("\\u0000", "")}::jsonb`;
}

export async function endImport(
  transaction: Transaction,
  id: string,
  state: "committed" | "abandoned",
  rowCount: number | null,
): Promise<StoredImport> {
  const { rows } = await sql<StoredImport>`
    update import_wizard.import_session set state = ${state}, row_count = ${rowCount}, version = version + 1, updated_at = now(),
      committed_at = ${state === "committed" ? sql`now()` : sql`null`}
    where id = ${id} returning ${COLUMNS}`.execute(transaction);
  return rows[0]!;
}

/** The mapping of the last import from a sender into a target. */
export async function recallMapping(
  transaction: Transaction,
  session: Session,
  sender: string | null,
  target: string,
): Promise<RememberedMapping> {
  const { rows } = await sql<{ mapping: RememberedMapping }>`
    select mapping from import_wizard.field_mapping
    where owner_id = ${ownerOf(session)} and sender = ${sender ?? ""} and target = ${target}`.execute(transaction);
  return rows[0]?.mapping ?? {};
}

export async function rememberMapping(
  transaction: Transaction,
  session: Session,
  { sender, target }: StoredImport,
  mapping: readonly MappingProposal[],
): Promise<void> {
  const pairs = mapping.flatMap(({ field, sourceField }) =>
    sourceField === null ? [] : [[field, sourceField] as const],
  );
  await sql`
    insert into import_wizard.field_mapping (owner_id, sender, target, mapping)
    values (${ownerOf(session)}, ${sender ?? ""}, ${target}, ${JSON.stringify(Object.fromEntries(pairs))}::jsonb)
    on conflict (owner_id, sender, target) do update set mapping = excluded.mapping, updated_at = now()`.execute(
    transaction,
  );
}

function ownerOf(session: Session): string | null {
  return session.organisationId ?? session.userId;
}

export function changedElsewhere(id: string): TerraceError {
  return new TerraceError({
    code: "import-changed-elsewhere",
    userMessage: "这次导入刚被改过（可能在另一个窗口，或由同事操作）。请刷新后再继续。",
    message: "This import was changed meanwhile, in another window or by a colleague. Reload, then go on.",
    details: { id },
  });
}
