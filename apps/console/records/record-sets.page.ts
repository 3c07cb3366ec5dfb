export { RecordSetsPage as default } from "#platform/interface-kit";
