import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { type FormEvent, type ReactNode, useState } from "react";
import { apiRequest, type ConsoleSession, Field, TroubleNote } from "#platform/interface-kit";
import { useConsoleTexts } from "../console-texts.ts";
import { sessionQuery } from "../session-query.ts";
import { isUsable, type NewPassword, NewPasswordFields } from "../sign-in/new-password-fields.tsx";
import styles from "./account.module.css";

export function ChangePasswordForm({ onDone }: { readonly onDone?: () => void }): ReactNode {
  const { text } = useConsoleTexts();
  const queries = useQueryClient();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState<NewPassword>({ password: "", repeated: "" });
  const change = useMutation({
    mutationFn: () =>
      apiRequest<ConsoleSession>("/api/account/password", { method: "POST", body: { current, next: next.password } }),
    onSuccess: (session) => {
      queries.setQueryData(sessionQuery.queryKey, session);
      onDone?.();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Field label={text("password.current")}>
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="current-password"
            autoFocus
            required
            value={current}
            onChange={(event) => setCurrent(event.target.value)}
          />
        )}
      </Field>
      <NewPasswordFields value={next} onChange={setNext} />
      <TroubleNote error={change.error} />
      <Button type="primary" htmlType="submit" disabled={!isUsable(next)} loading={change.isPending}>
        {text("password.submit")}
      </Button>
    </form>
  );
}
