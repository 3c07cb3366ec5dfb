export { type FootedTable, footedTable } from "./footed-table.ts";
