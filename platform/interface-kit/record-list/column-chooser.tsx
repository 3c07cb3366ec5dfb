import { Button, Checkbox } from "antd";
import { type ReactNode, useState } from "react";
import { Disclosure } from "../disclosure.tsx";
import { Icon } from "../icon.tsx";
import { useKitTexts } from "../kit-texts.ts";
import { useSession } from "../session.tsx";
import {
  asDeclared,
  type ColumnChoice,
  choosableFields,
  chooseColumn,
  isShown,
  readColumnChoice,
} from "./column-choice.ts";
import styles from "./record-list.module.css";
import type { RecordSetDescription } from "./record-set.ts";
import { fieldLabel } from "./value-text.ts";

/** The columns of a set as this user keeps them in this browser. */
export function useColumnChoice(set: string): [ColumnChoice, (choice: ColumnChoice) => void] {
  const user = useSession()?.user.id ?? "";
  const key = `terrace.columns.${user}.${set}`;
  const [choice, setChoice] = useState(() => readColumnChoice(window.localStorage.getItem(key)));
  const keep = (next: ColumnChoice) => {
    setChoice(next);
    if (next.shown.length + next.hidden.length === 0) window.localStorage.removeItem(key);
    else window.localStorage.setItem(key, JSON.stringify(next));
  };
  return [choice, keep];
}

export function ColumnChooser(props: {
  readonly set: RecordSetDescription;
  readonly choice: ColumnChoice;
  readonly onChange: (choice: ColumnChoice) => void;
}): ReactNode {
  const texts = useKitTexts();
  const { choice, onChange } = props;
  return (
    <Disclosure label={texts.text("columns.title")} button={{ icon: <Icon name="columns" /> }} align="end">
      {() => (
        <div className={styles.columns}>
          {choosableFields(props.set).map((field) => (
            <Checkbox
              key={field.name}
              checked={isShown(field, choice)}
              onChange={(event) => onChange(chooseColumn(choice, field, event.target.checked))}
            >
              {fieldLabel(field, texts)}
            </Checkbox>
          ))}
          <Button type="text" size="small" onClick={() => onChange(asDeclared)}>
            {texts.text("columns.reset")}
          </Button>
        </div>
      )}
    </Disclosure>
  );
}
