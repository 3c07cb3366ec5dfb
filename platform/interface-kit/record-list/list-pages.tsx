import { Button, Select } from "antd";
import type { ReactNode } from "react";
import { Icon } from "../icon.tsx";
import { useKitTexts } from "../kit-texts.ts";
import { type ListAddress, pageSizes } from "./list-address.ts";
import styles from "./record-list.module.css";

/** Which rows are shown of how many, and the way to the others. */
export function ListPages(props: {
  readonly address: ListAddress;
  readonly count: number;
  readonly onChange: (change: Partial<Pick<ListAddress, "page" | "pageSize">>) => void;
}): ReactNode {
  const { text } = useKitTexts();
  const { page, pageSize } = props.address;
  const last = Math.max(1, Math.ceil(props.count / pageSize));
  const figure = (value: number) => value.toLocaleString("en-US");
  return (
    <nav className={styles.pages} aria-label={text("pages.title")}>
      <span>
        {text("pages.range", {
          from: figure((page - 1) * pageSize + 1),
          to: figure(Math.min(page * pageSize, props.count)),
          count: figure(props.count),
        })}
      </span>
      <Button size="small" disabled={page <= 1} onClick={() => props.onChange({ page: 1 })}>
        {text("pages.first")}
      </Button>
      <Button size="small" disabled={page <= 1} onClick={() => props.onChange({ page: page - 1 })}>
        {text("pages.previous")}
      </Button>
      <span aria-current="page">{text("pages.page", { page: figure(page), last: figure(last) })}</span>
      <Button size="small" disabled={page >= last} onClick={() => props.onChange({ page: page + 1 })}>
        {text("pages.next")}
      </Button>
      <Button size="small" disabled={page >= last} onClick={() => props.onChange({ page: last })}>
        {text("pages.last")}
      </Button>
      <Select<number>
        size="small"
        aria-label={text("pages.size")}
        suffixIcon={<Icon name="down" />}
        value={pageSize}
        options={pageSizes.map((value) => ({ value, label: text("pages.perPage", { count: value }) }))}
        onChange={(size) => props.onChange({ pageSize: size })}
      />
    </nav>
  );
}
