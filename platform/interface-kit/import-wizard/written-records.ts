import type { RecordFilter } from "../record-list/list-address.ts";
import type { ImportSession } from "./import-session.ts";

/** What an address may hold in its query and still be taken by every server and proxy on the way. */
const MOST_CHARACTERS = 4000;

/** The records that an import has written; empty, which is the whole list, where they are too many to be named. */
export function filterOfWritten({ outcome }: Pick<ImportSession, "outcome">): RecordFilter {
  const written = outcome?.written;
  if (!written) return {};
  const filter = { [written.field]: { in: written.codes } };
  return encodeURIComponent(JSON.stringify(filter)).length > MOST_CHARACTERS ? {} : filter;
}

/** The list with those records. */
export function listOfWritten(session: Pick<ImportSession, "target" | "outcome">): string {
  const filter = filterOfWritten(session);
  const query = Object.keys(filter).length === 0 ? "" : `?${new URLSearchParams({ filter: JSON.stringify(filter) })}`;
  return `/records/${encodeURIComponent(session.target)}${query}`;
}
