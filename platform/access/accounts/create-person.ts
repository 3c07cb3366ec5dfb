import { sql } from "kysely";
import { TerraceError } from "#errors";
import { isUniqueViolation, type SessionScope, type Transaction } from "#platform/database";
import { type AccessContext, rowsOf } from "../access-context.ts";
import { hashPassword, oneTimePassword } from "../sign-in/password-hash.ts";
import { refuseWeakPassword } from "../sign-in/password-rules.ts";

export type AccountScope = Exclude<SessionScope, "none">;

export interface PersonFacts {
  readonly name: string;
  readonly displayName: string;
  readonly organisationId: string;
  readonly scope: AccountScope;
  readonly divisions: readonly string[];
  readonly roles: readonly string[];
}

export interface NewPerson extends PersonFacts {
  /** Chosen by the caller, who need not change it; without one they get a one-time password. */
  readonly password?: string;
  readonly externalSubject?: string;
}

export interface CreatedPerson {
  readonly id: string;
  /** Shown once; null where the caller gave a password. */
  readonly oneTimePassword: string | null;
}

/**
 * An account made by the server itself: for demonstrations and the command line, never with what a user asks for unchecked.
 * @throws TerraceError `name-taken`, `password-weak`, `role-unknown`, `roles-exclusive`, `role-scope-wrong`, `divisions-needed`
 */
export async function createPerson(context: AccessContext, service: string, person: NewPerson): Promise<CreatedPerson> {
  refuseWrongFacts(context, person);
  if (person.password !== undefined) refuseWeakPassword(person.password, person.name);
  const once = person.password === undefined ? oneTimePassword() : null;
  const passwordHash = await hashPassword(person.password ?? (once as string));
  const id = await context.database.asService(service, (transaction) =>
    insertPerson(transaction, {
      ...person,
      passwordHash,
      mustSetPassword: once !== null,
      externalSubject: person.externalSubject ?? null,
      at: context.now(),
    }),
  );
  return { id, oneTimePassword: once };
}

/** What the account's roles and divisions must be whoever makes it. */
export function refuseWrongFacts(
  { roles }: AccessContext,
  facts: Omit<PersonFacts, "name" | "displayName" | "organisationId">,
): void {
  roles.refuseWrong(facts.roles, facts.scope);
  if (facts.scope === "division" && facts.divisions.length === 0) {
    throw new TerraceError({
      code: "divisions-needed",
      userMessage: "数据范围为区市的账号要指定至少一个区市。请选择后再保存。",
      message: "An account of the scope of divisions needs at least one division. Choose it, then save.",
    });
  }
}

export interface PersonRow extends PersonFacts {
  readonly passwordHash: string;
  readonly mustSetPassword: boolean;
  readonly externalSubject: string | null;
  readonly at: Date;
}

export async function insertPerson(transaction: Transaction, person: PersonRow): Promise<string> {
  const id = await insertAccount(transaction, person);
  await storePassword(transaction, id, person.passwordHash);
  return id;
}

/** The account without its credential. In a session, row-level security decides whether it may be. */
export async function insertAccount(
  transaction: Transaction,
  person: Omit<PersonRow, "passwordHash">,
): Promise<string> {
  try {
    const [row] = await rowsOf(
      transaction,
      sql<{ id: string }>`
        insert into access.person (name, display_name, organisation_id, scope, divisions, roles, must_set_password,
          password_set_at, external_subject)
        values (${person.name}, ${person.displayName}, ${person.organisationId}, ${person.scope}, ${[...person.divisions]}::text[],
          ${[...person.roles]}::text[], ${person.mustSetPassword}, ${person.at.toISOString()}, ${person.externalSubject})
        returning id`,
    );
    return (row as { id: string }).id;
  } catch (error) {
    if (isUniqueViolation(error, "person_name")) throw nameTaken(person.name);
    throw error;
  }
}

export async function storePassword(transaction: Transaction, personId: string, passwordHash: string): Promise<void> {
  await sql`insert into access.credential (person_id, password_hash) values (${personId}, ${passwordHash})
    on conflict (person_id) do update set password_hash = excluded.password_hash`.execute(transaction);
}

function nameTaken(name: string): TerraceError {
  return new TerraceError({
    code: "name-taken",
    userMessage: `用户名“${name}”已有人使用。请换一个。`,
    message: `The name ${name} is taken. Choose another.`,
    details: { name },
  });
}
