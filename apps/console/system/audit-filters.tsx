import { DatePicker } from "antd";
import dayjs from "dayjs";
import type { ReactNode } from "react";
import { writeAddress } from "#platform/interface-kit";
import { useConsoleTexts } from "../console-texts.ts";

/** The keys of an address that the server is asked by, with the page. */
export function changesQueryOf(address: URLSearchParams, keys: readonly string[]): string {
  const query = new URLSearchParams();
  for (const key of [...keys, "page"]) {
    const value = address.get(key);
    if (value) query.set(key, value);
  }
  return query.toString();
}

/** Another filter begins at the first page again; an empty one is none. */
export function writeAuditAddress(patch: Readonly<Record<string, string>>): void {
  const emptied = Object.entries(patch).map(([key, value]) => [key, value === "" ? undefined : value] as const);
  writeAddress({ ...Object.fromEntries(emptied), page: undefined }, "push");
}

export function DayFilters({ address }: { readonly address: URLSearchParams }): ReactNode {
  const { text } = useConsoleTexts();
  const day = (key: string) => (address.get(key) ? dayjs(address.get(key)) : null);
  return (
    <DatePicker.RangePicker
      format="YYYY-MM-DD"
      allowEmpty={[true, true]}
      value={[day("from"), day("to")]}
      aria-label={text("audit.filter.days")}
      placeholder={[text("audit.filter.from"), text("audit.filter.to")]}
      onChange={(days) =>
        writeAuditAddress({
          from: days?.[0]?.format("YYYY-MM-DD") ?? "",
          to: days?.[1]?.format("YYYY-MM-DD") ?? "",
        })
      }
    />
  );
}
