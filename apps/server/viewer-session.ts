import { Hono } from "hono";

/**
 * Who looks at surveys of this machine without a database: nobody signs in, and nothing but surveys is there
 * (`terrace serve`).
 */
const VIEWER = {
  user: {
    id: "00000000-0000-0000-0000-000000000000",
    name: "viewer",
    displayName: "本机查看",
    organisation: { id: "00000000-0000-0000-0000-000000000000", nameZh: "本机", nameEn: "This machine" },
    scope: "city",
    divisions: [],
    roles: [],
  },
  permissions: ["survey.view"],
  mustSetPassword: false,
  isViewer: true,
};

/** What the console asks first, answered without people. */
export function viewerRoutes(): Hono {
  const app = new Hono();
  app.get("/session", (context) => context.json(VIEWER));
  app.get("/record-sets", (context) => context.json([]));
  return app;
}
