import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ERROR_CODES_PAGE, readRepositoryFiles, renderErrorCodes } from "../checks/index.ts";

/** `npm run generate:error-codes`: writes the handbook's page of error codes from the sources. */
const root = join(import.meta.dirname, "..", "..");
writeFileSync(join(root, ERROR_CODES_PAGE), renderErrorCodes(readRepositoryFiles(root).texts));
