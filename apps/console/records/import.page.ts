export { ImportPage as default } from "#platform/interface-kit";
