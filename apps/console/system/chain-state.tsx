import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import type { ReactNode } from "react";
import { apiRequest, TroubleNote } from "#platform/interface-kit";
import { useConsoleTexts } from "../console-texts.ts";
import styles from "./system.module.css";

interface Verification {
  readonly ok: boolean;
  readonly lines: number;
  readonly lastHash: string;
  readonly fault: { readonly id: number; readonly reason: "edited" | "missing" | "broken" } | null;
}

/** Recomputes the chain of the history when asked: of a long history that takes a while. */
export function ChainState(): ReactNode {
  const { text } = useConsoleTexts();
  const verification = useQuery({
    queryKey: ["audit-verification"],
    queryFn: ({ signal }) => apiRequest<Verification>("/api/audit/verification", { signal }),
    enabled: false,
  });
  const { data } = verification;
  return (
    <div className={styles.chain}>
      <Button loading={verification.isFetching} onClick={() => void verification.refetch()}>
        {text("audit.verify")}
      </Button>
      <span role="status" data-ok={data?.ok} className={styles.chainState}>
        {data === undefined || verification.isFetching
          ? null
          : data.fault === null
            ? text("audit.chainHolds", { count: data.lines.toLocaleString("en-US"), hash: data.lastHash.slice(0, 16) })
            : text(`audit.chainFault.${data.fault.reason}`, { id: data.fault.id })}
      </span>
      <TroubleNote error={verification.error} />
    </div>
  );
}
