import { Component, type ErrorInfo, type ReactNode } from "react";
import { PageCrash } from "./page-states.tsx";

/** A bug in the frame itself, or in sign-in; React offers this to class components only. */
export class CrashBoundary extends Component<{ readonly children: ReactNode }, { error?: Error }> {
  override state: { error?: Error } = {};

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    console.error(error, info.componentStack);
  }

  override render(): ReactNode {
    return this.state.error ? <PageCrash error={this.state.error} /> : this.props.children;
  }
}
