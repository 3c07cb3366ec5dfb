import { type QueryClient, QueryClientProvider, useQuery, useQueryClient } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { ConfigProvider } from "antd";
import english from "antd/locale/en_US";
import chinese from "antd/locale/zh_CN";
import { lazy, type ReactNode, Suspense, useEffect } from "react";
import {
  consoleTheme,
  onSessionEnded,
  openAddress,
  SessionProvider,
  TroublePanel,
  useAddressPath,
} from "#platform/interface-kit";
import type { ConsoleRouter } from "./console-router.tsx";
import { useConsoleTexts } from "./console-texts.ts";
import { CrashBoundary } from "./crash-boundary.tsx";
import { PageLoading } from "./page-states.tsx";
import { RecordSurroundings } from "./record-surroundings.tsx";
import { sessionQuery } from "./session-query.ts";

const SignInPage = lazy(() => import("./sign-in/sign-in.page.tsx"));
const SetUpPage = lazy(() => import("./sign-in/set-up.page.tsx"));
const FirstTotpPage = lazy(() => import("./sign-in/first-totp.page.tsx"));
const FirstPasswordPage = lazy(() => import("./sign-in/first-password.page.tsx"));

/** The desktop console: theme, language, data and the page that the address names. */
export function Console(props: { readonly queries: QueryClient; readonly router: ConsoleRouter }): ReactNode {
  const { language } = useConsoleTexts();
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <ConfigProvider
      theme={consoleTheme}
      locale={language === "en" ? english : chinese}
      button={{ autoInsertSpace: false }}
    >
      <QueryClientProvider client={props.queries}>
        <CrashBoundary>
          <Suspense fallback={<PageLoading />}>
            <Entrance router={props.router} />
          </Suspense>
        </CrashBoundary>
      </QueryClientProvider>
    </ConfigProvider>
  );
}

/** Lets in who is signed in, and shows everybody else the sign-in with the way back to where they wanted to go. */
function Entrance({ router }: { readonly router: ConsoleRouter }): ReactNode {
  const path = useAddressPath();
  const queries = useQueryClient();
  const session = useQuery(sessionQuery);
  const isEntrance = path === "/sign-in" || path === "/setup";

  useEffect(
    () =>
      onSessionEnded(() => {
        // What the last user saw must not be there for the next.
        queries.setQueryData(sessionQuery.queryKey, null);
        queries.removeQueries({ predicate: (query) => query.queryKey[0] !== sessionQuery.queryKey[0] });
      }),
    [queries],
  );
  const mustSignIn = session.data === null && !isEntrance;
  useEffect(() => {
    if (mustSignIn) openAddress(signInAddress(), "replace");
  }, [mustSignIn]);

  if (path === "/setup") return <SetUpPage />;
  if (session.isError) return <TroublePanel error={session.error} onRetry={() => void session.refetch()} />;
  if (path === "/sign-in") return session.data === undefined ? <PageLoading /> : <SignInPage />;
  if (!session.data) return <PageLoading />;
  return (
    <SessionProvider session={session.data}>
      {session.data.mustSetPassword ? (
        <FirstPasswordPage />
      ) : session.data.mustEnrolTotp ? (
        <FirstTotpPage />
      ) : (
        <RecordSurroundings>
          <RouterProvider router={router.routes} />
        </RecordSurroundings>
      )}
    </SessionProvider>
  );
}

function signInAddress(): string {
  const wanted = `${window.location.pathname}${window.location.search}`;
  return wanted === "/" ? "/sign-in" : `/sign-in?${new URLSearchParams({ return: wanted })}`;
}
