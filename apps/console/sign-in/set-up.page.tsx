import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { type FormEvent, type ReactNode, useState } from "react";
import {
  apiRequest,
  type ConsoleSession,
  Field,
  openAddress,
  StatePanel,
  TroubleNote,
  usePageTitle,
} from "#platform/interface-kit";
import { BareFrame } from "../bare-frame.tsx";
import { useConsoleTexts } from "../console-texts.ts";
import { sessionQuery, signInMethodsQuery } from "../session-query.ts";
import { isUsable, type NewPassword, NewPasswordFields } from "./new-password-fields.tsx";
import styles from "./sign-in.module.css";

/** The first administrator, by the one-time link that the first start printed. */
export default function SetUpPage(): ReactNode {
  const { text } = useConsoleTexts();
  usePageTitle(text("setUp.title"));
  const methods = useQuery(signInMethodsQuery);
  const token = new URLSearchParams(window.location.search).get("token");
  return (
    <BareFrame>
      <div className={styles.card}>
        <h1 className={styles.title}>{text("setUp.title")}</h1>
        {methods.data?.isSetUp ? (
          <StatePanel tone="empty" title={text("setUp.done.title")}>
            <p>{text("setUp.done.text")}</p>
            <p>
              <a href="/sign-in">{text("setUp.signIn")}</a>
            </p>
          </StatePanel>
        ) : token === null || token === "" ? (
          <StatePanel tone="error" title={text("setUp.noToken.title")}>
            <p>{text("setUp.noToken.text")}</p>
          </StatePanel>
        ) : (
          <SetUpForm token={token} />
        )}
      </div>
    </BareFrame>
  );
}

function SetUpForm({ token }: { readonly token: string }): ReactNode {
  const { text } = useConsoleTexts();
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const [displayName, setDisplayName] = useState("");
  const [password, setPassword] = useState<NewPassword>({ password: "", repeated: "" });
  const setUp = useMutation({
    mutationFn: () =>
      apiRequest<ConsoleSession>("/api/setup", {
        method: "POST",
        body: { token, name: name.trim(), displayName: displayName.trim(), password: password.password },
      }),
    onSuccess: (session) => {
      queries.setQueryData(sessionQuery.queryKey, session);
      openAddress("/", "replace");
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setUp.mutate();
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <p className={styles.note}>{text("setUp.text")}</p>
      <Field label={text("setUp.name")} hint={text("setUp.nameHint")}>
        {(control) => (
          <Input
            {...control}
            autoComplete="username"
            autoFocus
            required
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Field label={text("setUp.displayName")}>
        {(control) => (
          <Input
            {...control}
            autoComplete="name"
            required
            value={displayName}
            onChange={(event) => setDisplayName(event.target.value)}
          />
        )}
      </Field>
      <NewPasswordFields value={password} onChange={setPassword} />
      <TroubleNote error={setUp.error} />
      <Button type="primary" htmlType="submit" disabled={!isUsable(password)} loading={setUp.isPending} block>
        {text("setUp.submit")}
      </Button>
    </form>
  );
}
