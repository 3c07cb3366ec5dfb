import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Checkbox } from "antd";
import type { ReactNode } from "react";
import {
  apiRequest,
  formatTimestamp,
  LoadingPanel,
  SidePanel,
  TroubleNote,
  TroublePanel,
} from "#platform/interface-kit";
import { useConsoleTexts } from "../console-texts.ts";
import type { Role } from "./accounts.ts";
import styles from "./system.module.css";

interface RoleRule {
  readonly role: string;
  readonly needsTotp: boolean;
  readonly version: number;
  readonly updatedAt: string | null;
  readonly updatedByName: string | null;
  readonly people: number;
  readonly peopleWithoutTotp: number;
}

const roleRulesQuery = queryOptions({
  queryKey: ["role-rules"],
  queryFn: ({ signal }) => apiRequest<readonly RoleRule[]>("/api/role-rules", { signal }),
});

/** 登录要求: which roles must have two-step sign-in, set by the security administrator and kept in the history. */
export function RoleRulesPanel(props: { readonly roles: readonly Role[]; readonly onClose: () => void }): ReactNode {
  const { text } = useConsoleTexts();
  const rules = useQuery(roleRulesQuery);
  return (
    <SidePanel isOpen title={text("roleRules.title")} onClose={props.onClose} width={480}>
      <div className={styles.form}>
        <p className={styles.note}>{text("roleRules.text")}</p>
        {rules.isError ? (
          <TroublePanel error={rules.error} onRetry={() => void rules.refetch()} />
        ) : !rules.data ? (
          <LoadingPanel label={text("page.loading")} />
        ) : (
          <ul className={styles.rules} aria-label={text("roleRules.title")}>
            {rules.data.map((rule) => (
              <RuleLine key={rule.role} rule={rule} role={props.roles.find(({ id }) => id === rule.role)} />
            ))}
          </ul>
        )}
      </div>
    </SidePanel>
  );
}

function RuleLine({ rule, role }: { readonly rule: RoleRule; readonly role: Role | undefined }): ReactNode {
  const { text, pick } = useConsoleTexts();
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: (needsTotp: boolean) =>
      apiRequest(`/api/role-rules/${rule.role}`, { method: "PUT", body: { needsTotp, version: rule.version } }),
    onSettled: () => queries.invalidateQueries({ queryKey: roleRulesQuery.queryKey }),
  });
  const { people, peopleWithoutTotp, updatedAt, updatedByName } = rule;
  return (
    <li className={styles.rule}>
      <Checkbox
        checked={save.isPending ? save.variables : rule.needsTotp}
        disabled={save.isPending}
        onChange={(event) => save.mutate(event.target.checked)}
      >
        {role ? pick(role.nameZh, role.nameEn) : rule.role}
      </Checkbox>
      <span className={styles.ruleFacts}>
        {text("roleRules.people", { people, without: peopleWithoutTotp })}
        {updatedAt === null
          ? null
          : ` · ${text("roleRules.changed", { name: updatedByName ?? "", time: formatTimestamp(updatedAt) })}`}
      </span>
      <TroubleNote error={save.error} />
    </li>
  );
}
