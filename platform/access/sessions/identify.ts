import { type Database, NOBODY, type Session, type SessionScope } from "#platform/database";
import { type AccessContext, minutesLater } from "../access-context.ts";
import { dutyPermissions } from "../roles/role-book.ts";
import { bearerOf, sessionTokenOf } from "./request-facts.ts";
import { tokenHash } from "./token.ts";

interface IdentityRow {
  readonly person_id: string;
  readonly seen_at: string | null;
  readonly key_id: string | null;
  readonly display_name: string;
  readonly organisation_id: string;
  readonly scope: SessionScope;
  readonly divisions: readonly string[];
  readonly roles: readonly string[];
  readonly must_set_password: boolean;
  readonly must_enrol_totp: boolean;
}

const PERSON = "p.display_name, p.organisation_id, p.scope, p.divisions, p.roles";
const BY_COOKIE = `
  select s.person_id, s.seen_at, null as key_id, ${PERSON}, p.must_set_password and not s.is_external as must_set_password,
    s.needs_totp and p.totp_set_at is null and access.needs_totp(p.roles) as must_enrol_totp
  from access.sign_in_session s join access.person p on p.id = s.person_id
  where s.token_hash = $1 and s.expires_at > $2 and s.seen_at > $3 and not p.is_disabled`;
const BY_KEY = `
  select k.person_id, u.used_at as seen_at, k.id as key_id, ${PERSON}, p.must_set_password,
    p.totp_set_at is null and access.needs_totp(p.roles) as must_enrol_totp
  from access.api_key k join access.person p on p.id = k.person_id left join access.api_key_use u on u.key_id = k.id
  where k.key_hash = $1 and k.expires_at > $2 and k.revoked_at is null and not p.is_disabled`;
const KEY_USED = `
  insert into access.api_key_use (key_id, used_at) values ($1, $2)
  on conflict (key_id) do update set used_at = excluded.used_at`;

/** How often a session's or a key's last use is written down. */
const SEEN_EVERY_MINUTES = 1;

/**
 * Who asks, by the key or the cookie of the request: one query by a hash. Nobody where it is unknown, expired, idle for too long,
 * revoked, or its person disabled. Who must set a password or the second step up first is known by name
 * and otherwise sees and may do nothing.
 */
export async function identify(context: AccessContext, request: Request): Promise<Session> {
  const { database, settings, roles, expandDivisions } = context;
  const moment = context.now();
  const key = bearerOf(request);
  const token = key ?? sessionTokenOf(request);
  if (token === null || token === "") return NOBODY;
  const hash = tokenHash(token);
  const idleSince = minutesLater(moment, -settings.idleMinutes).toISOString();
  const found =
    key === null
      ? await database.execute(BY_COOKIE, [hash, moment.toISOString(), idleSince])
      : await database.execute(BY_KEY, [hash, moment.toISOString()]);
  const [row] = found as unknown as readonly IdentityRow[];
  if (row === undefined) return NOBODY;
  if (row.seen_at === null || new Date(row.seen_at) <= minutesLater(moment, -SEEN_EVERY_MINUTES)) {
    await markSeen(database, row, hash, moment);
  }
  const known = { ...NOBODY, userId: row.person_id, userName: row.display_name };
  if (row.must_set_password) return { ...known, mustFirst: "set-password" };
  if (row.must_enrol_totp) return { ...known, mustFirst: "enrol-totp" };
  const permissions = roles.permissionsOf(row.roles);
  return {
    ...known,
    organisationId: row.organisation_id,
    scope: row.scope,
    divisions: await expandDivisions(row.divisions),
    permissions: key === null ? permissions : permissions.filter((permission) => !dutyPermissions.has(permission)),
  };
}

async function markSeen(database: Database, { key_id }: IdentityRow, hash: Buffer, moment: Date): Promise<void> {
  const at = moment.toISOString();
  if (key_id !== null) await database.execute(KEY_USED, [key_id, at]);
  else await database.execute("update access.sign_in_session set seen_at = $2 where token_hash = $1", [hash, at]);
}
