import { type ReactNode, useMemo, useState } from "react";
import styles from "./figures-table.module.css";
import { type SortState, sortRows } from "./sort-rows.ts";

export interface FigureColumn<Row> {
  readonly key: string;
  readonly title: ReactNode;
  /** Written under the title, e.g. km². */
  readonly unit?: string;
  /** Sorts by this; a column without it cannot be sorted. */
  readonly sortValue?: (row: Row) => number | string | null;
  readonly cell: (row: Row) => ReactNode;
  readonly align?: "start" | "end";
  /** The first column that names the row: stays in sight. */
  readonly isRowHeader?: boolean;
}

export interface FiguresTableProps<Row> {
  readonly caption: string;
  readonly columns: readonly FigureColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** Stays at the foot and is never sorted. */
  readonly totals?: Row;
  readonly highlighted?: string | undefined;
  readonly onHighlight?: (key: string | undefined) => void;
  readonly onChoose?: (row: Row) => void;
  readonly language: string;
}

/**
 * A dense table of figures: numbers right-aligned and tabular, units in the heading, sortable, head, foot and first
 * column in sight while the rest scrolls. A plain `<table>`, so that a screen reader knows row and column of each figure.
 */
export function FiguresTable<Row>(props: FiguresTableProps<Row>): ReactNode {
  const { columns, rows, rowKey, totals, highlighted, onHighlight, onChoose } = props;
  const [sort, setSort] = useState<SortState>();
  const sorted = useMemo(() => {
    const value = columns.find((column) => column.key === sort?.key)?.sortValue;
    return sort && value ? sortRows(rows, value, sort.direction, props.language) : rows;
  }, [rows, columns, sort, props.language]);

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1).
    <section className={styles.scroll} tabIndex={0} aria-label={props.caption}>
      <table className={styles.table}>
        <caption className="visually-hidden">{props.caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <HeadCell key={column.key} column={column} sort={sort} onSort={setSort} />
            ))}
          </tr>
        </thead>
        <tbody onMouseLeave={() => onHighlight?.(undefined)}>
          {sorted.map((row) => {
            const key = rowKey(row);
            return (
              <tr
                key={key}
                className={key === highlighted ? styles.highlighted : undefined}
                onMouseEnter={() => onHighlight?.(key)}
                onClick={onChoose ? () => onChoose(row) : undefined}
                data-row={key}
              >
                {columns.map((column) => (
                  <BodyCell key={column.key} column={column} row={row} {...(onChoose ? { onChoose } : {})} />
                ))}
              </tr>
            );
          })}
        </tbody>
        {totals === undefined ? null : (
          <tfoot>
            <tr data-row="total">
              {columns.map((column) => (
                <BodyCell key={column.key} column={column} row={totals} />
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </section>
  );
}

interface HeadCellProps<Row> {
  readonly column: FigureColumn<Row>;
  readonly sort: SortState | undefined;
  readonly onSort: (sort: SortState | undefined) => void;
}

/** First click: largest first (text: first letter first), second click: the other way, third: as delivered. */
function HeadCell<Row>({ column, sort, onSort }: HeadCellProps<Row>): ReactNode {
  const direction = sort?.key === column.key ? sort.direction : undefined;
  const text = (
    <>
      <span>{column.title}</span>
      {column.unit === undefined ? null : <span className={styles.unit}>{column.unit}</span>}
    </>
  );
  const first = column.isRowHeader ? "ascending" : "descending";
  const second = column.isRowHeader ? "descending" : "ascending";
  const next = () => {
    if (direction === undefined) return onSort({ key: column.key, direction: first });
    return onSort(direction === first ? { key: column.key, direction: second } : undefined);
  };
  return (
    <th scope="col" className={alignment(column)} aria-sort={column.sortValue ? (direction ?? "none") : undefined}>
      {column.sortValue ? (
        <button type="button" className={styles.sort} onClick={next} data-direction={direction}>
          {text}
        </button>
      ) : (
        text
      )}
    </th>
  );
}

interface BodyCellProps<Row> {
  readonly column: FigureColumn<Row>;
  readonly row: Row;
  readonly onChoose?: (row: Row) => void;
}

function BodyCell<Row>({ column, row, onChoose }: BodyCellProps<Row>): ReactNode {
  if (!column.isRowHeader) return <td className={alignment(column)}>{column.cell(row)}</td>;
  return (
    <th scope="row" className={alignment(column)}>
      {onChoose ? (
        <button type="button" className={styles.choose}>
          {column.cell(row)}
        </button>
      ) : (
        column.cell(row)
      )}
    </th>
  );
}

function alignment<Row>(column: FigureColumn<Row>): string | undefined {
  return (column.align ?? (column.isRowHeader ? "start" : "end")) === "start" ? styles.start : styles.end;
}
