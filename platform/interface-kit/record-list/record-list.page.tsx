import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import type { ReactNode } from "react";
import { useAddressQuery, writeAddress } from "../address-state.ts";
import { useKitTexts } from "../kit-texts.ts";
import { usePageTitle } from "../page-tools.tsx";
import { LoadingPanel, StatePanel } from "../state-panel.tsx";
import { TroublePanel } from "../trouble-panel.tsx";
import { visibleFields } from "./column-choice.ts";
import { ColumnChooser, useColumnChoice } from "./column-chooser.tsx";
import { FilterBar } from "./filter-bar.tsx";
import { type ListAddress, listAddressPatch, readListAddress } from "./list-address.ts";
import { ListPages } from "./list-pages.tsx";
import { ListTools } from "./list-tools.tsx";
import { QuickLook } from "./quick-look.tsx";
import styles from "./record-list.module.css";
import { type RecordSetDescription, recordSetsQuery, recordsQuery } from "./record-set.ts";
import { RecordsTable } from "./records-table.tsx";
import { SavedFilters } from "./saved-filters.tsx";

/** The list of any record set: `/records/{set}`. */
export default function RecordListPage(props: { readonly parameters: Readonly<Record<string, string>> }): ReactNode {
  const { text } = useKitTexts();
  const sets = useQuery(recordSetsQuery);
  const id = props.parameters.set ?? "";
  if (sets.isError) return <TroublePanel error={sets.error} onRetry={() => void sets.refetch()} />;
  if (!sets.data) return <LoadingPanel label={text("list.loading")} />;
  const set = sets.data.find((candidate) => candidate.id === id);
  return set ? <RecordList key={id} set={set} /> : <UnknownSet id={id} />;
}

export function UnknownSet({ id }: { readonly id: string }): ReactNode {
  const { text } = useKitTexts();
  usePageTitle(text("list.unknown.title"));
  return (
    <StatePanel tone="empty" title={text("list.unknown.title")}>
      <p>{text("list.unknown.text", { id })}</p>
      <p>
        <a href="/records">{text("list.unknown.open")}</a>
      </p>
    </StatePanel>
  );
}

function RecordList({ set }: { readonly set: RecordSetDescription }): ReactNode {
  const texts = useKitTexts();
  const { text, pick } = texts;
  const title = pick(set.titleZh, set.titleEn);
  usePageTitle(title);
  const address = readListAddress(useAddressQuery());
  const [choice, setChoice] = useColumnChoice(set.id);
  const records = useQuery({ ...recordsQuery(set.id, address), placeholderData: keepPreviousData });
  const change = (what: Partial<ListAddress>, how: "push" | "replace" = "push") =>
    writeAddress(listAddressPatch(what), how);
  const page = records.data;
  const sort = address.sort.length > 0 ? address.sort : set.defaultSort;

  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1 className={styles.title}>{title}</h1>
        {page ? <span className={styles.count}>{text("list.count", { count: figure(page.count) })}</span> : null}
        <span className={styles.spring} />
        <SavedFilters set={set} address={address} />
        <ColumnChooser set={set} choice={choice} onChange={setChoice} />
        <ListTools set={set} address={address} count={page?.count} />
      </header>
      <FilterBar set={set} address={address} onChange={change} />
      {records.isError ? (
        <TroublePanel error={records.error} onRetry={() => void records.refetch()} />
      ) : page === undefined ? (
        <LoadingPanel label={text("list.loading")} />
      ) : page.records.length === 0 ? (
        <EmptyList set={set} address={address} onChange={change} />
      ) : (
        <>
          <RecordsTable
            set={set}
            fields={visibleFields(set, choice)}
            page={page}
            sort={sort}
            onSort={(next) => change({ sort: next })}
            looked={address.look}
            onLook={(record) => change({ look: record.id }, "replace")}
            caption={title}
          />
          <ListPages address={address} count={page.count} onChange={change} />
        </>
      )}
      <QuickLook
        set={set}
        record={page?.records.find((record) => record.id === address.look)}
        records={page?.records ?? []}
        onLook={(record) => change({ look: record?.id }, "replace")}
      />
    </div>
  );
}

/** Nothing there at all, nothing for this filter, or past the last page. */
function EmptyList(props: {
  readonly set: RecordSetDescription;
  readonly address: ListAddress;
  readonly onChange: (change: Partial<ListAddress>) => void;
}): ReactNode {
  const { text, pick } = useKitTexts();
  const { set, address, onChange } = props;
  if (address.page > 1) {
    return (
      <StatePanel tone="empty" title={text("list.pastEnd.title")}>
        <Button onClick={() => onChange({ page: 1 })}>{text("list.pastEnd.open")}</Button>
      </StatePanel>
    );
  }
  if (Object.keys(address.filter).length > 0 || address.text !== "") {
    return (
      <StatePanel tone="empty" title={text("list.nothing.title")}>
        <p>{text("list.nothing.text")}</p>
        <Button onClick={() => onChange({ filter: {}, text: "" })}>{text("filter.clear")}</Button>
      </StatePanel>
    );
  }
  return (
    <StatePanel tone="empty" title={text("list.empty.title", { set: pick(set.titleZh, set.titleEn) })}>
      <p>{pick(set.emptyZh, set.emptyEn)}</p>
    </StatePanel>
  );
}

function figure(value: number): string {
  return value.toLocaleString("en-US");
}
