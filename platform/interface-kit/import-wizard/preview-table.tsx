import type { ReactNode } from "react";
import styles from "./import-wizard.module.css";

/** A few rows of the file as they read. */
export function PreviewTable(props: {
  readonly caption: string;
  readonly fields: readonly string[];
  readonly rows: readonly (readonly string[])[];
}): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1).
    <section className={styles.preview} tabIndex={0} aria-label={props.caption}>
      <table>
        <caption className="visually-hidden">{props.caption}</caption>
        <thead>
          <tr>
            {props.fields.map((field, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns of a file may share a name and never move.
              <th key={i} scope="col">
                {field}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a preview never move.
            <tr key={i}>
              {row.map((value, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: as above.
                <td key={column}>{value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
