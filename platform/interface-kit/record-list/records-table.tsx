import type { ReactNode } from "react";
import tableStyles from "../figures-table.module.css";
import { useKitTexts } from "../kit-texts.ts";
import { nextSort, type SortTerm } from "./list-address.ts";
import styles from "./record-list.module.css";
import type { ListedRecord, RecordField, RecordPage, RecordSetDescription } from "./record-set.ts";
import { fieldLabel, isNumeric, valueText } from "./value-text.ts";

interface RecordsTableProps {
  readonly set: RecordSetDescription;
  readonly fields: readonly RecordField[];
  readonly page: RecordPage;
  /** As asked for in the address, else the set's usual one. */
  readonly sort: readonly SortTerm[];
  readonly onSort: (sort: readonly SortTerm[]) => void;
  readonly looked: string | undefined;
  readonly onLook: (record: ListedRecord) => void;
  readonly caption: string;
}

/** One page of records: sorted by the server, first column and heads and totals in sight while the rest scrolls. */
export function RecordsTable(props: RecordsTableProps): ReactNode {
  const { fields, page } = props;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1).
    <section className={tableStyles.scroll} tabIndex={0} aria-label={props.caption}>
      <table className={`${tableStyles.table} ${styles.table}`}>
        <caption className="visually-hidden">{props.caption}</caption>
        <thead>
          <tr>
            {fields.map((field) => (
              <HeadCell key={field.name} field={field} sort={props.sort} onSort={props.onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {page.records.map((record) => (
            <Row key={record.id} {...props} record={record} />
          ))}
        </tbody>
        <Totals {...props} />
      </table>
    </section>
  );
}

function HeadCell(props: {
  readonly field: RecordField;
  readonly sort: readonly SortTerm[];
  readonly onSort: (sort: readonly SortTerm[]) => void;
}): ReactNode {
  const texts = useKitTexts();
  const { field, sort } = props;
  const direction = sort[0]?.field === field.name ? sort[0].direction : undefined;
  const first = isNumeric(field) ? "descending" : "ascending";
  return (
    <th scope="col" className={alignment(field)} aria-sort={direction ?? "none"}>
      <button
        type="button"
        className={tableStyles.sort}
        data-direction={direction}
        onClick={() => props.onSort(nextSort(sort, field.name, first))}
      >
        <span>{fieldLabel(field, texts)}</span>
        {field.unit === null ? null : <span className={tableStyles.unit}>{field.unit}</span>}
      </button>
    </th>
  );
}

function Row(props: RecordsTableProps & { readonly record: ListedRecord }): ReactNode {
  const texts = useKitTexts();
  const { record, fields, onLook } = props;
  return (
    <tr
      className={record.id === props.looked ? tableStyles.highlighted : undefined}
      data-row={record.id}
      onClick={() => onLook(record)}
    >
      {fields.map((field, index) => {
        const shown = valueText(field, record.values[field.name], record.labels, texts);
        if (index > 0) {
          return (
            <td key={field.name} className={alignment(field)}>
              {field.kind === "text" ? (
                <span className={styles.long} title={shown}>
                  {shown}
                </span>
              ) : (
                shown
              )}
            </td>
          );
        }
        return (
          <th key={field.name} scope="row" className={alignment(field)}>
            <button type="button" className={tableStyles.choose}>
              {shown}
            </button>
          </th>
        );
      })}
    </tr>
  );
}

/** Over everything that the filter lets through, from the figure service. */
function Totals({ fields, page }: RecordsTableProps): ReactNode {
  const texts = useKitTexts();
  return (
    <tfoot>
      <tr data-row="total">
        {fields.map((field, index) =>
          index === 0 ? (
            <th key={field.name} scope="row" className={alignment(field)}>
              {texts.text("list.total", { count: page.count.toLocaleString("en-US") })}
            </th>
          ) : (
            <td key={field.name} className={alignment(field)}>
              {field.isTotalled ? valueText(field, page.totals[field.name] ?? null, {}, texts) : null}
            </td>
          ),
        )}
      </tr>
    </tfoot>
  );
}

function alignment(field: RecordField): string | undefined {
  return isNumeric(field) ? tableStyles.end : tableStyles.start;
}
