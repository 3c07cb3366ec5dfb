import { z } from "zod";

export const personName = z.string().trim().min(1).max(64);
const displayName = z.string().trim().min(1).max(64);
/** Not trimmed; its rules are the sign-in service's. */
const password = z.string().max(1000);
export const accountScope = z.enum(["city", "division", "department", "enterprise", "service-unit"]);
export const organisationKind = z.enum(["city", "division", "department", "enterprise", "service-unit"]);
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
});
export const signInBody = z.object({ name: z.string().trim().max(200), password, totp: z.string().max(20).optional() });
export const methodsAnswer = z.object({
  password: z.literal(true),
  oidc: z.object({ labelZh: z.string(), labelEn: z.string(), startPath: z.string() }).nullable(),
  isSetUp: z.boolean(),
});
export const setupBody = z.object({ token: z.string().max(100), name: personName, displayName, password });
export const passwordBody = z.object({ current: password, next: password });

export type SessionAnswer = z.output<typeof sessionAnswer>;
