import { randomInt } from "node:crypto";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { TerraceError } from "#errors";
import type { Access } from "#platform/access";
import type { Session, SessionScope } from "#platform/database";
import { organisations } from "#regions/yantai";
import { roles } from "../roles.ts";

interface DemonstrationAccount {
  readonly name: string;
  readonly displayName: string;
  readonly role: string;
  readonly scope: Exclude<SessionScope, "none">;
  readonly organisation: string;
  readonly divisions: readonly string[];
}

const MARK = "（演示）";

function account(
  name: string,
  displayName: string,
  role: string,
  scope: DemonstrationAccount["scope"],
  organisation: string,
  ...divisions: string[]
): DemonstrationAccount {
  return { name, displayName: `${displayName}${MARK}`, role, scope, organisation, divisions };
}

/** One account for each role, and a second district from whose side one sees that nothing of the first is shown. */
const ACCOUNTS: readonly DemonstrationAccount[] = [
  account("demo-city", "市水利局主管", "city-supervisor", "city", "water"),
  account("demo-analyst", "监测分析员", "analyst", "city", "water"),
  account("demo-qixia", "栖霞水保员", "district-inspector", "division", divisionOffice("370686"), "370686"),
  account("demo-laiyang", "莱阳水保员", "district-inspector", "division", divisionOffice("370682"), "370682"),
  account("demo-ecology", "生态环境局联络员", "department-officer", "department", "ecology"),
  account("demo-leader", "分管领导", "leader", "city", "water"),
  account("demo-system", "系统管理员", "system-administrator", "city", "water"),
  account("demo-security", "安全管理员", "security-administrator", "city", "water"),
  account("demo-audit", "审计管理员", "audit-administrator", "city", "water"),
];

function divisionOffice(code: string): string {
  const office = organisations.find(({ kind, divisionCode }) => kind === "division" && divisionCode === code);
  if (office === undefined) throw new Error(`The region has no water department for ${code}`);
  return office.code;
}

export const DEMONSTRATION_ACCOUNTS_FILE = "demo-accounts.json";

/**
 * Makes the accounts with random passwords, which are printed once and kept in a file that its owner alone can read.
 * @returns the accounts as made now, or nothing where they were made at an earlier start
 */
export async function makeDemonstrationAccounts(
  access: Access,
  organisationIds: ReadonlyMap<string, string>,
  dataDirectory: string,
): Promise<readonly { readonly name: string; readonly roleZh: string; readonly password: string }[]> {
  const path = join(dataDirectory, DEMONSTRATION_ACCOUNTS_FILE);
  if (existsSync(path)) return [];
  const made: { name: string; roleZh: string; password: string }[] = [];
  for (const { name, displayName, role, scope, organisation, divisions } of ACCOUNTS) {
    const password = randomPassword();
    const organisationId = organisationIds.get(organisation);
    if (organisationId === undefined) throw new Error(`There is no organisation ${organisation}`);
    try {
      await access.createPerson("demonstration", {
        name,
        displayName,
        organisationId,
        scope,
        divisions,
        roles: [role],
        password,
      });
    } catch (error) {
      // A database that has them from another data folder: their passwords are in that folder's file.
      if (error instanceof TerraceError && error.code === "name-taken") continue;
      throw error;
    }
    made.push({ name, roleZh: roles.find(({ id }) => id === role)?.nameZh ?? role, password });
  }
  await writeFile(path, `${JSON.stringify({ mark: "演示", accounts: made }, null, 2)}\n`, { mode: 0o600 });
  return made;
}

const LETTERS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ";
const DIGITS = "23456789";

/** Sixteen characters that nobody confuses: 85 bits. */
function randomPassword(): string {
  const part = (from: string, length: number) => Array.from({ length }, () => from[randomInt(from.length)]).join("");
  return `${part(LETTERS, 5)}-${part(DIGITS, 3)}-${part(LETTERS, 4)}${part(DIGITS, 3)}`;
}

/** A session of the account of that name, for what the demonstration does in its name. */
export function demonstrationSession(name: string, id: string, organisationIds: ReadonlyMap<string, string>): Session {
  const found = ACCOUNTS.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`There is no demonstration account ${name}`);
  return {
    userId: id,
    userName: found.displayName,
    organisationId: organisationIds.get(found.organisation) ?? null,
    scope: found.scope,
    divisions: found.divisions,
    permissions: roles.find((role) => role.id === found.role)?.permissions ?? [],
  };
}
