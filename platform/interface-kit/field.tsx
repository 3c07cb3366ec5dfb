import { type ReactNode, useId } from "react";
import styles from "./field.module.css";

/** What ties a control to its label, its hint and its fault. */
export interface FieldControl {
  readonly id: string;
  readonly "aria-describedby"?: string;
  readonly "aria-invalid"?: true;
  readonly status?: "error";
}

/** A control under its label, with a hint below and what is wrong with its content. */
export function Field(props: {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly fault?: string | undefined;
  readonly isRequired?: boolean;
  readonly children: (control: FieldControl) => ReactNode;
}): ReactNode {
  const id = useId();
  const note = props.fault ?? props.hint;
  const described = note === undefined ? {} : { "aria-describedby": `${id}-note` };
  const faulty = props.fault === undefined ? {} : ({ "aria-invalid": true, status: "error" } as const);
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {props.label}
        {props.isRequired ? (
          <span className={styles.required} aria-hidden="true">
            {" *"}
          </span>
        ) : null}
      </label>
      {props.children({ id, ...described, ...faulty })}
      {note === undefined ? null : (
        <p id={`${id}-note`} className={props.fault === undefined ? styles.hint : styles.fault}>
          {note}
        </p>
      )}
    </div>
  );
}
