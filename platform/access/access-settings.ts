/** The organisation of the first administrator, made at the set-up where the region's data has not made it already. */
export interface HomeOrganisation {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
}

/** Single sign-on by OpenID Connect; a local account with its password works beside it always. */
export interface OidcSettings {
  /** Address of the identity provider, whose `/.well-known/openid-configuration` is read at the first sign-in. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly labelZh: string;
  readonly labelEn: string;
  /** Where browsers reach this server, as `https://shuibao.example.cn`; by default as the request came. */
  readonly publicAddress?: string;
}

/** 等保三级 (GB/T 22239-2019 8.1.4.1): lock-out after failures, an end to idle sessions, a limit to sessions of one person. */
export interface AccessSettings {
  readonly homeOrganisation: HomeOrganisation;
  readonly idleMinutes: number;
  readonly sessionHours: number;
  readonly sessionsPerPerson: number;
  readonly failuresBeforeLock: number;
  readonly lockMinutes: number;
  /** From one network address within `lockMinutes`. An office behind one address has many people who mistype. */
  readonly failuresPerAddress: number;
  readonly apiKeyDays: number;
  /** The server stands behind a proxy that sets `X-Forwarded-Proto` and appends to `X-Forwarded-For`. */
  readonly trustsProxy: boolean;
  readonly oidc: OidcSettings | null;
}

export const accessDefaults: Omit<AccessSettings, "homeOrganisation"> = {
  idleMinutes: 30,
  sessionHours: 12,
  sessionsPerPerson: 3,
  failuresBeforeLock: 5,
  lockMinutes: 15,
  failuresPerAddress: 50,
  apiKeyDays: 365,
  trustsProxy: false,
  oidc: null,
};
