import { createRootRoute, createRoute, createRouter, lazyRouteComponent, useParams } from "@tanstack/react-router";
import type { ComponentType, ReactNode } from "react";
import { type ConsoleSession, usePermissions, useSession } from "#platform/interface-kit";
import { openedPath } from "./console-address.ts";
import type { ConsolePage, PageProps } from "./console-page.ts";
import { NoPermission, NotFound, PageCrash, PageLoading } from "./page-states.tsx";
import { consolePages } from "./pages.ts";

export interface ConsoleRouter {
  // biome-ignore lint/suspicious/noExplicitAny: the type of a router spells out every route; links here are plain addresses.
  readonly routes: any;
  /** Loads the page that the address names ahead of its rendering, where the session may use it. Rejects where that fails. */
  prepare(session: ConsoleSession): Promise<void>;
}

interface LoadedPage {
  readonly page: ConsolePage;
  readonly View: ReturnType<typeof lazyRouteComponent> & ComponentType<PageProps>;
}

/** One route for each page; the frame around them stays while the page in it changes. */
export function createConsoleRouter(frame: () => ReactNode): ConsoleRouter {
  const pages = new Map<string, LoadedPage>(
    consolePages.map((page) => [page.path, { page, View: lazyRouteComponent(page.page) as LoadedPage["View"] }]),
  );
  const pageOf = (path: string, isViewer: boolean) => pages.get(openedPath(path, isViewer));
  const root = createRootRoute({ component: frame, notFoundComponent: NotFound });
  const children = consolePages.map(({ path }) =>
    createRoute({ getParentRoute: () => root, path, component: guarded((isViewer) => pageOf(path, isViewer)) }),
  );
  const routes = createRouter({
    routeTree: root.addChildren(children),
    // The pages read and write the query themselves (address-state): it passes through the router as it is.
    parseSearch: (text) => ({ text }),
    stringifySearch: (search) => String(search.text ?? ""),
    defaultPendingComponent: PageLoading,
    defaultErrorComponent: PageCrash,
    defaultNotFoundComponent: NotFound,
    notFoundMode: "root",
  });
  return {
    routes,
    prepare: async (session) => {
      await routes.load();
      const named = pageOf(String(routes.state.matches.at(-1)?.routeId), session.isViewer === true);
      if (named && isAllowed(named.page, session)) await named.View.preload?.();
    },
  };
}

function isAllowed({ permission }: ConsolePage, session: ConsoleSession): boolean {
  return permission === null || session.permissions.includes(permission);
}

/** A page that the session may not use is not loaded at all. */
function guarded(pageFor: (isViewer: boolean) => LoadedPage | undefined): () => ReactNode {
  return function GuardedPage() {
    const mayUse = usePermissions();
    const parameters = useParams({ strict: false }) as Readonly<Record<string, string>>;
    const opened = pageFor(useSession()?.isViewer === true);
    if (!opened) return <NotFound />;
    const { page, View } = opened;
    if (!mayUse(page.permission)) return <NoPermission permission={page.permission ?? ""} />;
    return <View parameters={parameters} />;
  };
}
