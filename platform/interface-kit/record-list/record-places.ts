import { createContext, useContext } from "react";
import type { RecordSelection } from "./record-set.ts";

/** Pages outside the kit that lists and records lead to; absent until the console has them. */
export interface RecordPlaces {
  /** The one map with the records of a selection, or with one of them marked. */
  readonly map?: (set: string, selection: RecordSelection | { readonly id: string }) => string;
}

export const RecordPlacesContext = createContext<RecordPlaces>({});

export function useRecordPlaces(): RecordPlaces {
  return useContext(RecordPlacesContext);
}
