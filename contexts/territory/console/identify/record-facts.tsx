import type { ReactNode } from "react";
import { dash, formatFigure, formatTimestamp } from "#platform/interface-kit";
import type { ListedMapRecord, MapField, MapRecordSet } from "../map-queries.ts";
import { type MapTexts, useMapTexts } from "../map-texts.ts";
import styles from "./map-card.module.css";

/** What is known of a record; what is empty is left out, for the card stands on the map. */
export function RecordFacts(props: { readonly set: MapRecordSet; readonly record: ListedMapRecord }): ReactNode {
  const texts = useMapTexts();
  const { set, record } = props;
  const facts = set.fields.flatMap((field) => {
    if (field.name === set.titleField) return [];
    const value = factText(field, record, texts);
    return value === dash ? [] : [{ field, value }];
  });
  return (
    <dl className={styles.facts}>
      {facts.map(({ field, value }) => (
        <div key={field.name}>
          <dt>{texts.pick(field.labelZh, field.labelEn)}</dt>
          <dd>{field.unit === null ? value : `${value} ${field.unit}`}</dd>
        </div>
      ))}
    </dl>
  );
}

function factText(field: MapField, { values, labels }: ListedMapRecord, { pick, text }: MapTexts): string {
  const value = values[field.name];
  if (value === null || value === undefined || value === "") return dash;
  switch (field.kind) {
    case "integer":
      return field.isYear ? String(value) : formatFigure(Number(value), 0);
    case "number":
      return formatFigure(Number(value), field.decimals ?? 2);
    case "timestamp":
      return formatTimestamp(String(value));
    case "date":
      return String(value).slice(0, 10);
    case "boolean":
      return text(value === true ? "value.yes" : "value.no");
    case "organisation":
      return labels[field.name] ?? dash;
    case "choice":
    case "division": {
      const choice = field.choices.find((candidate) => candidate.value === value);
      return choice ? pick(choice.labelZh, choice.labelEn) : String(value);
    }
    default:
      return String(value);
  }
}
