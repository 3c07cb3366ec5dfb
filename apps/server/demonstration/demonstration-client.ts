import { Hono } from "hono";
import { NOBODY, type Session } from "#platform/database";
import { mountRoutes } from "#platform/http-api";
import type { Platform } from "../platform.ts";

/** Asks a route as somebody; a refusal is a fault of the demonstration and is told whole. */
export type DemonstrationClient = (who: Session, method: string, path: string, body?: object) => Promise<unknown>;

const OWN = { "X-Terrace-Request": "1", "Content-Type": "application/json" };

/** The product's own routes without a network, so that the demonstration breaks no rule that people have to keep. */
export function createDemonstrationClient({
  database,
  routes,
}: Pick<Platform, "database" | "routes">): DemonstrationClient {
  let session: Session = NOBODY;
  const app = new Hono().route("/", mountRoutes({ routes, database, identify: async () => session }));
  app.onError((error) => {
    throw error;
  });
  return async (who, method, path, body) => {
    session = who;
    const response = await app.request(path, {
      method,
      headers: OWN,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
}
