import { TerraceError } from "#errors";
import type { SessionScope } from "#platform/database";

/** What somebody may do, by a name that people grant. Whose land they may do it on is the account's scope, not the role's. */
export interface RoleDefinition {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly permissions: readonly string[];
  /** Ids of roles that the same person cannot have. */
  readonly exclusiveWith?: readonly string[];
  /** Scopes whose accounts may have it; any where not given. */
  readonly scopes?: readonly SessionScope[];
}

/** The duty of each of the three administrators, which nobody else has (三员分立). The ids stand in the database's constraint too. */
const DUTIES: Readonly<Record<string, string>> = {
  "system-administrator": "system.accounts",
  "security-administrator": "system.grants",
  "audit-administrator": "audit.read",
};

export const SYSTEM_ADMINISTRATOR = "system-administrator";
export const SECURITY_ADMINISTRATOR = "security-administrator";

/** To stand among the roles of a server, with whatever permissions it adds to them. */
export const administratorRoles: readonly RoleDefinition[] = [
  {
    id: SYSTEM_ADMINISTRATOR,
    nameZh: "系统管理员",
    nameEn: "System administrator",
    permissions: ["system.people", "system.accounts"],
  },
  {
    id: SECURITY_ADMINISTRATOR,
    nameZh: "安全管理员",
    nameEn: "Security administrator",
    permissions: ["system.people", "system.grants"],
  },
  {
    id: "audit-administrator",
    nameZh: "审计管理员",
    nameEn: "Audit administrator",
    permissions: ["audit.read"],
    scopes: ["city"],
  },
];

/** What no API key carries: the three administrators act themselves. */
export const dutyPermissions: ReadonlySet<string> = new Set(Object.values(DUTIES));

export interface RoleBook {
  readonly definitions: readonly RoleDefinition[];
  /** Without repetition; a role that is no longer defined gives nothing. */
  permissionsOf(roles: readonly string[]): readonly string[];
  /** Those of the three administrators' duties that the roles bring. */
  dutiesOf(roles: readonly string[]): readonly string[];
  /** @throws TerraceError `role-unknown`, `roles-exclusive`, `role-scope-wrong` */
  refuseWrong(roles: readonly string[], scope: SessionScope): void;
}

/** The roles of a server. A set that breaks the separation of the administrators is a bug and throws. */
export function createRoleBook(definitions: readonly RoleDefinition[]): RoleBook {
  const byId = new Map(definitions.map((definition) => [definition.id, definition]));
  refuseMixedDuties(definitions, byId);
  return {
    definitions,
    permissionsOf: (roles) => [...new Set(roles.flatMap((role) => byId.get(role)?.permissions ?? []))],
    dutiesOf: (roles) => roles.flatMap((role) => DUTIES[role] ?? []),
    refuseWrong: (roles, scope) => {
      const wanted = roles.map((role) => {
        const definition = byId.get(role);
        if (definition === undefined) throw roleUnknown(role);
        return definition;
      });
      for (const role of wanted) {
        const other = wanted.find((candidate) => candidate !== role && areExclusive(role, candidate));
        if (other !== undefined) throw rolesExclusive(role, other);
        if (role.scopes !== undefined && !role.scopes.includes(scope)) throw roleScopeWrong(role);
      }
    },
  };
}

function refuseMixedDuties(definitions: readonly RoleDefinition[], byId: ReadonlyMap<string, RoleDefinition>): void {
  if (byId.size !== definitions.length) throw new Error("Two roles have the same id");
  for (const [id, duty] of Object.entries(DUTIES)) {
    if (!byId.get(id)?.permissions.includes(duty)) throw new Error(`The role ${id} must have the permission ${duty}`);
    const other = definitions.find((role) => role.id !== id && role.permissions.includes(duty));
    if (other !== undefined) throw new Error(`${duty} belongs to ${id} alone, not to ${other.id}`);
  }
}

function areExclusive(one: RoleDefinition, other: RoleDefinition): boolean {
  if (one.id in DUTIES && other.id in DUTIES) return true;
  return one.exclusiveWith?.includes(other.id) === true || other.exclusiveWith?.includes(one.id) === true;
}

export function roleUnknown(role: string): TerraceError {
  return new TerraceError({
    code: "role-unknown",
    userMessage: `没有“${role}”这个角色。请从角色列表中选择。`,
    message: `There is no role ${role}. Choose one of the list.`,
    details: { role },
  });
}

function rolesExclusive(one: RoleDefinition, other: RoleDefinition): TerraceError {
  return new TerraceError({
    code: "roles-exclusive",
    userMessage: `“${one.nameZh}”和“${other.nameZh}”不能由同一人担任。请交给不同的人。`,
    message: `One person cannot be both ${one.nameEn} and ${other.nameEn}. Give them to different people.`,
    details: { roles: [one.id, other.id] },
  });
}

function roleScopeWrong(role: RoleDefinition): TerraceError {
  return new TerraceError({
    code: "role-scope-wrong",
    userMessage: `“${role.nameZh}”不能授予这个数据范围的账号。请先核对账号的范围。`,
    message: `${role.nameEn} cannot be granted to an account of this scope. Check the account's scope first.`,
    details: { role: role.id, scopes: role.scopes ?? [] },
  });
}
