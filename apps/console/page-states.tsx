import { type ReactNode, useEffect } from "react";
import { LoadingPanel, StatePanel, useAddressPath, usePageTitle } from "#platform/interface-kit";
import { useConsoleTexts } from "./console-texts.ts";

export function PageLoading(): ReactNode {
  return <LoadingPanel label={useConsoleTexts().text("page.loading")} />;
}

export function NotFound(): ReactNode {
  const { text } = useConsoleTexts();
  const path = useAddressPath();
  usePageTitle(text("notFound.title"));
  return (
    <StatePanel tone="empty" title={text("notFound.title")}>
      <p>{text("notFound.text", { path })}</p>
      <p>
        <a href="/">{text("notFound.open")}</a>
      </p>
    </StatePanel>
  );
}

export function NoPermission({ permission }: { readonly permission: string }): ReactNode {
  const { text } = useConsoleTexts();
  usePageTitle(text("noPermission.title"));
  return (
    <StatePanel tone="empty" title={text("noPermission.title")}>
      <p>{text("noPermission.text")}</p>
      <p>
        <code>{permission}</code>
      </p>
    </StatePanel>
  );
}

/** A bug in a page leaves words instead of an empty page, and the menu beside them. */
export function PageCrash({ error }: { readonly error: unknown }): ReactNode {
  const { text } = useConsoleTexts();
  useEffect(() => console.error(error), [error]);
  return (
    <StatePanel
      tone="error"
      title={text("crash.title")}
      retry={{ label: text("crash.reload"), onRetry: () => window.location.reload() }}
    >
      <p>{text("crash.text")}</p>
      <p>
        <code>{error instanceof Error ? error.message : String(error)}</code>
      </p>
    </StatePanel>
  );
}
