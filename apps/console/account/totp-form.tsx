import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Input, QRCode } from "antd";
import { type FormEvent, type ReactNode, useState } from "react";
import { apiRequest, Field, TroubleNote, useSession } from "#platform/interface-kit";
import { useConsoleTexts } from "../console-texts.ts";
import { sessionQuery } from "../session-query.ts";
import styles from "./account.module.css";
import { RecoveryCodes } from "./recovery-codes.tsx";

interface TotpState {
  readonly isOn: boolean;
  readonly isRequired: boolean;
  readonly recoveryCodesLeft: number;
}

interface NewCodes {
  readonly recoveryCodes: readonly string[];
}

const totpQuery = queryOptions({
  queryKey: ["account", "totp"],
  queryFn: ({ signal }) => apiRequest<TotpState>("/api/account/totp", { signal }),
});

/** 两步验证: set up with a picture, a link and the text of the secret; taken away with the password. */
export default function TotpForm({ onDone }: { readonly onDone: () => void }): ReactNode {
  return useSession()?.user.hasTotp ? <RemoveTotp onDone={onDone} /> : <SetUpTotp onDone={onDone} />;
}

function SetUpTotp({ onDone }: { readonly onDone: () => void }): ReactNode {
  const { text } = useConsoleTexts();
  const queries = useQueryClient();
  const [code, setCode] = useState("");
  const start = useMutation({
    mutationFn: () => apiRequest<{ secret: string; address: string }>("/api/account/totp/start", { method: "POST" }),
  });
  const confirm = useMutation({
    mutationFn: () =>
      apiRequest<NewCodes>("/api/account/totp/confirm", { method: "POST", body: { code: code.replaceAll(" ", "") } }),
  });
  if (confirm.data) {
    // The session is asked for anew only now: it takes this page away where nothing but the second step kept it here.
    const finish = async () => {
      await queries.invalidateQueries({ queryKey: totpQuery.queryKey });
      await queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
      onDone();
    };
    return <RecoveryCodes codes={confirm.data.recoveryCodes} onKept={() => void finish()} />;
  }
  if (!start.data) {
    return (
      <div className={styles.form}>
        <p>{text("totp.text")}</p>
        <TroubleNote error={start.error} />
        <Button type="primary" loading={start.isPending} onClick={() => start.mutate()}>
          {text("totp.start")}
        </Button>
      </div>
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    confirm.mutate();
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <p>{text("totp.scan")}</p>
      <QRCode value={start.data.address} type="canvas" bordered={false} size={176} aria-label={text("totp.picture")} />
      <p>
        {text("totp.secret")} <code className={styles.secret}>{start.data.secret.replaceAll(/(.{4})/g, "$1 ")}</code>
      </p>
      <p>
        <a href={start.data.address}>{text("totp.link")}</a>
      </p>
      <Field label={text("signIn.totp")} hint={text("totp.codeHint")}>
        {(control) => (
          <Input
            {...control}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={7}
            required
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        )}
      </Field>
      <TroubleNote error={confirm.error} />
      <Button type="primary" htmlType="submit" loading={confirm.isPending}>
        {text("totp.confirm")}
      </Button>
    </form>
  );
}

function RemoveTotp({ onDone }: { readonly onDone: () => void }): ReactNode {
  const { text } = useConsoleTexts();
  const queries = useQueryClient();
  const [password, setPassword] = useState("");
  const state = useQuery(totpQuery);
  const renew = useMutation({
    mutationFn: () => apiRequest<NewCodes>("/api/account/totp/recovery-codes", { method: "POST", body: { password } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: totpQuery.queryKey }),
  });
  const remove = useMutation({
    mutationFn: () => apiRequest("/api/account/totp", { method: "DELETE", body: { password } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    renew.mutate();
  };
  if (renew.data) return <RecoveryCodes codes={renew.data.recoveryCodes} onKept={onDone} />;
  return (
    <form className={styles.form} onSubmit={submit}>
      <p>{text("totp.isOn")}</p>
      {state.data ? <p>{text("totp.codes.left", { count: state.data.recoveryCodesLeft })}</p> : null}
      {state.data?.isRequired ? <p>{text("totp.isRequired")}</p> : null}
      <Field label={text("password.current")}>
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
      <TroubleNote error={renew.error ?? remove.error} />
      <Button htmlType="submit" loading={renew.isPending}>
        {text("totp.codes.renew")}
      </Button>
      <Button danger disabled={password === ""} loading={remove.isPending} onClick={() => remove.mutate()}>
        {text(state.data?.isRequired ? "totp.change" : "totp.remove")}
      </Button>
    </form>
  );
}
