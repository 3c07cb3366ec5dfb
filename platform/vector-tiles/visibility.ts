import type { Session } from "#platform/database";

/**
 * By what of a session the rows of a relation are chosen.
 * `group`: scope, divisions, organisation and permissions, so colleagues see the same; `person`: also who it is; `unknown`: the
 * policies read what we cannot know from the session, such as another table or the clock.
 */
export type Visibility = "group" | "person" | "unknown";

const OF_GROUP = new Set([
  "access.sees_division",
  "access.is_own_organisation",
  "access.has_permission",
  "access.current_scope",
  "access.is_city",
  "access.own_divisions",
]);
const OF_PERSON = new Set(["access.current_user_id", "access.setting"]);
/** Words and functions before a bracket whose result follows from their arguments alone. */
const PLAIN = new Set(
  "and or not in any all array select as coalesce nullif lower upper row case when then else".split(" "),
);

/**
 * Judged by the text of the policies as PostgreSQL prints it, and strictly: what is not known to be harmless is `unknown`.
 * @param policies the `using` expressions of the policies for reading
 */
export function visibilityOf(policies: readonly string[]): Visibility {
  let visibility: Visibility = "group";
  for (const policy of policies) {
    const text = policy
      .toLowerCase()
      .replaceAll(/'(?:[^']|'')*'/g, "''")
      // Whether somebody has signed in is part of every key.
      .replaceAll("access.current_user_id() is not null", "true")
      .replaceAll("distinct from", "<>");
    // A query of its own, other than `( select access.is_city() as is_city)`, which asks once instead of for each row.
    if (/\bfrom\b|\b(?:current_|local)(?:date|timestamp|time)\b|\bcurrent_(?:date|time)|"/.test(text)) return "unknown";
    for (const [, name] of text.matchAll(/([a-z_][a-z0-9_.]*)\s*\(/g)) {
      if (OF_PERSON.has(name!)) visibility = "person";
      else if (!OF_GROUP.has(name!) && !PLAIN.has(name!)) return "unknown";
    }
  }
  return visibility;
}

/** Equal only where two sessions see the same rows of a relation of that visibility. */
export function fingerprintOf(session: Session, visibility: "group" | "person"): string {
  return JSON.stringify([
    session.userId !== null,
    session.scope,
    [...session.divisions].sort(),
    session.organisationId,
    [...session.permissions].sort(),
    visibility === "person" ? [session.userId, session.userName] : null,
  ]);
}

/** Whether a condition of a layer may read more than the relation's own row: another relation, the clock, chance. */
export function readsMoreThanItsRow(condition: string): boolean {
  const text = condition.toLowerCase().replaceAll(/'(?:[^']|'')*'/g, "''");
  return /\bselect\b|\bnow\b|\bcurrent_|\blocaltime|\brandom\b|\bclock_timestamp\b|\baccess\./.test(text);
}
