import { useQuery } from "@tanstack/react-query";
import { DatePicker, Select } from "antd";
import dayjs from "dayjs";
import type { ReactNode } from "react";
import { DraftInput } from "../draft-input.tsx";
import { Icon } from "../icon.tsx";
import { useKitTexts } from "../kit-texts.ts";
import styles from "./filter-bar.module.css";
import type { FieldCondition } from "./list-address.ts";
import { organisationsQuery } from "./organisations.ts";
import type { RecordField } from "./record-set.ts";
import { fieldLabel } from "./value-text.ts";

interface FilterProps {
  readonly field: RecordField;
  readonly condition: FieldCondition | undefined;
  readonly onChange: (condition: FieldCondition | undefined) => void;
}

/** The control by which a field is filtered, as its kind asks for. */
export function FieldFilter(props: FilterProps): ReactNode {
  switch (props.field.kind) {
    case "text":
      return <TextFilter {...props} />;
    case "integer":
    case "number":
      return <NumberFilter {...props} />;
    case "date":
    case "timestamp":
      return <DayFilter {...props} />;
    case "boolean":
      return <BooleanFilter {...props} />;
    case "choice":
    case "division":
      return <ChoiceFilter {...props} />;
    case "organisation":
      return <OrganisationFilter {...props} />;
  }
}

function TextFilter({ field, condition, onChange }: FilterProps): ReactNode {
  const texts = useKitTexts();
  return (
    <DraftInput
      label={fieldLabel(field, texts)}
      placeholder={
        condition?.in ? texts.text("filter.listed", { count: condition.in.length }) : texts.text("filter.contains")
      }
      value={condition?.contains ?? ""}
      onCommit={(contains) => onChange({ contains: contains.trim() })}
    />
  );
}

function NumberFilter({ field, condition, onChange }: FilterProps): ReactNode {
  const texts = useKitTexts();
  const label = fieldLabel(field, texts);
  const commit = (end: "from" | "to") => (text: string) => {
    const given = numberOf(text);
    const from = end === "from" ? given : condition?.from;
    const to = end === "to" ? given : condition?.to;
    onChange({ ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) });
  };
  return (
    <span className={styles.range}>
      <DraftInput
        label={texts.text("filter.from", { field: label })}
        value={String(condition?.from ?? "")}
        isNumber
        onCommit={commit("from")}
      />
      <span aria-hidden="true">–</span>
      <DraftInput
        label={texts.text("filter.to", { field: label })}
        value={String(condition?.to ?? "")}
        isNumber
        onCommit={commit("to")}
      />
    </span>
  );
}

function DayFilter({ field, condition, onChange }: FilterProps): ReactNode {
  const texts = useKitTexts();
  const label = fieldLabel(field, texts);
  const day = (value: FieldCondition["from"]) => (value === undefined ? null : dayjs(String(value)));
  return (
    <DatePicker.RangePicker
      className={styles.days ?? ""}
      format="YYYY-MM-DD"
      allowEmpty={[true, true]}
      value={[day(condition?.from), day(condition?.to)]}
      aria-label={label}
      placeholder={[texts.text("filter.firstDay"), texts.text("filter.lastDay")]}
      onChange={(days) => {
        const from = days?.[0]?.format("YYYY-MM-DD");
        const to = days?.[1]?.format("YYYY-MM-DD");
        onChange({ ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) });
      }}
    />
  );
}

function BooleanFilter({ field, condition, onChange }: FilterProps): ReactNode {
  const texts = useKitTexts();
  return (
    <Select<string>
      className={styles.select ?? ""}
      aria-label={fieldLabel(field, texts)}
      placeholder={texts.text("filter.any")}
      allowClear
      suffixIcon={<Icon name="down" />}
      value={typeof condition?.eq === "boolean" ? (condition.eq ? "yes" : "no") : null}
      options={(["yes", "no"] as const).map((value) => ({ value, label: texts.text(`value.${value}`) }))}
      onChange={(value: string | undefined) => onChange(value === undefined ? undefined : { eq: value === "yes" })}
    />
  );
}

function ChoiceFilter({ field, condition, onChange }: FilterProps): ReactNode {
  const { pick } = useKitTexts();
  const options = field.choices.map(({ value, labelZh, labelEn }) => ({ value, label: pick(labelZh, labelEn) }));
  return <ManySelect field={field} options={options} condition={condition} onChange={onChange} />;
}

function OrganisationFilter({ field, condition, onChange }: FilterProps): ReactNode {
  const { pick } = useKitTexts();
  const organisations = useQuery(organisationsQuery).data ?? [];
  const options = organisations.map(({ id, nameZh, nameEn }) => ({ value: id, label: pick(nameZh, nameEn) }));
  return <ManySelect field={field} options={options} condition={condition} onChange={onChange} />;
}

function ManySelect(
  props: FilterProps & { readonly options: readonly { readonly value: string; readonly label: string }[] },
): ReactNode {
  const texts = useKitTexts();
  const { condition, onChange } = props;
  const chosen = (condition?.in ?? (condition?.eq === undefined ? [] : [condition.eq])).map(String);
  return (
    <Select<string[]>
      className={styles.select ?? ""}
      mode="multiple"
      aria-label={fieldLabel(props.field, texts)}
      placeholder={texts.text("filter.any")}
      allowClear
      maxTagCount="responsive"
      optionFilterProp="label"
      suffixIcon={<Icon name="down" />}
      popupMatchSelectWidth={false}
      value={chosen}
      options={[...props.options]}
      onChange={(values) => onChange({ in: values })}
    />
  );
}

/** Full-width digits and thousands separators are typed as well; what is no number asks for nothing. */
function numberOf(text: string): number | undefined {
  const plain = text.normalize("NFKC").replaceAll(/[,\s]/g, "");
  const value = Number(plain);
  return plain === "" || !Number.isFinite(value) ? undefined : value;
}
