import * as client from "openid-client";
import { TerraceError } from "#errors";
import type { OidcSettings } from "../access-settings.ts";

/** What the browser carries while its person is at the identity provider. */
export interface Journey {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
  /** Where they wanted to go, within this server. */
  readonly returnTo: string;
}

export interface ExternalIdentity {
  readonly subject: string;
  /** As the provider calls them, for the log. */
  readonly name: string;
}

/** An identity provider by OpenID Connect: authorization code with PKCE. */
export interface IdentityProvider {
  /** The address at the provider to which the browser goes. */
  begin(callback: URL, returnTo: string): Promise<{ readonly address: URL; readonly journey: Journey }>;
  /** Who came back. `answered` is the address of the callback with the provider's parameters. */
  finish(answered: URL, journey: Journey): Promise<ExternalIdentity>;
}

/** Clocks of two machines differ. */
const CLOCK_TOLERANCE_SECONDS = 60;
const LOOPBACK: ReadonlySet<string> = new Set(["127.0.0.1", "[::1]", "localhost"]);

export function createIdentityProvider({ issuer, clientId, clientSecret }: OidcSettings): IdentityProvider {
  let found: Promise<client.Configuration> | undefined;
  const configuration = () => {
    found ??= discover().catch((error: unknown) => {
      // Asked anew at the next sign-in: the provider may only have been away.
      found = undefined;
      throw error;
    });
    return found;
  };
  const discover = () =>
    client.discovery(
      new URL(issuer),
      clientId,
      { client_secret: clientSecret, [client.clockTolerance]: CLOCK_TOLERANCE_SECONDS },
      undefined,
      LOOPBACK.has(new URL(issuer).hostname) ? { execute: [client.allowInsecureRequests] } : {},
    );
  return {
    begin: (callback, returnTo) =>
      expected(async () => {
        const journey: Journey = {
          state: client.randomState(),
          nonce: client.randomNonce(),
          codeVerifier: client.randomPKCECodeVerifier(),
          returnTo,
        };
        const address = client.buildAuthorizationUrl(await configuration(), {
          redirect_uri: callback.href,
          scope: "openid profile",
          code_challenge: await client.calculatePKCECodeChallenge(journey.codeVerifier),
          code_challenge_method: "S256",
          state: journey.state,
          nonce: journey.nonce,
        });
        return { address, journey };
      }),
    finish: (answered, { state, nonce, codeVerifier }) =>
      expected(async () => {
        const tokens = await client.authorizationCodeGrant(await configuration(), answered, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: codeVerifier,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (claims === undefined) throw new Error("An ID token was expected and not given");
        const name = claims.preferred_username;
        return { subject: claims.sub, name: typeof name === "string" ? name : claims.sub };
      }),
  };
}

async function expected<Output>(work: () => Promise<Output>): Promise<Output> {
  try {
    return await work();
  } catch (error) {
    if (isRefusal(error)) throw oidcFailed(error);
    if (isUnreachable(error)) throw oidcUnavailable(error);
    throw error;
  }
}

/** The provider, or what it answered, is at fault: a cancelled sign-in, a replayed answer, a wrong signature. */
function isRefusal(error: unknown): boolean {
  return (
    error instanceof client.ClientError ||
    error instanceof client.AuthorizationResponseError ||
    error instanceof client.ResponseBodyError ||
    error instanceof client.WWWAuthenticateChallengeError
  );
}

function isUnreachable(error: unknown): boolean {
  return error instanceof Error && (error.message === "fetch failed" || error.name === "TimeoutError");
}

export function oidcFailed(cause?: unknown): TerraceError {
  return new TerraceError({
    code: "oidc-failed",
    userMessage: "统一身份认证没有完成：可能已取消、超时或重复提交。请重新登录。",
    message: "Single sign-on was not completed: cancelled, timed out or sent twice. Sign in again.",
    cause,
  });
}

function oidcUnavailable(cause: unknown): TerraceError {
  return new TerraceError({
    code: "oidc-unavailable",
    userMessage: "暂时连不上统一身份认证服务。请稍后再试，或用本系统的用户名和密码登录。",
    message: "The identity provider cannot be reached. Try again later, or sign in by name and password.",
    cause,
  });
}

export function oidcAccountUnknown(): TerraceError {
  return new TerraceError({
    code: "oidc-account-unknown",
    userMessage: "统一身份认证已通过，但本系统没有与您关联的账号，或账号已停用。请联系系统管理员。",
    message:
      "Single sign-on knows you, but no account of this system belongs to you, or it is disabled. Ask the administrator.",
  });
}
