import { z } from "zod";

export const personName = z.string().trim().min(1).max(64);
const displayName = z.string().trim().min(1).max(64);
/** Not trimmed; its rules are the sign-in service's. */
const password = z.string().max(1000);
export const accountScope = z.enum(["city", "division", "department", "enterprise", "service-unit"]);
export const organisationKind = z.enum(["city", "division", "department", "enterprise", "service-unit"]);
const moment = z.string();
const code = z.string().trim().min(1).max(64);

export const organisationAnswer = z.object({
  id: z.string(),
  code: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  kind: organisationKind,
  divisionCode: z.string().nullable(),
});
export const newOrganisation = z.object({
  code,
  nameZh: z.string().trim().min(1).max(120),
  nameEn: z.string().trim().min(1).max(120),
  kind: organisationKind,
  divisionCode: code.nullable().default(null),
});

export const sessionAnswer = z.object({
  user: z.object({
    id: z.string(),
    name: z.string(),
    displayName: z.string(),
    organisation: z.object({ id: z.string(), nameZh: z.string(), nameEn: z.string() }),
    scope: accountScope,
    divisions: z.array(z.string()),
    roles: z.array(z.string()),
    hasTotp: z.boolean(),
  }),
  permissions: z.array(z.string()),
  mustSetPassword: z.boolean(),
  /** One of the roles needs the second step, and it is not set up. */
  mustEnrolTotp: z.boolean(),
});
export const signInBody = z.object({ name: z.string().trim().max(200), password, totp: z.string().max(20).optional() });
export const methodsAnswer = z.object({
  password: z.literal(true),
  oidc: z.object({ labelZh: z.string(), labelEn: z.string(), startPath: z.string() }).nullable(),
  isSetUp: z.boolean(),
  /** The shortest password that is accepted, characters. */
  shortestPassword: z.number(),
});
export const setupBody = z.object({ token: z.string().max(100), name: personName, displayName, password });
export const passwordBody = z.object({ current: password, next: password });

export type SessionAnswer = z.output<typeof sessionAnswer>;

const divisions = z.array(code).max(100);
const roles = z
  .array(z.string().max(64))
  .max(30)
  .transform((ids) => [...new Set(ids)]);
const externalSubject = z.string().trim().min(1).max(255).nullable();

export const accountAnswer = z.object({
  id: z.string(),
  name: z.string(),
  displayName: z.string(),
  organisation: z.object({ id: z.string(), nameZh: z.string(), nameEn: z.string() }),
  scope: accountScope,
  divisions: z.array(z.string()),
  roles: z.array(z.string()),
  isDisabled: z.boolean(),
  mustSetPassword: z.boolean(),
  hasTotp: z.boolean(),
  externalSubject: z.string().nullable(),
  createdAt: moment,
  version: z.number(),
  /** Whether the session's own reach covers it. */
  isManageable: z.boolean(),
  lockedUntil: moment.nullable(),
});
export type AccountAnswer = z.output<typeof accountAnswer>;
export const accountsAnswer = z.object({ users: z.array(accountAnswer), count: z.number() });
export const newAccount = z.object({
  name: personName,
  displayName,
  organisationId: z.uuid(),
  scope: accountScope,
  divisions: divisions.default([]),
  roles: roles.default([]),
  externalSubject: externalSubject.default(null),
});
export const accountChange = z.object({
  version: z.int(),
  displayName: displayName.optional(),
  organisationId: z.uuid().optional(),
  scope: accountScope.optional(),
  divisions: divisions.optional(),
  roles: roles.optional(),
  isDisabled: z.boolean().optional(),
  externalSubject: externalSubject.optional(),
});
export const oneTimePasswordAnswer = z.object({ oneTimePassword: z.string() });
export const roleAnswer = z.object({
  id: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  permissions: z.array(z.string()),
  exclusiveWith: z.array(z.string()),
  scopes: z.array(z.string()).nullable(),
});

export const roleRuleAnswer = z.object({
  role: z.string(),
  needsTotp: z.boolean(),
  /** 0 where nobody has set it yet. */
  version: z.number(),
  updatedAt: moment.nullable(),
  updatedByName: z.string().nullable(),
  /** People within sight who have the role. */
  people: z.number(),
  /** Of them, those without the second step. */
  peopleWithoutTotp: z.number(),
});
export const roleRuleBody = z.object({ needsTotp: z.boolean(), version: z.int().min(0) });

export const totpKeyAnswer = z.object({ secret: z.string(), address: z.string() });
export const totpCodeBody = z.object({ code: z.string().max(20) });
/** Shown once. */
export const recoveryCodesAnswer = z.object({ recoveryCodes: z.array(z.string()) });
export const totpAnswer = z.object({ isOn: z.boolean(), isRequired: z.boolean(), recoveryCodesLeft: z.number() });
export const currentPasswordBody = z.object({ password });

export const apiKeyAnswer = z.object({
  id: z.string(),
  label: z.string(),
  createdAt: moment,
  expiresAt: moment,
  lastUsedAt: moment.nullable(),
  isRevoked: z.boolean(),
});
export const newApiKey = z.object({ label: z.string().trim().min(1).max(64), days: z.int().min(1).optional() });
export const createdApiKeyAnswer = z.object({ id: z.string(), key: z.string(), expiresAt: moment });

export const savedFilterAnswer = z.object({ id: z.string(), name: z.string(), query: z.string() });
export const newSavedFilter = z.object({
  set: z.string().min(1).max(64),
  name: z.string().trim().min(1).max(60),
  query: z.string().max(4000),
});

export const signInEventsAnswer = z.object({
  events: z.array(
    z.object({
      id: z.number(),
      at: moment,
      name: z.string(),
      person: z.object({ id: z.string(), displayName: z.string() }).nullable(),
      outcome: z.string(),
      address: z.string(),
      agent: z.string(),
    }),
  ),
  count: z.number(),
});
