import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { dash, formatFigure } from "../figure-format.ts";
import { type FigureColumn, FiguresTable } from "../figures-table.tsx";
import { formatTimestamp } from "../time-format.ts";
import { TroublePanel } from "../trouble-panel.tsx";
import { type ImportSummary, importPageAddress, importsQuery, wizardTargetsQuery } from "./import-session.ts";
import { useImportTexts } from "./import-texts.ts";
import styles from "./import-wizard.module.css";
import startStyles from "./start-import.module.css";

/** Imports of one's own and one's organisation: those that were left can be taken up again. */
export function ImportsList(): ReactNode {
  const { text, pick, language } = useImportTexts();
  const imports = useQuery(importsQuery);
  const targets = useQuery(wizardTargetsQuery).data ?? [];
  const titleOf = ({ target, targetTitleZh }: ImportSummary) => {
    const known = targets.find(({ id }) => id === target);
    // As it was called at the time, where the account may no longer import into it.
    return known ? pick(known.titleZh, known.titleEn) : targetTitleZh;
  };
  if (imports.isError) return <TroublePanel error={imports.error} onRetry={() => void imports.refetch()} />;
  if (imports.data === undefined || imports.data.length === 0) return null;
  const columns: readonly FigureColumn<ImportSummary>[] = [
    {
      key: "file",
      title: text("imports.file"),
      isRowHeader: true,
      cell: ({ id, fileName }) => <a href={importPageAddress(id)}>{fileName}</a>,
    },
    { key: "target", title: text("imports.target"), align: "start", cell: titleOf },
    { key: "sender", title: text("imports.sender"), align: "start", cell: ({ sender }) => sender ?? dash },
    { key: "state", title: text("imports.state"), align: "start", cell: ({ state }) => text(`state.${state}`) },
    { key: "rows", title: text("imports.rows"), cell: ({ rowCount }) => formatFigure(rowCount, 0) },
    { key: "at", title: text("imports.at"), align: "start", cell: ({ createdAt }) => formatTimestamp(createdAt) },
  ];
  return (
    <section className={startStyles.listed}>
      <h2 className={styles.heading}>{text("imports.title")}</h2>
      <FiguresTable
        caption={text("imports.title")}
        columns={columns}
        rows={imports.data}
        rowKey={({ id }) => id}
        language={language}
      />
    </section>
  );
}
