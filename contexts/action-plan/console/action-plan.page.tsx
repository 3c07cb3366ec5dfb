import { Button, Select } from "antd";
import { lazy, type ReactNode, Suspense, useState } from "react";
import type { PlanView } from "#contexts/action-plan/model";
import {
  Icon,
  LoadingPanel,
  StatePanel,
  TroublePanel,
  useAddressQuery,
  usePageTitle,
  writeAddress,
} from "#platform/interface-kit";
import styles from "./action-plan.page.module.css";
import { MeasureRow } from "./measure-row.tsx";
import { readPlanAddress } from "./plan-address.ts";
import { usePlan } from "./plan-queries.ts";
import { periodName, usePlanTexts } from "./plan-texts.ts";
import { TargetTile } from "./target-tile.tsx";
import { TaskPanel } from "./task-panel.tsx";

// With the choice of days, which nothing else on the page needs.
const SharesPanel = lazy(() => import("./shares-panel.tsx"));

/** 实施方案: the targets, and the measures as a tree with tasks, reports and lamps. */
export function ActionPlanPage(): ReactNode {
  const { text } = usePlanTexts();
  usePageTitle(text("page.title"));
  const address = readPlanAddress(useAddressQuery());
  const plan = usePlan(address.period);
  if (plan.isError) return <TroublePanel error={plan.error} onRetry={() => void plan.refetch()} />;
  if (!plan.data) return <LoadingPanel label={text("page.loading")} />;
  return (
    <div className={styles.page}>
      <Head plan={plan.data} department={address.department} />
      <Targets plan={plan.data} />
      <Measures plan={plan.data} />
      {address.task === undefined ? null : (
        <TaskPanel
          key={address.task}
          taskId={address.task}
          plan={plan.data}
          onClose={() => writeAddress({ task: undefined }, "push")}
        />
      )}
      {address.shares === undefined ? null : (
        <Suspense fallback={null}>
          <SharesPanel
            key={address.shares}
            targetId={address.shares}
            onClose={() => writeAddress({ shares: undefined }, "push")}
          />
        </Suspense>
      )}
    </div>
  );
}

function Head({ plan, department }: { readonly plan: PlanView; readonly department: string | undefined }): ReactNode {
  const texts = usePlanTexts();
  const { text, pick } = texts;
  const { document, period } = plan;
  return (
    <header className={styles.head}>
      <div>
        <h1 className={styles.title}>{pick(document.titleZh, document.titleEn)}</h1>
        <p className={styles.quiet} title={document.source}>
          {document.documentNumber} · {text("page.issued", { issuer: document.issuerZh, date: document.issuedOn })}
        </p>
      </div>
      <div className={styles.tools}>
        <Select<string>
          value={period.period}
          aria-label={text("filter.period")}
          suffixIcon={<Icon name="down" />}
          popupMatchSelectWidth={false}
          options={plan.periods.map((value) => ({ value, label: periodName(value, texts) }))}
          onChange={(value) => writeAddress({ period: value }, "push")}
        />
        <Select<string>
          className={styles.department ?? ""}
          value={department ?? ""}
          aria-label={text("filter.department")}
          suffixIcon={<Icon name="down" />}
          popupMatchSelectWidth={false}
          options={departmentOptions(plan, texts)}
          onChange={(value) => writeAddress({ department: value === "" ? undefined : value }, "push")}
        />
        {plan.rights.canReview ? (
          <Button
            icon={<Icon name="download" />}
            href={`/api/plan/bulletin.docx?${new URLSearchParams({ period: period.period })}`}
            download=""
          >
            {text("page.bulletin")}
          </Button>
        ) : null}
        <span className={styles.due} data-late={period.daysLate > 0}>
          {period.daysLate > 0
            ? text("period.late", { date: period.due, days: period.daysLate })
            : text("period.due", { date: period.due })}
        </span>
      </div>
    </header>
  );
}

/** All, the own organisation first, then the others as the plan first names them. */
function departmentOptions(plan: PlanView, { text, pick }: ReturnType<typeof usePlanTexts>) {
  const named = new Map(
    plan.parts
      .flatMap(({ measures }) => measures)
      .flatMap(({ departments }) => departments)
      .map((each) => [each.organisationId, pick(each.nameZh, each.nameEn)]),
  );
  const own = plan.rights.organisationId ?? "";
  const ownName = named.get(own);
  return [
    { value: "", label: text("filter.allDepartments") },
    ...(ownName === undefined ? [] : [{ value: own, label: text("filter.own", { name: ownName }) }]),
    ...[...named].filter(([id]) => id !== own).map(([value, label]) => ({ value, label })),
  ];
}

function Targets({ plan }: { readonly plan: PlanView }): ReactNode {
  const { text } = usePlanTexts();
  const targets = plan.parts.flatMap(({ measures }) => measures).flatMap((measure) => measure.targets);
  const seesShares = plan.rights.seesShares !== "none";
  return (
    <section aria-labelledby="plan-targets">
      <h2 id="plan-targets" className="visually-hidden">
        {text("target.heading")}
      </h2>
      <div className={styles.targets}>
        {targets.map((target) => (
          <TargetTile
            key={target.id}
            target={target}
            onShares={seesShares ? () => writeAddress({ shares: target.id }, "push") : undefined}
          />
        ))}
      </div>
    </section>
  );
}

function Measures({ plan }: { readonly plan: PlanView }): ReactNode {
  const { text, pick } = usePlanTexts();
  const { department, task, measure } = readPlanAddress(useAddressQuery());
  const [open, setOpen] = useState<ReadonlySet<number>>(
    () => new Set([measure ?? 0, Number.parseInt(task ?? "0", 10)]),
  );
  const isShown = ({ departments }: PlanView["parts"][number]["measures"][number]) =>
    department === undefined || departments.some(({ organisationId }) => organisationId === department);
  const parts = plan.parts
    .map((part) => ({ ...part, measures: part.measures.filter(isShown) }))
    .filter(({ measures }) => measures.length > 0);
  const numbers = parts.flatMap(({ measures }) => measures.map(({ number }) => number));
  const isAllOpen = numbers.every((number) => open.has(number));
  const toggle = (number: number) => {
    const next = new Set(open);
    if (!next.delete(number)) next.add(number);
    setOpen(next);
  };
  if (parts.length === 0) {
    return (
      <StatePanel
        tone="empty"
        title={text("page.noMatch.title")}
        retry={{
          label: text("page.noMatch.clear"),
          onRetry: () => writeAddress({ department: undefined }, "push"),
        }}
      >
        <p>{text("page.noMatch.text")}</p>
      </StatePanel>
    );
  }
  return (
    <div className={styles.parts}>
      <Button className={styles.all ?? ""} size="small" onClick={() => setOpen(new Set(isAllOpen ? [] : numbers))}>
        {text(isAllOpen ? "page.collapseAll" : "page.expandAll")}
      </Button>
      {parts.map((part) => (
        <section key={part.number} aria-labelledby={`part-${part.number}`}>
          <h2 id={`part-${part.number}`} className={styles.part}>
            {pick(part.titleZh, part.titleEn)}
          </h2>
          <ul>
            {part.measures.map((each) => (
              <MeasureRow
                key={each.number}
                measure={each}
                isOpen={open.has(each.number)}
                openTask={task}
                onToggle={() => toggle(each.number)}
                onTask={(taskId) => writeAddress({ task: taskId }, "push")}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
