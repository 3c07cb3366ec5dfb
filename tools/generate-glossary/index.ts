export { checkGlossary } from "./check-glossary.ts";
