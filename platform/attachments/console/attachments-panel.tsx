import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { type DragEvent, type ReactNode, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { Icon, LoadingPanel, type RecordPanelProps, StatePanel, TroublePanel } from "#platform/interface-kit";
import { AttachmentCard } from "./attachment-card.tsx";
import { attachmentsQuery, type RecordKey } from "./attachment-queries.ts";
import { useAttachmentTexts } from "./attachment-texts.ts";
import styles from "./attachments.module.css";
import { sizeText } from "./size-text.ts";
import { UploadCard } from "./upload-card.tsx";
import { createUploadQueue, type LeftUpload } from "./upload-queue.ts";

/** The files of a record, and how to add some. */
export function AttachmentsPanel({ recordSet, recordId, canEdit }: RecordPanelProps): ReactNode {
  const { text } = useAttachmentTexts();
  const record = useMemo(() => ({ recordSet, recordId }), [recordSet, recordId]);
  const list = useQuery(attachmentsQuery(record));
  if (list.isPending) return <LoadingPanel label={text("list.loading")} />;
  if (list.isError) return <TroublePanel error={list.error} onRetry={() => void list.refetch()} />;
  const { attachments, canAdd } = list.data;
  const mayAdd = canEdit && canAdd;
  return (
    <section className={styles.panel} aria-label={text("panel.title")}>
      {mayAdd ? <UploadArea key={`${recordSet}/${recordId}`} record={record} /> : null}
      {attachments.length === 0 ? (
        <StatePanel tone="empty" title={text("list.empty.title")}>
          <p>{text(mayAdd ? "list.empty.add" : "list.empty.read")}</p>
        </StatePanel>
      ) : (
        <ul className={styles.list}>
          {attachments.map((attachment) => (
            <li key={attachment.id}>
              <AttachmentCard attachment={attachment} record={record} canWithdraw={mayAdd} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function UploadArea({ record }: { readonly record: RecordKey }): ReactNode {
  const { text } = useAttachmentTexts();
  const queries = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [left, setLeft] = useState<readonly LeftUpload[]>([]);
  const queue = useMemo(
    () =>
      createUploadQueue(record, () => void queries.invalidateQueries({ queryKey: attachmentsQuery(record).queryKey })),
    [record, queries],
  );
  const uploads = useSyncExternalStore(queue.subscribe, queue.snapshot);
  const count = uploads.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is left over changes as uploads begin and end
  useEffect(() => {
    void queue.leftOver().then(setLeft);
  }, [queue, count]);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    queue.add([...event.dataTransfer.files]);
  };
  const waiting = left.filter(({ fileName }) => !uploads.some((upload) => upload.fileName === fileName));
  return (
    <>
      <fieldset
        className={styles.drop}
        data-over={isOver}
        aria-label={text("upload.title")}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <Button icon={<Icon name="upload" />} onClick={() => input.current?.click()}>
          {text("upload.choose")}
        </Button>
        <span className={styles.hint}>{text("upload.hint")}</span>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label={text("upload.choose")}
          onChange={(event) => {
            queue.add([...(event.target.files ?? [])]);
            event.target.value = "";
          }}
        />
      </fieldset>
      {waiting.map(({ fileName, size }) => (
        <p key={fileName} className={styles.left} role="status">
          {text("upload.left", { name: fileName, size: sizeText(size) })}
        </p>
      ))}
      {uploads.map((upload) => (
        <UploadCard key={upload.key} upload={upload} queue={queue} />
      ))}
    </>
  );
}
