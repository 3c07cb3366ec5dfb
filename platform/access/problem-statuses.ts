import type { ProblemStatuses } from "#platform/http-api";

/** Of the codes that this folder throws. */
export const accessProblemStatuses: ProblemStatuses = {
  "sign-in-refused": 401,
  "sign-in-locked": 423,
  "totp-required": 401,
  "setup-token-invalid": 403,
  "password-weak": 422,
  "name-taken": 409,
  "role-unknown": 422,
  "roles-exclusive": 422,
  "role-scope-wrong": 422,
  "divisions-needed": 422,
  "own-account": 403,
  "scope-too-wide": 403,
  "grant-not-allowed": 403,
  "accounts-not-allowed": 403,
  "administrator-protected": 403,
  "organisation-unknown": 422,
  "organisation-code-taken": 409,
  "password-current-wrong": 422,
  "password-unchanged": 422,
  "password-must-be-set": 403,
  "key-not-enough": 403,
  "totp-already-set": 409,
  "totp-not-started": 409,
  "totp-code-wrong": 422,
};
