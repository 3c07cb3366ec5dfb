import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import type { ReactNode } from "react";
import { apiRequest, TroubleNote } from "#platform/interface-kit";
import { useConsoleTexts } from "../console-texts.ts";
import type { Account } from "./accounts.ts";
import styles from "./system.module.css";

/** What is done to an account at once: a new password, the end of a lock, out of use or back. */
export function AccountSteps(props: {
  readonly account: Account;
  readonly onPassword: (password: string) => void;
  readonly onDone: () => void;
}): ReactNode {
  const { text } = useConsoleTexts();
  const { account } = props;
  const address = `/api/users/${account.id}`;
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: ["users"] });
  const reset = useMutation({
    mutationFn: () => apiRequest<{ oneTimePassword: string }>(`${address}/password-reset`, { method: "POST" }),
    onSuccess: async ({ oneTimePassword }) => {
      props.onPassword(oneTimePassword);
      await refresh();
    },
  });
  const unlock = useMutation({
    mutationFn: () => apiRequest(`${address}/unlock`, { method: "POST" }),
    onSuccess: async () => {
      await refresh();
      props.onDone();
    },
  });
  const disable = useMutation({
    mutationFn: () =>
      apiRequest(address, { method: "PATCH", body: { version: account.version, isDisabled: !account.isDisabled } }),
    onSuccess: async () => {
      await refresh();
      props.onDone();
    },
  });
  return (
    <section className={styles.accountSteps} aria-label={text("users.steps")}>
      <Button loading={reset.isPending} onClick={() => reset.mutate()}>
        {text("users.resetPassword")}
      </Button>
      {account.lockedUntil === null ? null : (
        <Button loading={unlock.isPending} onClick={() => unlock.mutate()}>
          {text("users.unlock")}
        </Button>
      )}
      <Button danger={!account.isDisabled} loading={disable.isPending} onClick={() => disable.mutate()}>
        {text(account.isDisabled ? "users.enable" : "users.disable")}
      </Button>
      <TroubleNote error={reset.error ?? unlock.error ?? disable.error} />
    </section>
  );
}
