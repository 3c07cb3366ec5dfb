export { type AccessSettings, accessDefaults, type HomeOrganisation, type OidcSettings } from "./access-settings.ts";
export type { AccountScope, CreatedPerson, NewPerson } from "./accounts/create-person.ts";
export type { NewOrganisation } from "./accounts/organisation-routes.ts";
export { type Access, type AccessOptions, createAccess } from "./create-access.ts";
export { accessMigrations } from "./migrations.ts";
export { accessProblemStatuses } from "./problem-statuses.ts";
export { administratorRoles, type RoleDefinition } from "./roles/role-book.ts";
