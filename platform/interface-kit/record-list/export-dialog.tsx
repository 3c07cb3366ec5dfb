import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Modal, Radio } from "antd";
import { type ReactNode, useState } from "react";
import { apiRequest } from "../api-request.ts";
import { Icon } from "../icon.tsx";
import { jobQuery, jobsQuery } from "../jobs/job.ts";
import { JobCard } from "../jobs/job-card.tsx";
import { useKitTexts } from "../kit-texts.ts";
import { TroubleNote } from "../trouble-panel.tsx";
import type { ListAddress } from "./list-address.ts";
import styles from "./record-list.module.css";
import { type RecordSetDescription, recordSetAddress } from "./record-set.ts";

const tableFormats = ["xlsx", "csv"] as const;
const mapFormats = ["gpkg", "shp-gbk", "shp-utf8"] as const;
type ExportFormat = (typeof tableFormats)[number] | (typeof mapFormats)[number];

/** 导出: the whole filtered set as a job, never only the page in sight. */
export function ExportDialog(props: {
  readonly set: RecordSetDescription;
  readonly address: ListAddress;
  readonly count: number;
  readonly onClose: () => void;
}): ReactNode {
  const { text, pick } = useKitTexts();
  const { set, address, count } = props;
  const queries = useQueryClient();
  const [format, setFormat] = useState<ExportFormat>("xlsx");
  const start = useMutation({
    mutationFn: () =>
      apiRequest<{ jobId: string }>(`${recordSetAddress(set.id)}/exports`, {
        method: "POST",
        body: {
          format,
          filter: JSON.stringify(address.filter),
          text: address.text,
        },
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: jobsQuery.queryKey }),
  });
  const isFiltered = Object.keys(address.filter).length > 0 || address.text !== "";
  const formats = [...tableFormats, ...(set.geometry === null ? [] : mapFormats)];
  return (
    <Modal
      open
      title={text("export.title", { set: pick(set.titleZh, set.titleEn) })}
      onCancel={props.onClose}
      width={520}
      closable={{ "aria-label": text("panel.close"), closeIcon: <Icon name="close" /> }}
      footer={
        start.data ? (
          <Button onClick={props.onClose}>{text("export.leave")}</Button>
        ) : (
          <Button type="primary" loading={start.isPending} onClick={() => start.mutate()}>
            {text("export.start")}
          </Button>
        )
      }
    >
      {start.data ? (
        <ExportJob id={start.data.jobId} />
      ) : (
        <div className={styles.export}>
          <p>{text(isFiltered ? "export.filtered" : "export.all", { count: count.toLocaleString("en-US") })}</p>
          <Radio.Group
            className={styles.formats ?? ""}
            aria-label={text("export.format")}
            value={format}
            onChange={(event) => setFormat(event.target.value as ExportFormat)}
            options={formats.map((value) => ({ value, label: text(`export.format.${value}`) }))}
          />
          <p className={styles.quiet}>{text("export.note")}</p>
          <TroubleNote error={start.error} />
        </div>
      )}
    </Modal>
  );
}

function ExportJob({ id }: { readonly id: string }): ReactNode {
  const { text } = useKitTexts();
  const job = useQuery(jobQuery(id));
  return (
    <div className={styles.export}>
      {job.data ? <JobCard job={job.data} /> : <TroubleNote error={job.error} />}
      <p className={styles.quiet}>{text("export.later")}</p>
    </div>
  );
}
