import { useQuery } from "@tanstack/react-query";
import { DatePicker, Input, Select } from "antd";
import dayjs from "dayjs";
import type { ReactNode } from "react";
import { Field } from "../field.tsx";
import { Icon } from "../icon.tsx";
import { type KitTexts, useKitTexts } from "../kit-texts.ts";
import { organisationsQuery } from "../record-list/organisations.ts";
import type { FieldValue, RecordField } from "../record-list/record-set.ts";
import { fieldLabel } from "../record-list/value-text.ts";

/** The control by which a field of a record is changed, as its kind asks for. An empty one is null. */
export function FieldEditor(props: {
  readonly field: RecordField;
  readonly value: FieldValue;
  readonly fault: string | undefined;
  readonly onChange: (value: FieldValue) => void;
}): ReactNode {
  const texts = useKitTexts();
  const { field, value, onChange } = props;
  const unit = field.unit === null ? "" : ` (${field.unit})`;
  const organisations = useQuery({ ...organisationsQuery, enabled: field.kind === "organisation" }).data ?? [];
  return (
    <Field label={`${fieldLabel(field, texts)}${unit}`} fault={props.fault} isRequired={field.isRequired}>
      {(control) => {
        switch (field.kind) {
          case "integer":
          case "number":
            return (
              <Input
                {...control}
                inputMode="decimal"
                value={value === null ? "" : String(value)}
                onChange={(event) => onChange(numberOrText(event.target.value))}
              />
            );
          case "date":
          case "timestamp":
            return (
              <DatePicker
                {...control}
                showTime={field.kind === "timestamp" ? { format: "HH:mm" } : false}
                format={field.kind === "timestamp" ? "YYYY-MM-DD HH:mm" : "YYYY-MM-DD"}
                value={value === null ? null : dayjs(String(value))}
                onChange={(day) =>
                  onChange(day ? (field.kind === "date" ? day.format("YYYY-MM-DD") : day.toISOString()) : null)
                }
              />
            );
          case "boolean":
          case "choice":
          case "division":
          case "organisation":
            return (
              <Select<string>
                {...control}
                allowClear={!field.isRequired}
                showSearch={{ optionFilterProp: "label" }}
                suffixIcon={<Icon name="down" />}
                value={value === null ? null : String(value)}
                options={optionsOf(field, organisations, texts)}
                onChange={(chosen: string | undefined) => onChange(chosenValue(field, chosen))}
              />
            );
          case "text":
            return (
              <Input.TextArea
                {...control}
                autoSize={{ minRows: 1, maxRows: 8 }}
                maxLength={4000}
                value={value === null ? "" : String(value)}
                onChange={(event) => onChange(event.target.value === "" ? null : event.target.value)}
              />
            );
        }
      }}
    </Field>
  );
}

/** Full-width digits and thousands separators are typed as well. What is no number stays text, and the server says so. */
export function numberOrText(text: string): FieldValue {
  const plain = text.normalize("NFKC").replaceAll(/[,，\s]/g, "");
  if (plain === "") return null;
  // While "12." or "-" is being typed it must stay as it is.
  return /^-?\d+(\.\d*[1-9])?$/.test(plain) ? Number(plain) : plain;
}

/** What is sent of a draft: a number that was left as text becomes one where it is one. */
export function settled(field: RecordField, value: FieldValue): FieldValue {
  if ((field.kind !== "number" && field.kind !== "integer") || typeof value !== "string") return value;
  const number = Number(value);
  return Number.isFinite(number) ? number : value;
}

function chosenValue(field: RecordField, chosen: string | undefined): FieldValue {
  if (chosen === undefined) return null;
  return field.kind === "boolean" ? chosen === "true" : chosen;
}

function optionsOf(
  field: RecordField,
  organisations: readonly { readonly id: string; readonly nameZh: string; readonly nameEn: string }[],
  { text, pick }: KitTexts,
): { value: string; label: string }[] {
  if (field.kind === "boolean") {
    return [
      { value: "true", label: text("value.yes") },
      { value: "false", label: text("value.no") },
    ];
  }
  if (field.kind === "organisation") {
    return organisations.map(({ id, nameZh, nameEn }) => ({ value: id, label: pick(nameZh, nameEn) }));
  }
  return field.choices.map(({ value, labelZh, labelEn }) => ({ value, label: pick(labelZh, labelEn) }));
}
