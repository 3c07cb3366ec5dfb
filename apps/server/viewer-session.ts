import { Hono } from "hono";

/** Who looks at surveys without being signed in: nothing but surveys is there. */
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

/**
 * What the console asks first, answered without people.
 *
 * @param awaitsSetUp there is a database that waits for its first administrator; else there is none (`terrace serve`)
 */
export function viewerRoutes(awaitsSetUp: boolean): Hono {
  const app = new Hono();
  app.get("/session", (context) =>
    context.json({ ...VIEWER, awaitsSetUp }, { headers: { "Cache-Control": "no-store" } }),
  );
  app.get("/record-sets", (context) => context.json([]));
  return app;
}
