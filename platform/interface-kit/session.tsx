import { createContext, type ReactNode, useContext, useMemo } from "react";

export type SessionScope = "city" | "division" | "department" | "enterprise" | "service-unit" | "none";

/** Who is signed in, as `GET /api/session` tells it. */
export interface ConsoleSession {
  readonly user: {
    readonly id: string;
    readonly name: string;
    readonly displayName: string;
    readonly organisation: { readonly id: string; readonly nameZh: string; readonly nameEn: string } | null;
    readonly scope: SessionScope;
    /** Codes of the divisions that a division scope reaches. */
    readonly divisions: readonly string[];
    readonly roles: readonly string[];
    readonly hasTotp?: boolean;
  };
  readonly permissions: readonly string[];
  readonly mustSetPassword: boolean;
  readonly mustEnrolTotp?: boolean;
  /** Nobody signs in on this server, or nobody can yet: whoever reaches it looks at its surveys. */
  readonly isViewer?: boolean;
  /** … until the first administrator is set. */
  readonly awaitsSetUp?: boolean;
}

const SessionContext = createContext<ConsoleSession | null>(null);

export function SessionProvider(props: {
  readonly session: ConsoleSession | null;
  readonly children: ReactNode;
}): ReactNode {
  return <SessionContext value={props.session}>{props.children}</SessionContext>;
}

/** Null where nobody is signed in: sign-in and set-up. */
export function useSession(): ConsoleSession | null {
  return useContext(SessionContext);
}

/** Whether the session may do something. The server decides; this only spares people buttons that will be refused. */
export function usePermissions(): (permission: string | null) => boolean {
  const session = useSession();
  return useMemo(() => {
    const permissions = new Set(session?.permissions);
    return (permission) => permission === null || permissions.has(permission);
  }, [session]);
}
