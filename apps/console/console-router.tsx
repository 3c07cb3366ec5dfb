import { createRootRoute, createRoute, createRouter, lazyRouteComponent, useParams } from "@tanstack/react-router";
import type { ComponentType, ReactNode } from "react";
import { usePermissions } from "#platform/interface-kit";
import type { ConsolePage, PageProps } from "./console-page.ts";
import { NoPermission, NotFound, PageCrash, PageLoading } from "./page-states.tsx";
import { consolePages } from "./pages.ts";

/** One route for each page; the frame around them stays while the page in it changes. */
// biome-ignore lint/suspicious/noExplicitAny: the type of a router spells out every route; links here are plain addresses.
export function createConsoleRouter(frame: () => ReactNode): any {
  const root = createRootRoute({ component: frame, notFoundComponent: NotFound });
  const routes = consolePages.map((page) =>
    createRoute({ getParentRoute: () => root, path: page.path, component: guarded(page) }),
  );
  return createRouter({
    routeTree: root.addChildren(routes),
    // The pages read and write the query themselves (address-state): it passes through the router as it is.
    parseSearch: (text) => ({ text }),
    stringifySearch: (search) => String(search.text ?? ""),
    defaultPendingComponent: PageLoading,
    defaultErrorComponent: PageCrash,
    defaultNotFoundComponent: NotFound,
    notFoundMode: "root",
  });
}

/** A page that the session may not use is not loaded at all. */
function guarded(page: ConsolePage): () => ReactNode {
  const Loaded = lazyRouteComponent(page.page) as ComponentType<PageProps>;
  return function GuardedPage() {
    const mayUse = usePermissions();
    const parameters = useParams({ strict: false }) as Readonly<Record<string, string>>;
    if (!mayUse(page.permission)) return <NoPermission permission={page.permission ?? ""} />;
    return <Loaded parameters={parameters} />;
  };
}
