export { RecordListPage as default } from "#platform/interface-kit";
