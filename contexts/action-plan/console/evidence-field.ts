import type { ReactNode } from "react";

/** Shows the attachments of a report by their ids, and lets people add to them where `onChange` is given. */
export type EvidenceField = (props: {
  readonly ids: readonly string[];
  readonly onChange: ((ids: readonly string[]) => void) | null;
}) => ReactNode;
