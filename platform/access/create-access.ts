import type { Database, Session } from "#platform/database";
import type { Route } from "#platform/http-api";
import type { AccessContext } from "./access-context.ts";
import { type AccessSettings, accessDefaults, type HomeOrganisation } from "./access-settings.ts";
import { accountRoutes } from "./accounts/account-routes.ts";
import { type CreatedPerson, createPerson, type NewPerson } from "./accounts/create-person.ts";
import { resetPasswordByName } from "./accounts/manage-accounts.command.ts";
import { ensureOrganisations, type NewOrganisation, organisationRoutes } from "./accounts/organisation-routes.ts";
import { ownAccountRoutes } from "./accounts/own-account-routes.ts";
import { apiKeyRoutes } from "./api-keys/api-key-routes.ts";
import { oidcRoutes } from "./oidc/oidc-routes.ts";
import { createRoleBook, type RoleDefinition } from "./roles/role-book.ts";
import { roleRuleRoutes } from "./roles/role-rule-routes.ts";
import { savedFilterRoutes } from "./saved-filters/saved-filter-routes.ts";
import { identify } from "./sessions/identify.ts";
import { ensureSetupLink, setupRoutes } from "./setup/first-administrator.ts";
import { isSetUp } from "./setup/is-set-up.ts";
import { sessionRoutes } from "./sign-in/session-routes.ts";
import { signInLogRoutes } from "./sign-in/sign-in-log-routes.ts";

export interface AccessOptions {
  readonly database: Database;
  /** Those of the three administrators (`administratorRoles`, with more permissions or as they are) and the server's own. */
  readonly roles: readonly RoleDefinition[];
  /** Codes of divisions with those of their predecessors, so that the records of a merged division stay in sight. */
  readonly expandDivisions: AccessContext["expandDivisions"];
  readonly settings: Partial<AccessSettings> & { readonly homeOrganisation: HomeOrganisation };
  readonly now?: () => Date;
}

/** People, their sign-in and their sessions. */
export interface Access {
  /** Who asks, by the cookie or the key of the request; nobody where neither is valid. */
  identify(request: Request): Promise<Session>;
  readonly routes: readonly Route[];
  /** Whether somebody has an account. */
  isSetUp(): Promise<boolean>;
  /** A one-time link under this address for the first administrator; null once there is a person. */
  ensureSetupLink(baseUrl: string): Promise<string | null>;
  /** An account made by the server itself, which the history names as `service`. */
  createPerson(service: string, person: NewPerson): Promise<CreatedPerson>;
  /** The organisations of a region's data: added or renamed by their codes. */
  ensureOrganisations(service: string, organisations: readonly NewOrganisation[]): Promise<void>;
  /** A new one-time password by the command line: the only way for the security and audit administrators. */
  resetPassword(service: string, name: string): Promise<{ readonly oneTimePassword: string }>;
}

/** @throws Error where the roles break the separation of the three administrators, which is a bug */
export function createAccess({ database, roles, expandDivisions, settings, now }: AccessOptions): Access {
  const context: AccessContext = {
    database,
    roles: createRoleBook(roles),
    expandDivisions,
    settings: { ...accessDefaults, ...settings },
    now: now ?? (() => new Date()),
  };
  return {
    identify: (request) => identify(context, request),
    routes: accessRoutes(context),
    isSetUp: () => isSetUp(context),
    ensureSetupLink: (baseUrl) => ensureSetupLink(context, baseUrl),
    createPerson: (service, person) => createPerson(context, service, person),
    ensureOrganisations: (service, organisations) => ensureOrganisations(context, service, organisations),
    resetPassword: (service, name) => resetPasswordByName(context, service, name),
  };
}

function accessRoutes(context: AccessContext): readonly Route[] {
  return [
    ...sessionRoutes(context),
    ...setupRoutes(context),
    ...oidcRoutes(context),
    ...ownAccountRoutes(context),
    ...apiKeyRoutes(context),
    ...accountRoutes(context),
    ...organisationRoutes(context),
    ...roleRuleRoutes(context),
    ...savedFilterRoutes(),
    ...signInLogRoutes(),
  ];
}
