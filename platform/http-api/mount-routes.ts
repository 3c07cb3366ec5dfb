import { type Context, Hono } from "hono";
import { TerraceError } from "#errors";
import type { Database, FirstDuty, Session } from "#platform/database";
import { parseInput } from "./parse-input.ts";
import type { Route, RouteAccess } from "./route.ts";

export interface MountOptions {
  readonly routes: readonly Route[];
  readonly database: Pick<Database, "asSession">;
  /** Who asks, by the request's cookie or key; nobody where it has none that is valid. */
  readonly identify: (request: Request) => Promise<Session>;
}

const BODY_LIMIT = 8 * 1024 * 1024;
const READING: ReadonlySet<string> = new Set(["get", "head"]);
/** A page of another origin cannot set it without being allowed to, so a request that has it was made by our own page. */
const OWN_REQUEST = "X-Terrace-Request";

/** The routes as one application under `/api`, each behind its access rule. */
export function mountRoutes({ routes, database, identify }: MountOptions): Hono {
  const app = new Hono();
  // Parameters match anything; what is written out must be asked first.
  const ordered = [...routes].sort((a, b) => Number(a.path.includes("{")) - Number(b.path.includes("{")));
  for (const route of ordered) {
    app.on(route.method.toUpperCase(), route.path.replaceAll(/\{(\w+)\}/g, ":$1"), async (context) => {
      const session = await identify(context.req.raw);
      refuseForgery(route, context.req.raw);
      refuseWithoutAccess(route.access, session);
      const answer = await route.handle({
        params: route.params && parseInput(route.params, context.req.param()),
        query: route.query && parseInput(route.query, context.req.query()),
        body: route.body && parseInput(route.body, await readBody(context)),
        session,
        transaction: (work) => database.asSession(session, work),
        request: context.req.raw,
        address: addressOf(context),
      });
      if (answer instanceof Response) return answer;
      // What a person sees is not for a shared cache, nor for the next person at the same machine.
      context.header("Cache-Control", "no-store");
      if (route.response === "raw") throw new Error(`${route.method} ${route.path} gave no response`);
      return context.json(route.response.parse(answer) as object);
    });
  }
  return app;
}

/**
 * For what is not a route, such as tiles.
 * @throws TerraceError `sign-in-needed`, `password-must-be-set`, `totp-must-be-set`, `permission-missing`
 */
export function refuseWithoutAccess(access: RouteAccess, session: Session): void {
  if (access.kind === "everyone") return;
  if (session.userId === null) {
    throw new TerraceError({
      code: "sign-in-needed",
      userMessage: "请先登录；若刚才已登录，可能是登录已过期，请重新登录。",
      message: "Sign in first; an earlier sign-in may have expired.",
    });
  }
  const { mustFirst } = session;
  if (mustFirst !== undefined && !(access.kind === "signed-in" && access.openTo.includes(mustFirst))) {
    throw dutyFirst(mustFirst);
  }
  if (access.kind === "permission" && !session.permissions.includes(access.permission)) {
    throw new TerraceError({
      code: "permission-missing",
      userMessage: "您的账号没有这项权限。如工作需要，请联系系统管理员。",
      message: `Your account lacks the permission ${access.permission}. Ask the administrator if your work needs it.`,
      details: { permission: access.permission },
    });
  }
}

function dutyFirst(duty: FirstDuty): TerraceError {
  if (duty === "set-password") {
    return new TerraceError({
      code: "password-must-be-set",
      userMessage: "请先设置自己的新密码，再使用其他功能。",
      message: "Set a password of your own first.",
    });
  }
  return new TerraceError({
    code: "totp-must-be-set",
    userMessage:
      "您的角色必须启用动态口令（两步验证）。请在页面上登录并完成设置，之后再使用其他功能；接口密钥也在设置之后恢复。",
    message:
      "One of your roles needs two-step sign-in. Sign in on the page and set it up before anything else; API keys work again after that.",
  });
}

/** Another site's page can make a browser send our cookie, but not our header. A key in `Authorization` is sent by no browser. */
function refuseForgery(route: Route, request: Request): void {
  if (READING.has(route.method) || request.headers.has(OWN_REQUEST) || request.headers.has("Authorization")) return;
  throw new TerraceError({
    code: "request-forged",
    userMessage: "这个请求不是从本系统的页面发出的，已拒绝。请从系统页面重新操作。",
    message: `The request did not come from a page of this system: the header ${OWN_REQUEST} is missing.`,
  });
}

async function readBody(context: Context): Promise<unknown> {
  const length = Number(context.req.header("Content-Length") ?? 0);
  const text = length > BODY_LIMIT ? null : await context.req.text();
  if (text === null || text.length > BODY_LIMIT) {
    throw new TerraceError({
      code: "request-too-large",
      userMessage: "提交的内容太大（上限 8 MB）。文件请用附件上传，数据请用导入功能。",
      message: "The request is too large (8 MB at most). Upload files as attachments, data by import.",
    });
  }
  if (text === "") return {};
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new TerraceError({
      code: "request-invalid",
      userMessage: "请求的内容不是有效的 JSON。请刷新页面后重试。",
      message: "The body of the request is not valid JSON.",
      cause,
    });
  }
}

/** As the adapter of Node's server gives it; nothing where a request was made in the process. */
function addressOf(context: Context): string {
  const incoming = (context.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming;
  return incoming?.socket?.remoteAddress ?? "";
}
