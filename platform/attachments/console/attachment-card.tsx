import { Button, Input } from "antd";
import { type FormEvent, type ReactNode, useState } from "react";
import { Disclosure, Field, formatTimestamp, Icon, TroubleNote } from "#platform/interface-kit";
import { type AttachmentView, contentAddress, type RecordKey, useWithdrawal } from "./attachment-queries.ts";
import { useAttachmentTexts } from "./attachment-texts.ts";
import styles from "./attachments.module.css";
import { sizeText } from "./size-text.ts";

const SHOWN: ReadonlySet<string> = new Set([
  "image/jpeg",
  "image/png",
  "image/gif",
  "image/webp",
  "image/avif",
  "image/bmp",
]);
/** Farther apart, the picture's own position and the device's contradict each other. */
const SUSPICIOUS_METRES = 100;

/** A file: its picture, what is known of its origin and from where, and its hash. */
export function AttachmentCard(props: {
  readonly attachment: AttachmentView;
  readonly record: RecordKey;
  readonly canWithdraw: boolean;
}): ReactNode {
  const { attachment, record, canWithdraw } = props;
  const { text } = useAttachmentTexts();
  const { id, fileName, mediaType, size, sha256, state } = attachment;
  const isWithdrawn = state === "withdrawn";
  return (
    <article className={styles.card} data-withdrawn={isWithdrawn} aria-label={fileName}>
      {SHOWN.has(mediaType) && !isWithdrawn ? (
        <a href={contentAddress(id)} target="_blank" rel="noreferrer" className={styles.picture}>
          <img src={contentAddress(id)} alt={text("card.picture", { name: fileName })} loading="lazy" />
        </a>
      ) : (
        <span className={styles.picture}>
          <Icon name="document" size={28} />
        </span>
      )}
      <div className={styles.facts}>
        <header className={styles.head}>
          <b className={styles.name}>{fileName}</b>
          <span className={styles.quiet}>{sizeText(size)}</span>
          {isWithdrawn ? <span className={styles.mark}>{text("card.withdrawn")}</span> : null}
          <Button
            size="small"
            icon={<Icon name="download" />}
            href={contentAddress(id)}
            download={fileName}
            aria-label={text("card.download", { name: fileName })}
          />
        </header>
        <p className={styles.quiet}>
          {text("card.added", { name: attachment.uploadedByName, time: formatTimestamp(attachment.createdAt) })}
        </p>
        <Origin attachment={attachment} />
        <p className={styles.hash} title={text("card.hash.hint")}>
          SHA-256 <code>{sha256}</code>
        </p>
        {isWithdrawn ? (
          <p className={styles.reason}>
            {text("card.withdrawn.reason", {
              name: attachment.withdrawnByName ?? "",
              time: formatTimestamp(attachment.withdrawnAt ?? ""),
              reason: attachment.withdrawnReason ?? "",
            })}
          </p>
        ) : null}
        {canWithdraw && !isWithdrawn ? (
          <Disclosure label={text("withdraw.open")}>{() => <WithdrawForm id={id} record={record} />}</Disclosure>
        ) : null}
      </div>
    </article>
  );
}

/** Time, position and direction, each with its source; what the picture claims of itself on a line of its own. */
function Origin({ attachment }: { readonly attachment: AttachmentView }): ReactNode {
  const { text } = useAttachmentTexts();
  const { exif, exifDistanceMetres: distance, positionAccuracyMetres: accuracy } = attachment;
  const source = (of: AttachmentView["takenAtSource"]) => text(of === "sensor" ? "source.sensor" : "source.manual");
  const lines: string[] = [];
  if (attachment.takenAt !== null) {
    const value = formatTimestamp(attachment.takenAt);
    lines.push(text("origin.time", { value, source: source(attachment.takenAtSource) }));
  }
  if (attachment.longitude !== null && attachment.latitude !== null) {
    const value =
      place(attachment.longitude, attachment.latitude) + (accuracy === null ? "" : ` ±${Math.round(accuracy)} m`);
    lines.push(text("origin.position", { value, source: source(attachment.positionSource) }));
  }
  if (attachment.azimuthDegrees !== null) {
    const value = `${Math.round(attachment.azimuthDegrees)}°`;
    lines.push(text("origin.azimuth", { value, source: source(attachment.azimuthSource) }));
  }
  const claimed = [
    exif?.takenAt?.replace("T", " "),
    exif !== null && exif.longitude !== null && exif.latitude !== null && place(exif.longitude, exif.latitude),
    exif?.camera,
  ].filter((part) => typeof part === "string");
  return (
    <>
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      {claimed.length === 0 ? null : (
        <p className={styles.quiet}>{text("origin.exif", { value: claimed.join(" · ") })}</p>
      )}
      {distance !== null && distance > SUSPICIOUS_METRES ? (
        <p className={styles.warning}>{text("origin.apart", { metres: Math.round(distance) })}</p>
      ) : null}
    </>
  );
}

function place(longitude: number, latitude: number): string {
  return `${longitude.toFixed(6)}°E ${latitude.toFixed(6)}°N`;
}

function WithdrawForm({ id, record }: { readonly id: string; readonly record: RecordKey }): ReactNode {
  const { text } = useAttachmentTexts();
  const withdrawal = useWithdrawal(record);
  const [reason, setReason] = useState("");
  const send = (event: FormEvent) => {
    event.preventDefault();
    withdrawal.mutate({ id, reason: reason.trim() });
  };
  return (
    <form className={styles.withdraw} onSubmit={send}>
      <Field label={text("withdraw.reason")} hint={text("withdraw.hint")} isRequired>
        {(control) => (
          <Input.TextArea
            {...control}
            rows={2}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <Button htmlType="submit" disabled={reason.trim().length < 2} loading={withdrawal.isPending}>
        {text("withdraw.send")}
      </Button>
      <TroubleNote error={withdrawal.error} />
    </form>
  );
}
