import type { z } from "zod";
import type { FirstDuty, Session, Transaction } from "#platform/database";

/** Who may call a route. What of its rows they see is the database's matter. */
export type RouteAccess =
  | { readonly kind: "everyone" }
  | { readonly kind: "signed-in"; readonly openTo: readonly FirstDuty[] }
  | { readonly kind: "permission"; readonly permission: string };

/** Anybody, without signing in: the sign-in itself, the health of the service. */
export function everyone(): RouteAccess {
  return { kind: "everyone" };
}

/**
 * Whoever has signed in.
 * @param openTo who still has to do this may call it too: the ways to do it
 */
export function signedIn(...openTo: readonly FirstDuty[]): RouteAccess {
  return { kind: "signed-in", openTo };
}

/** Whoever has signed in and has this permission. */
export function permission(name: string): RouteAccess {
  return { kind: "permission", permission: name };
}

export type RouteMethod = "get" | "post" | "put" | "patch" | "delete" | "head";

/** What a handler gets: its parameters as checked, who asks, and transactions in which only their rows are seen. */
export interface RouteCall<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly session: Session;
  readonly transaction: <Output>(work: (transaction: Transaction) => Promise<Output>) => Promise<Output>;
  readonly request: Request;
  /** The caller's network address, as far as the server knows it. */
  readonly address: string;
}

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;
type Answer<Response> = Response extends z.ZodType ? z.input<Response> | globalThis.Response : globalThis.Response;

export interface RouteDefinition<Params, Query, Body, Response> {
  readonly method: RouteMethod;
  /** Under `/api`, with `{names}` for parameters. */
  readonly path: `/${string}`;
  readonly access: RouteAccess;
  readonly summary: { readonly zh: string; readonly en: string };
  readonly params?: Params;
  readonly query?: Query;
  /** JSON. A route that takes anything else reads `request` itself. */
  readonly body?: Body;
  /** `"raw"` where the handler makes the response itself. */
  readonly response: Response;
  readonly handle: (call: RouteCall<Parsed<Params>, Parsed<Query>, Parsed<Body>>) => Promise<Answer<Response>>;
}

/** One operation of the API, as the server mounts it, the documentation lists it and the tests walk it. */
export interface Route {
  readonly method: RouteMethod;
  readonly path: string;
  readonly access: RouteAccess;
  readonly summary: { readonly zh: string; readonly en: string };
  readonly params: z.ZodType | undefined;
  readonly query: z.ZodType | undefined;
  readonly body: z.ZodType | undefined;
  readonly response: z.ZodType | "raw";
  readonly handle: (call: RouteCall<unknown, unknown, unknown>) => Promise<unknown>;
}

/** Declares a route; its schemas type its handler. */
export function defineRoute<
  Response extends z.ZodType | "raw",
  Params extends z.ZodType | undefined = undefined,
  Query extends z.ZodType | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
>(definition: RouteDefinition<Params, Query, Body, Response>): Route {
  return {
    ...definition,
    params: definition.params,
    query: definition.query,
    body: definition.body,
    // The schemas have made of the input what the handler's type says.
    handle: definition.handle as Route["handle"],
  };
}
