/** Whose land and records a session may see, from the widest to the narrowest. */
export type SessionScope = "city" | "division" | "department" | "enterprise" | "service-unit" | "none";

/** On whose behalf a transaction runs. The database's row-level security and its history are keyed on it. */
export interface Session {
  /** Null where nobody has signed in. */
  readonly userId: string | null;
  /** As shown in the history. */
  readonly userName: string;
  readonly organisationId: string | null;
  readonly scope: SessionScope;
  /** Codes of the divisions that it sees, with their predecessors; of no meaning where the scope is the city. */
  readonly divisions: readonly string[];
  readonly permissions: readonly string[];
  /** What its person has to do before anything else; until then it sees nothing and may do nothing. */
  readonly mustFirst?: FirstDuty;
}

/** Set a password of one's own in place of a given one; set up the second step that one of one's roles needs. */
export type FirstDuty = "set-password" | "enrol-totp";

/** Nobody: sees no rows but those that are public. */
export const NOBODY: Session = {
  userId: null,
  userName: "",
  organisationId: null,
  scope: "none",
  divisions: [],
  permissions: [],
};
