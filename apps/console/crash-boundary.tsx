import { Component, type ErrorInfo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { StatePanel } from "#platform/interface-kit";

/** A bug in a screen leaves words instead of an empty page; React offers this to class components only. */
export class CrashBoundary extends Component<{ readonly children: ReactNode }, { error?: Error }> {
  override state: { error?: Error } = {};

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    console.error(error, info.componentStack);
  }

  override render(): ReactNode {
    return this.state.error ? <Crash error={this.state.error} /> : this.props.children;
  }
}

function Crash({ error }: { readonly error: Error }): ReactNode {
  const { t } = useTranslation("console");
  return (
    <StatePanel
      tone="error"
      title={t("crash.title")}
      retry={{ label: t("crash.reload"), onRetry: () => window.location.reload() }}
    >
      <p>{t("crash.text")}</p>
      <p>
        <code>{error.message}</code>
      </p>
    </StatePanel>
  );
}
