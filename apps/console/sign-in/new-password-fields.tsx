import { Input } from "antd";
import { type ReactNode, useState } from "react";
import { Field } from "#platform/interface-kit";
import { useConsoleTexts } from "../console-texts.ts";

export interface NewPassword {
  readonly password: string;
  readonly repeated: string;
}

/** Shorter ones the server refuses as well. */
export const shortestPassword = 12;

export function isUsable({ password, repeated }: NewPassword): boolean {
  return password.length >= shortestPassword && password === repeated;
}

/** A new password, twice. */
export function NewPasswordFields(props: {
  readonly value: NewPassword;
  readonly onChange: (value: NewPassword) => void;
}): ReactNode {
  const { text } = useConsoleTexts();
  const [isLeft, setIsLeft] = useState(false);
  const { value, onChange } = props;
  const differs = isLeft && value.repeated !== "" && value.password !== value.repeated;
  const isShort = isLeft && value.password.length < shortestPassword;
  return (
    <>
      <Field
        label={text("password.new")}
        hint={text("password.hint", { count: shortestPassword })}
        fault={isShort ? text("password.hint", { count: shortestPassword }) : undefined}
      >
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="new-password"
            required
            minLength={shortestPassword}
            value={value.password}
            onChange={(event) => onChange({ ...value, password: event.target.value })}
          />
        )}
      </Field>
      <Field label={text("password.repeat")} fault={differs ? text("password.differs") : undefined}>
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="new-password"
            required
            value={value.repeated}
            onBlur={() => setIsLeft(true)}
            onChange={(event) => onChange({ ...value, repeated: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}
