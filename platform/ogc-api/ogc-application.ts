import type { Hono } from "hono";
import { html } from "hono/html";
import {
  addressUnknown,
  createErrorHandler,
  type ErrorHandlerOptions,
  htmlPage,
  type MountOptions,
  mountRoutes,
  type Problem,
  prefersHtml,
} from "#platform/http-api";
import { HOME } from "./description-routes.ts";

/** The routes under `/ogc`, whose failures have the body that the standard gives them, and for a browser a page. */
export function ogcApplication(options: MountOptions & ErrorHandlerOptions): Hono {
  const app = mountRoutes(options);
  const handle = createErrorHandler(options);
  app.all("*", (context) => {
    throw addressUnknown(context.req.path);
  });
  app.onError(async (error, context) => {
    const answered = await handle(error, context);
    const headers = new Headers(answered.headers);
    if (answered.status === 401) headers.set("WWW-Authenticate", 'Bearer realm="terrace"');
    if (!headers.get("Content-Type")?.startsWith("application/json")) return answered;
    const problem = (await answered.json()) as Problem;
    const { status } = answered;
    if (prefersHtml(context.req.raw)) {
      return htmlPage({
        title: problem.userMessage,
        path: [{ href: "/ogc", title: HOME }],
        body: failure(status, problem),
        status,
      });
    }
    const exception = { ...problem, description: `${problem.userMessage} / ${problem.message}` };
    return new Response(JSON.stringify(exception), { status, headers });
  });
  return app;
}

function failure(status: number, { code, message }: Problem) {
  return html`<p class="quiet">${message}</p><p class="quiet">${status} · ${code}</p>
${status === 401 ? html`<p><a href="/sign-in">登录</a></p>` : ""}`;
}
