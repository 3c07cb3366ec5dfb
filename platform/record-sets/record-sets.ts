import { TerraceError } from "#errors";
import type { Session } from "#platform/database";
import type { RecordSet } from "./record-set.ts";

/** The declared record sets of the program. */
export interface RecordSets {
  readonly all: readonly RecordSet[];
  /**
   * The set of an id.
   * @throws TerraceError `record-set-unknown` where there is none that the session may open
   */
  open(session: Session, id: string): RecordSet;
  /** @throws TerraceError `record-set-unknown`, `permission-missing` */
  openToEdit(session: Session, id: string): RecordSet;
}

export function createRecordSets(sets: readonly RecordSet[]): RecordSets {
  const byId = new Map(sets.map((set) => [set.id, set]));
  if (byId.size !== sets.length) throw new Error("Two record sets have the same id");
  const open = (session: Session, id: string): RecordSet => {
    const set = byId.get(id);
    if (set !== undefined && session.permissions.includes(set.permission)) return set;
    throw new TerraceError({
      code: "record-set-unknown",
      userMessage: "没有这类台账，或您的账号无权查看。请从菜单重新进入。",
      message: `There is no record set ${id}, or your account may not see it.`,
      details: { id },
    });
  };
  return {
    all: sets,
    open,
    openToEdit: (session, id) => {
      const set = open(session, id);
      if (set.editPermission !== null && session.permissions.includes(set.editPermission)) return set;
      throw new TerraceError({
        code: "permission-missing",
        userMessage: `您的账号不能修改${set.titleZh}。如工作需要，请联系系统管理员。`,
        message: `Your account may not change ${set.id}.`,
        details: { permission: set.editPermission },
      });
    },
  };
}
