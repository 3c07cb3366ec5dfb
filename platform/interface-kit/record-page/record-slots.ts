import { type ComponentType, createContext, useContext } from "react";

export interface RecordPanelProps {
  readonly recordSet: string;
  readonly recordId: string;
  /** False where the record is closed or not the session's to change: the panel then only shows. */
  readonly canEdit: boolean;
}

/** A panel that only the records of some sets have. */
export interface RecordSetPanel {
  readonly sets: readonly string[];
  readonly panel: ComponentType<RecordPanelProps>;
}

/** Panels of a record page that come from elsewhere; a tab shows as soon as its panel exists. */
export interface RecordSlots {
  /** 状况: what is counted of the place that the record is. */
  readonly condition?: RecordSetPanel;
  /** 核查: what people found on the spot. */
  readonly verdict?: RecordSetPanel;
  /** 材料: the files of a record, and how to add some. */
  readonly materials?: ComponentType<RecordPanelProps>;
  /** 关联: other records that belong to it. */
  readonly links?: ComponentType<RecordPanelProps>;
}

export const RecordSlotsContext = createContext<RecordSlots>({});

export function useRecordSlots(): RecordSlots {
  return useContext(RecordSlotsContext);
}
