import { Button, DatePicker, Input } from "antd";
import dayjs from "dayjs";
import { type FormEvent, type ReactNode, useState } from "react";
import type { SharesChange, TargetShares } from "#contexts/action-plan/model";
import {
  ApiProblem,
  Field,
  LoadingPanel,
  SidePanel,
  StatePanel,
  TroubleNote,
  TroublePanel,
  useSession,
} from "#platform/interface-kit";
import { targetValue, usePlanTexts } from "./plan-texts.ts";
import { ShareCheckLine } from "./share-check-line.tsx";
import { ShareHistoryList } from "./share-history-list.tsx";
import { changesOf, draftedUnits, keepDraft, keptDraft, type SharesDraft, withShare } from "./shares-draft.ts";
import styles from "./shares-panel.module.css";
import { useChangeShares, useTargetShares } from "./shares-queries.ts";
import { SharesTable } from "./shares-table.tsx";

/** 目标分解: a target divided among the reporting units; the city gives the shares, a district sees its own beside its present figure. */
export default function SharesPanel(props: { readonly targetId: string; readonly onClose: () => void }): ReactNode {
  const { text, pick } = usePlanTexts();
  const shares = useTargetShares(props.targetId);
  const name = shares.data ? pick(shares.data.target.nameZh, shares.data.target.nameEn) : "";
  return (
    <SidePanel
      isOpen
      width={shares.data?.isWhole === false ? 1000 : 1400}
      title={text(shares.data?.isWhole === false ? "shares.titleOwn" : "shares.title", {
        name,
        year: shares.data?.target.byYear ?? "",
      })}
      onClose={props.onClose}
    >
      {shares.isError ? <TroublePanel error={shares.error} onRetry={() => void shares.refetch()} /> : null}
      {shares.isPending ? <LoadingPanel label={text("shares.loading")} /> : null}
      {shares.data ? <Content shares={shares.data} /> : null}
    </SidePanel>
  );
}

function Content({ shares }: { readonly shares: TargetShares }): ReactNode {
  const texts = usePlanTexts();
  const { text } = texts;
  const { target, units, isWhole, canEdit } = shares;
  // Two people may sign in one after the other in the same tab.
  const memory = `terrace.shares.${useSession()?.user.id ?? ""}.${target.id}`;
  const [draft, setDraft] = useState<SharesDraft>(() => keptDraft(memory));
  const write = (next: SharesDraft) => {
    setDraft(next);
    keepDraft(memory, next);
  };
  const list = `/records/target-shares?${new URLSearchParams({ filter: JSON.stringify({ target: { eq: target.id } }) })}`;
  if (units.length === 0) {
    return (
      <StatePanel tone="empty" title={text("shares.noUnit")}>
        <p>{text("shares.noUnitHint")}</p>
      </StatePanel>
    );
  }
  const drafted = draftedUnits(shares, draft);
  const isEmpty = units.every((unit) => unit.shares.length === 0);
  return (
    <div className={styles.content}>
      <p>
        {text("target.goal", { value: targetValue(target.value, target.unit, texts) })}{" "}
        {text("target.by", { year: target.byYear })}
        {isWhole ? null : ` ${text("shares.ofTheCity")}`}
        <span className={styles.quiet}> · {text(target.unit === "ratio" ? "shares.ofRate" : "shares.ofSum")}</span>
      </p>
      {isEmpty ? (
        <p className={styles.quiet}>
          {text(canEdit ? "shares.emptyEdit" : isWhole ? "shares.empty" : "shares.emptyOwn")}
        </p>
      ) : null}
      {isWhole ? <ShareCheckLine shares={shares} units={drafted} /> : null}
      <SharesTable
        shares={shares}
        draft={draft}
        drafted={drafted}
        onChange={(unit, year, value) => write(withShare(draft, unit, year, value))}
      />
      {canEdit ? <SaveForm shares={shares} draft={draft} onDone={() => write(new Map())} /> : null}
      <p className={styles.quiet}>
        {text("lamp.shareRule")}{" "}
        <a className={styles.link} href={list}>
          {text("shares.list")}
        </a>
      </p>
      <ShareHistoryList target={target} />
    </div>
  );
}

function SaveForm(props: {
  readonly shares: TargetShares;
  readonly draft: SharesDraft;
  readonly onDone: () => void;
}): ReactNode {
  const { text } = usePlanTexts();
  const { shares, draft, onDone } = props;
  const save = useChangeShares(shares.target.id);
  const [ground, setGround] = useState<Pick<SharesChange, "basis" | "decidedOn">>({ basis: "", decidedOn: null });
  const isRefused = save.error instanceof ApiProblem && save.error.code === "plan-shares-changed-elsewhere";
  const changes = changesOf(shares, draft, isRefused);
  const send = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ ...ground, basis: ground.basis.trim(), shares: changes }, { onSuccess: onDone });
  };
  return (
    <form className={styles.form} onSubmit={send}>
      <div className={styles.ground}>
        <Field label={text("shares.decidedOn")}>
          {(control) => (
            <DatePicker
              {...control}
              format="YYYY-MM-DD"
              value={ground.decidedOn === null ? null : dayjs(ground.decidedOn)}
              onChange={(day) => setGround({ ...ground, decidedOn: day?.format("YYYY-MM-DD") ?? null })}
            />
          )}
        </Field>
        <Field label={text("shares.basis")} hint={text("shares.basisHint")}>
          {(control) => (
            <Input
              {...control}
              maxLength={200}
              value={ground.basis}
              onChange={({ target }) => setGround({ ...ground, basis: target.value })}
            />
          )}
        </Field>
      </div>
      <TroubleNote error={save.error} />
      <div className={styles.buttons}>
        <Button type="primary" htmlType="submit" disabled={changes.length === 0} loading={save.isPending}>
          {text("shares.save")}
        </Button>
        <Button
          disabled={changes.length === 0}
          onClick={() => {
            save.reset();
            onDone();
          }}
        >
          {text("shares.discard")}
        </Button>
        <span className={styles.quiet} role="status">
          {changes.length > 0
            ? text("shares.unsaved", { count: changes.length })
            : save.isSuccess
              ? text("shares.saved")
              : null}
        </span>
      </div>
    </form>
  );
}
