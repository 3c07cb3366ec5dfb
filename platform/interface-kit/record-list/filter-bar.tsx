import { Button } from "antd";
import { type ReactNode, useId, useState } from "react";
import { DraftInput } from "../draft-input.tsx";
import { Icon } from "../icon.tsx";
import { useKitTexts } from "../kit-texts.ts";
import { FieldFilter } from "./field-filter.tsx";
import styles from "./filter-bar.module.css";
import { type ListAddress, withCondition } from "./list-address.ts";
import type { RecordField, RecordSetDescription } from "./record-set.ts";
import { fieldLabel } from "./value-text.ts";

const openCount = 3;

/** Search and three fields in sight, the rest folded. Folded ones that filter are counted on the button. */
export function FilterBar(props: {
  readonly set: RecordSetDescription;
  readonly address: ListAddress;
  readonly onChange: (change: Partial<Pick<ListAddress, "filter" | "text">>) => void;
}): ReactNode {
  const { text } = useKitTexts();
  const { set, address, onChange } = props;
  const [open, folded] = splitFields(set);
  const active = folded.filter((field) => address.filter[field.name] !== undefined).length;
  const [isUnfolded, setIsUnfolded] = useState(false);
  const id = useId();
  const isFiltered = Object.keys(address.filter).length > 0 || address.text !== "";
  const filterOf = (field: RecordField) => (
    <LabelledFilter key={field.name} field={field}>
      <FieldFilter
        field={field}
        condition={address.filter[field.name]}
        onChange={(condition) => onChange({ filter: withCondition(address.filter, field.name, condition) })}
      />
    </LabelledFilter>
  );

  return (
    <section className={styles.bar} aria-label={text("filter.title")}>
      <div className={styles.row}>
        <DraftInput
          label={text("filter.search")}
          placeholder={text("filter.search")}
          isSearch
          value={address.text}
          onCommit={(words) => onChange({ text: words.trim() })}
        />
        {open.map(filterOf)}
        {folded.length === 0 ? null : (
          <Button
            type="text"
            icon={<Icon name={isUnfolded ? "up" : "down"} />}
            aria-expanded={isUnfolded}
            aria-controls={id}
            onClick={() => setIsUnfolded(!isUnfolded)}
          >
            {active === 0 ? text("filter.more") : text("filter.moreActive", { count: active })}
          </Button>
        )}
        {isFiltered ? (
          <Button type="text" onClick={() => onChange({ filter: {}, text: "" })}>
            {text("filter.clear")}
          </Button>
        ) : null}
      </div>
      <div id={id} className={styles.row} hidden={!isUnfolded}>
        {isUnfolded ? folded.map(filterOf) : null}
      </div>
    </section>
  );
}

function LabelledFilter(props: { readonly field: RecordField; readonly children: ReactNode }): ReactNode {
  const texts = useKitTexts();
  const { unit } = props.field;
  return (
    <div className={styles.filter}>
      <span className={styles.label} aria-hidden="true">
        {fieldLabel(props.field, texts)}
        {unit === null ? null : ` (${unit})`}
      </span>
      {props.children}
    </div>
  );
}

function splitFields({ fields }: RecordSetDescription): [readonly RecordField[], readonly RecordField[]] {
  const open = fields.filter(({ filter }) => filter === "open");
  const folded = fields.filter(({ filter }) => filter === "folded");
  return [open.slice(0, openCount), [...open.slice(openCount), ...folded]];
}
