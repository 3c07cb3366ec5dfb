import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Input, type InputRef } from "antd";
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import {
  ApiProblem,
  apiRequest,
  type ConsoleSession,
  Field,
  formatTimestamp,
  openAddress,
  safeReturnAddress,
  TroubleNote,
  useAddressQuery,
  usePageTitle,
} from "#platform/interface-kit";
import { BareFrame } from "../bare-frame.tsx";
import { useConsoleTexts } from "../console-texts.ts";
import { sessionQuery, signInMethodsQuery } from "../session-query.ts";
import styles from "./sign-in.module.css";

/** 登录: name and password, then the code of the authenticator where the account has one. */
export default function SignInPage(): ReactNode {
  const { text } = useConsoleTexts();
  usePageTitle(text("signIn.title"));
  const queries = useQueryClient();
  const isSignedIn = useQuery(sessionQuery).data != null;
  useEffect(() => {
    if (isSignedIn) openAddress(returnAddress(), "replace");
  }, [isSignedIn]);

  return (
    <BareFrame>
      <div className={styles.card}>
        <h1 className={styles.title}>{text("signIn.title")}</h1>
        <CameBackWith />
        <SignInForm onSignedIn={(session) => queries.setQueryData(sessionQuery.queryKey, session)} />
        <OtherWays />
      </div>
    </BareFrame>
  );
}

const problems = ["oidc-failed", "oidc-unavailable", "oidc-account-unknown"] as const;

/** Why the way by the identity provider led back here. */
function CameBackWith(): ReactNode {
  const { text } = useConsoleTexts();
  const told = new URLSearchParams(useAddressQuery()).get("problem");
  const problem = problems.find((candidate) => candidate === told);
  return problem ? <Alert type="error" role="alert" showIcon title={text(`signIn.problem.${problem}`)} /> : null;
}

function SignInForm({ onSignedIn }: { readonly onSignedIn: (session: ConsoleSession) => void }): ReactNode {
  const { text } = useConsoleTexts();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [totp, setTotp] = useState("");
  const [needsTotp, setNeedsTotp] = useState(false);
  const [usesRecoveryCode, setUsesRecoveryCode] = useState(false);
  const switchCode = () => {
    setUsesRecoveryCode(!usesRecoveryCode);
    setTotp("");
    codeInput.current?.focus();
  };
  const codeInput = useRef<InputRef>(null);
  const signIn = useMutation({
    mutationFn: () =>
      apiRequest<ConsoleSession>("/api/session", {
        method: "POST",
        body: { name: name.trim(), password, ...(needsTotp ? { totp: totp.replaceAll(" ", "") } : {}) },
      }),
    onSuccess: onSignedIn,
    onError: (error) => {
      if (codeOf(error) === "totp-required") setNeedsTotp(true);
    },
  });
  useEffect(() => {
    if (needsTotp) codeInput.current?.focus();
  }, [needsTotp]);
  // Nothing is wrong yet: the name and the password were right.
  const isAskingForCode =
    codeOf(signIn.error) === "totp-required" &&
    !(signIn.error instanceof ApiProblem && signIn.error.details.reason === "wrong-or-used");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };

  return (
    <form className={styles.form} onSubmit={submit}>
      <Field label={text("signIn.name")}>
        {(control) => (
          <Input
            {...control}
            size="large"
            autoComplete="username"
            autoFocus
            required
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Field label={text("signIn.password")}>
        {(control) => (
          <Input
            {...control}
            size="large"
            type="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        )}
      </Field>
      {needsTotp ? (
        <Field
          label={text(usesRecoveryCode ? "signIn.recoveryCode" : "signIn.totp")}
          hint={text(usesRecoveryCode ? "signIn.recoveryCodeHint" : "signIn.totpHint")}
        >
          {(control) => (
            <Input
              {...control}
              ref={codeInput}
              size="large"
              inputMode={usesRecoveryCode ? "text" : "numeric"}
              autoComplete={usesRecoveryCode ? "off" : "one-time-code"}
              maxLength={usesRecoveryCode ? 19 : 7}
              required
              value={totp}
              onChange={(event) => setTotp(event.target.value)}
            />
          )}
        </Field>
      ) : null}
      {needsTotp ? (
        <Button type="link" onClick={switchCode}>
          {text(usesRecoveryCode ? "signIn.useTotp" : "signIn.useRecoveryCode")}
        </Button>
      ) : null}
      {isAskingForCode ? null : <TroubleNote error={signIn.error} />}
      <LockedUntil error={signIn.error} />
      <Button type="primary" size="large" htmlType="submit" loading={signIn.isPending} block>
        {text("signIn.submit")}
      </Button>
    </form>
  );
}

function LockedUntil({ error }: { readonly error: Error | null }): ReactNode {
  const { text } = useConsoleTexts();
  const until = error instanceof ApiProblem ? error.details.until : undefined;
  if (codeOf(error) !== "sign-in-locked" || typeof until !== "string") return null;
  return <p className={styles.note}>{text("signIn.lockedUntil", { time: formatTimestamp(until) })}</p>;
}

/** Single sign-on where the server has it, and what to do before the first administrator exists. */
function OtherWays(): ReactNode {
  const { text, pick } = useConsoleTexts();
  const methods = useQuery(signInMethodsQuery).data;
  if (!methods) return null;
  return (
    <>
      {methods.oidc ? (
        <Button size="large" href={oidcAddress(methods.oidc.startPath)} block>
          {pick(methods.oidc.labelZh, methods.oidc.labelEn)}
        </Button>
      ) : null}
      {methods.isSetUp ? null : <p className={styles.note}>{text("signIn.notSetUp")}</p>}
    </>
  );
}

function oidcAddress(startPath: string): string {
  return `${startPath}?${new URLSearchParams({ return: returnAddress() })}`;
}

function returnAddress(): string {
  return safeReturnAddress(new URLSearchParams(window.location.search).get("return"));
}

function codeOf(error: Error | null): string | undefined {
  return error instanceof ApiProblem ? error.code : undefined;
}
