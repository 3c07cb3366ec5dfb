import { useQuery } from "@tanstack/react-query";
import { Input } from "antd";
import { type ReactNode, useState } from "react";
import { Field } from "#platform/interface-kit";
import { useConsoleTexts } from "../console-texts.ts";
import { signInMethodsQuery } from "../session-query.ts";

export interface NewPassword {
  readonly password: string;
  readonly repeated: string;
}

/** Whether it is worth sending; what makes a password weak the server says. */
export function isUsable({ password, repeated }: NewPassword): boolean {
  return password !== "" && password === repeated;
}

/** A new password, twice. */
export function NewPasswordFields(props: {
  readonly value: NewPassword;
  readonly onChange: (value: NewPassword) => void;
}): ReactNode {
  const { text } = useConsoleTexts();
  const [isLeft, setIsLeft] = useState(false);
  const { value, onChange } = props;
  const shortest = useQuery(signInMethodsQuery).data?.shortestPassword;
  const differs = isLeft && value.repeated !== "" && value.password !== value.repeated;
  const isShort = isLeft && shortest !== undefined && value.password.length < shortest;
  return (
    <>
      <Field
        label={text("password.new")}
        hint={shortest === undefined ? undefined : text("password.hint", { count: shortest })}
        fault={isShort ? text("password.short", { count: shortest }) : undefined}
      >
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="new-password"
            required
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
