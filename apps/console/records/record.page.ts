export { RecordPage as default } from "#platform/interface-kit";
