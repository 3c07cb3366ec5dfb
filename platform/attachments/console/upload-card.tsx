import { Button, Progress } from "antd";
import type { ReactNode } from "react";
import { ApiProblem, TroubleNote } from "#platform/interface-kit";
import { useAttachmentTexts } from "./attachment-texts.ts";
import styles from "./attachments.module.css";
import { sizeText } from "./size-text.ts";
import type { UploadQueue, UploadView } from "./upload-queue.ts";

/** A file on its way: how far it is, to be paused, gone on with or given up. */
export function UploadCard({ upload, queue }: { readonly upload: UploadView; readonly queue: UploadQueue }): ReactNode {
  const { text } = useAttachmentTexts();
  const { key, fileName, size, state, progress, error } = upload;
  const isMoving = state === "hashing" || state === "sending";
  return (
    <article className={styles.upload} aria-label={fileName}>
      <header className={styles.head}>
        <b className={styles.name}>{fileName}</b>
        <span className={styles.quiet}>{sizeText(size)}</span>
        <span className={styles.state} aria-live="polite">
          {text(`upload.${state}`)}
        </span>
        <span className={styles.buttons}>
          {state === "sending" ? (
            <Button size="small" onClick={() => queue.pause(key)}>
              {text("upload.pause")}
            </Button>
          ) : null}
          {isMoving ? null : (
            <Button size="small" onClick={() => queue.resume(key)}>
              {text(state === "failed" && !isKept(error) ? "upload.retry" : "upload.resume")}
            </Button>
          )}
          <Button size="small" onClick={() => queue.giveUp(key)}>
            {text("upload.giveUp")}
          </Button>
        </span>
      </header>
      <Progress
        percent={Math.floor(progress * 100)}
        size="small"
        status={state === "failed" ? "exception" : isMoving ? "active" : "normal"}
        aria-label={text("upload.progress", { name: fileName })}
      />
      <TroubleNote error={error} />
    </article>
  );
}

/** Whether what was sent before it failed is still with the server, as the reason then says: the file is gone on with, not sent anew. */
function isKept(error: Error | null): boolean {
  if (!(error instanceof ApiProblem)) return false;
  return error.status >= 500 || ["server-unreachable", "upload-out-of-step", "upload-in-use"].includes(error.code);
}
