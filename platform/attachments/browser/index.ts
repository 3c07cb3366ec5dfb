export { FileUnreadable, hashFile } from "./hash-file.ts";
