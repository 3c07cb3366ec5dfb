import { Button } from "antd";
import type { ReactNode } from "react";
import { type FigureColumn, FiguresTable } from "../figures-table.tsx";
import { Icon } from "../icon.tsx";
import { type ImportTarget, templateAddress } from "./import-session.ts";
import { useImportTexts } from "./import-texts.ts";
import styles from "./import-wizard.module.css";
import startStyles from "./start-import.module.css";

/** What may be imported into, what each record needs, and the workbook to be filled for it. */
export function TargetTable(props: {
  readonly targets: readonly ImportTarget[];
  readonly chosen: string | undefined;
  readonly onChoose: (target: ImportTarget) => void;
}): ReactNode {
  const { text, pick, language } = useImportTexts();
  const titleOf = ({ titleZh, titleEn }: ImportTarget) => pick(titleZh, titleEn);
  const columns: readonly FigureColumn<ImportTarget>[] = [
    { key: "target", title: text("targets.target"), isRowHeader: true, cell: titleOf },
    {
      key: "geometry",
      title: text("targets.geometry"),
      align: "start",
      cell: ({ geometry }) => text(geometry === null ? "geometry.none" : `geometry.${geometry}`),
    },
    {
      key: "required",
      title: text("targets.required"),
      align: "start",
      cell: ({ fields }) =>
        fields
          .filter(({ isRequired }) => isRequired)
          .map(({ labelZh, labelEn }) => pick(labelZh, labelEn))
          .join(text("comma")),
    },
    {
      key: "template",
      title: text("template"),
      align: "start",
      cell: (target) => (
        <Button
          size="small"
          icon={<Icon name="download" />}
          href={templateAddress(target.id)}
          download=""
          aria-label={text("template.of", { target: titleOf(target) })}
          // The row chooses the register; its template is only downloaded.
          onClick={(event) => event.stopPropagation()}
        >
          {text("template.download")}
        </Button>
      ),
    },
  ];
  return (
    <section className={startStyles.listed}>
      <h2 className={styles.heading}>{text("targets.title")}</h2>
      <p className={styles.quiet}>{text("template.hint")}</p>
      <FiguresTable
        caption={text("targets.title")}
        columns={columns}
        rows={props.targets}
        rowKey={({ id }) => id}
        highlighted={props.chosen}
        onChoose={props.onChoose}
        language={language}
      />
    </section>
  );
}
