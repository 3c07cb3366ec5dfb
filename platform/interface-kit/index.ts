import "./kit.css";

export {
  followLinksInPlace,
  openAddress,
  safeReturnAddress,
  useAddressPath,
  useAddressQuery,
  writeAddress,
} from "./address-state.ts";
export {
  ApiProblem,
  type ApiRequestOptions,
  apiRequest,
  isWorthAskingAgain,
  onSessionEnded,
} from "./api-request.ts";
export { Chart, type ChartProps } from "./chart.tsx";
export { createTexts, type Texts } from "./create-texts.ts";
export { Disclosure } from "./disclosure.tsx";
export { DraftInput } from "./draft-input.tsx";
export { Field, type FieldControl } from "./field.tsx";
export { dash, formatChange, formatFigure, formatSignificant } from "./figure-format.ts";
export { type FigureColumn, FiguresTable, type FiguresTableProps } from "./figures-table.tsx";
export { Icon, type IconName } from "./icon.tsx";
export { ImportPage } from "./import-wizard/import-page.ts";
export { isActive, type Job } from "./jobs/job.ts";
export { JobCard } from "./jobs/job-card.tsx";
export { JobsButton } from "./jobs/jobs-button.tsx";
export { type KitTexts, useKitTexts } from "./kit-texts.ts";
export { ClassDot, ClassLegend, type ClassLegendEntry, RampLegend, type RampStop } from "./legend.tsx";
export { QuietMark, UnconfirmedMark } from "./marks.tsx";
export { PageTools, PageToolsFrame, usePageTitle } from "./page-tools.tsx";
export { type PanelTab, PanelTabs } from "./panel-tabs.tsx";
export { type Organisation, organisationsQuery } from "./record-list/organisations.ts";
export { type RecordPlaces, RecordPlacesContext } from "./record-list/record-places.ts";
export { type RecordSetDescription, recordSetsQuery } from "./record-list/record-set.ts";
export { deadlineText } from "./record-page/deadline-text.ts";
export {
  type RecordPanelProps,
  type RecordSetPanel,
  type RecordSlots,
  RecordSlotsContext,
  useRecordSlots,
} from "./record-page/record-slots.ts";
export type { Deadline } from "./record-page/workflow.ts";
export { RecordListPage, RecordPage, RecordSetsPage } from "./record-pages.ts";
export { type ConsoleSession, SessionProvider, type SessionScope, usePermissions, useSession } from "./session.tsx";
export { SidePanel } from "./side-panel.tsx";
export { LoadingPanel, StatePanel } from "./state-panel.tsx";
export { TargetBar, type TargetMark } from "./target-bar.tsx";
export { consoleTheme, fontFamily, palette } from "./theme.ts";
export { formatDay, formatTimestamp } from "./time-format.ts";
export { TroubleNote, TroublePanel, troubleText } from "./trouble-panel.tsx";
