import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Checkbox, Input, Select } from "antd";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import {
  apiRequest,
  Field,
  Icon,
  organisationsQuery,
  SidePanel,
  TroubleNote,
  usePermissions,
} from "#platform/interface-kit";
import { useConsoleTexts } from "../console-texts.ts";
import { AccountSteps } from "./account-steps.tsx";
import {
  type Account,
  type AccountFacts,
  type AccountScope,
  accountScopes,
  changedFacts,
  type Role,
} from "./accounts.ts";
import { OneTimePassword } from "./one-time-password.tsx";
import styles from "./system.module.css";

/** One account: its facts for the system administrator, its roles for the security administrator. */
export function AccountPanel(props: {
  readonly account: Account | undefined;
  readonly roles: readonly Role[];
  readonly onClose: () => void;
}): ReactNode {
  const { text } = useConsoleTexts();
  const { account, onClose } = props;
  const mayUse = usePermissions();
  const form = useId();
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const [facts, setFacts] = useState<AccountFacts>(() => factsOf(account));
  const [password, setPassword] = useState<string>();
  const isManageable = account === undefined || account.isManageable;
  const mayChangeFacts = isManageable && mayUse("system.accounts");
  const mayGrant = isManageable && mayUse("system.grants");
  const save = useMutation({
    mutationFn: async () => {
      if (account === undefined) {
        const body = { name: name.trim(), ...facts };
        return apiRequest<{ oneTimePassword: string | null }>("/api/users", { method: "POST", body });
      }
      const body = { version: account.version, ...changedFacts(factsOf(account), facts) };
      await apiRequest(`/api/users/${account.id}`, { method: "PATCH", body });
      return { oneTimePassword: null };
    },
    onSuccess: async ({ oneTimePassword }) => {
      await queries.invalidateQueries({ queryKey: ["users"] });
      if (oneTimePassword === null) onClose();
      else setPassword(oneTimePassword);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  if (password !== undefined) {
    return (
      <SidePanel isOpen title={text("users.password.title")} onClose={onClose}>
        <OneTimePassword password={password} />
      </SidePanel>
    );
  }
  return (
    <SidePanel
      isOpen
      title={account?.displayName ?? text("users.new")}
      onClose={onClose}
      footer={
        mayChangeFacts || mayGrant ? (
          <Button type="primary" htmlType="submit" form={form} loading={save.isPending}>
            {text(account ? "users.save" : "users.create")}
          </Button>
        ) : null
      }
    >
      <form id={form} className={styles.form} onSubmit={submit}>
        {isManageable ? null : <p className={styles.note}>{text("users.notManageable")}</p>}
        {account ? null : (
          <Field label={text("signIn.name")} isRequired>
            {(control) => (
              <Input
                {...control}
                required
                maxLength={64}
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
        )}
        <FactFields facts={facts} isDisabled={!mayChangeFacts} onChange={setFacts} />
        <RoleField
          facts={facts}
          roles={props.roles}
          isDisabled={!mayGrant}
          onChange={(roles) => setFacts({ ...facts, roles })}
        />
        <TroubleNote error={save.error} />
      </form>
      {account && mayChangeFacts ? <AccountSteps account={account} onPassword={setPassword} onDone={onClose} /> : null}
    </SidePanel>
  );
}

function FactFields(props: {
  readonly facts: AccountFacts;
  readonly isDisabled: boolean;
  readonly onChange: (facts: AccountFacts) => void;
}): ReactNode {
  const { text, pick, codeText } = useConsoleTexts();
  const { facts, isDisabled, onChange } = props;
  const organisations = useQuery(organisationsQuery).data ?? [];
  const divisions = organisations.filter(({ divisionCode, kind }) => divisionCode !== null && kind === "division");
  return (
    <>
      <Field label={text("setUp.displayName")} isRequired>
        {(control) => (
          <Input
            {...control}
            required
            disabled={isDisabled}
            value={facts.displayName}
            onChange={(event) => onChange({ ...facts, displayName: event.target.value })}
          />
        )}
      </Field>
      <Field label={text("users.organisation")} isRequired>
        {(control) => (
          <Select<string>
            {...control}
            disabled={isDisabled}
            showSearch={{ optionFilterProp: "label" }}
            suffixIcon={<Icon name="down" />}
            value={facts.organisationId === "" ? null : facts.organisationId}
            options={organisations.map(({ id, nameZh, nameEn }) => ({ value: id, label: pick(nameZh, nameEn) }))}
            onChange={(organisationId) => onChange({ ...facts, organisationId })}
          />
        )}
      </Field>
      <Field label={text("users.scope")} hint={text("users.scopeHint")} isRequired>
        {(control) => (
          <Select<AccountScope>
            {...control}
            disabled={isDisabled}
            suffixIcon={<Icon name="down" />}
            value={facts.scope}
            options={accountScopes.map((value) => ({ value, label: codeText("users.scope", value) }))}
            onChange={(scope) => onChange({ ...facts, scope, divisions: scope === "division" ? facts.divisions : [] })}
          />
        )}
      </Field>
      {facts.scope === "division" ? (
        <Field label={text("users.divisions")} isRequired>
          {(control) => (
            <Select<string[]>
              {...control}
              mode="multiple"
              disabled={isDisabled}
              suffixIcon={<Icon name="down" />}
              value={[...facts.divisions]}
              options={divisions.map(({ divisionCode, nameZh, nameEn }) => ({
                value: divisionCode ?? "",
                label: pick(nameZh, nameEn),
              }))}
              onChange={(codes) => onChange({ ...facts, divisions: codes })}
            />
          )}
        </Field>
      ) : null}
    </>
  );
}

function RoleField(props: {
  readonly facts: AccountFacts;
  readonly roles: readonly Role[];
  readonly isDisabled: boolean;
  readonly onChange: (roles: readonly string[]) => void;
}): ReactNode {
  const { text, pick } = useConsoleTexts();
  const { facts, roles, isDisabled } = props;
  return (
    <fieldset className={styles.roles}>
      <legend>{text("users.roles")}</legend>
      {roles.map((role) => {
        const isChosen = facts.roles.includes(role.id);
        const fits = role.scopes === null || role.scopes.includes(facts.scope);
        return (
          <Checkbox
            key={role.id}
            checked={isChosen}
            disabled={isDisabled || (!fits && !isChosen)}
            onChange={(event) =>
              props.onChange(
                event.target.checked ? [...facts.roles, role.id] : facts.roles.filter((id) => id !== role.id),
              )
            }
          >
            {pick(role.nameZh, role.nameEn)}
          </Checkbox>
        );
      })}
      {isDisabled ? <p className={styles.note}>{text("users.rolesElsewhere")}</p> : null}
    </fieldset>
  );
}

function factsOf(account: Account | undefined): AccountFacts {
  if (account === undefined)
    return { displayName: "", organisationId: "", scope: "division", divisions: [], roles: [] };
  const { displayName, organisation, scope, divisions, roles } = account;
  return { displayName, organisationId: organisation.id, scope, divisions, roles };
}
