export { ConditionPanel, conditionSets } from "./condition-panel.ts";
export { mapAddressOf } from "./map-address.ts";
export { MapPage } from "./map-page.ts";
export { ScreeningPage, VerdictPanel, verdictSets } from "./screening-pages.ts";
