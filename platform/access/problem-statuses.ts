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
};
