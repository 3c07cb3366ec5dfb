import { useMutation } from "@tanstack/react-query";
import { Button, Checkbox } from "antd";
import type { Geometry } from "geojson";
import { type ReactNode, useEffect, useState } from "react";
import { apiRequest, dash, formatFigure, TroubleNote } from "#platform/interface-kit";
import type { MapRecord } from "../map-address.ts";
import { type MapRecordSet, recordPageAddress } from "../map-queries.ts";
import { useMapTexts } from "../map-texts.ts";
import { areaText, lengthText } from "../measure/measure-text.ts";
import styles from "./sketch-panel.module.css";

interface Extension {
  readonly areaM2: number;
  readonly lengthM: number;
}

interface Overlaps {
  readonly drawn: Extension;
  readonly sets: readonly (Extension & {
    readonly set: string;
    readonly count: number;
    readonly records: readonly (Extension & {
      readonly id: string;
      readonly code: string | null;
      readonly title: string | null;
      readonly shareOfRecord: number | null;
    })[];
  })[];
}

/** Which zones, red lines and other records the drawn shape overlaps, and by how much. The server computes; districts see their own. */
export function OverlapSearch(props: {
  readonly geometry: Geometry;
  readonly sets: readonly MapRecordSet[];
  readonly shownSets: readonly string[];
  readonly onRecord: (record: MapRecord) => void;
}): ReactNode {
  const { text, pick } = useMapTexts();
  const { geometry, sets } = props;
  const [asked, setAsked] = useState<readonly string[]>(() => {
    const usual = ["protected-zones", ...props.shownSets];
    return sets.flatMap(({ id }) => (usual.includes(id) ? [id] : []));
  });
  const search = useMutation({
    mutationFn: () => apiRequest<Overlaps>("/api/overlaps", { method: "POST", body: { geometry, sets: asked } }),
  });
  const { reset } = search;
  // What was found belongs to the shape that it was asked for.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed shape is the reason.
  useEffect(() => reset(), [geometry, reset]);
  return (
    <div className={styles.overlaps}>
      <h3 className={styles.subheading}>{text("overlap.title")}</h3>
      <Checkbox.Group
        className={styles.sets ?? ""}
        value={[...asked]}
        onChange={(values: string[]) => setAsked(values)}
        options={sets.map((set) => ({ value: set.id, label: pick(set.titleZh, set.titleEn) }))}
      />
      <Button type="primary" disabled={asked.length === 0} loading={search.isPending} onClick={() => search.mutate()}>
        {text("overlap.compute")}
      </Button>
      <TroubleNote error={search.error} />
      {search.data?.sets.map((found) => {
        const set = sets.find(({ id }) => id === found.set);
        return (
          <section key={found.set} className={styles.found} data-overlaps={found.set}>
            <h4 className={styles.foundHead}>
              <span>{set ? pick(set.titleZh, set.titleEn) : found.set}</span>
              <span className={styles.quiet}>
                {found.count === 0
                  ? text("overlap.none")
                  : text("overlap.count", { count: formatFigure(found.count, 0), extension: extensionText(found) })}
              </span>
            </h4>
            <ul>
              {found.records.map((record) => (
                <li key={record.id} className={styles.foundRecord}>
                  <button
                    type="button"
                    className={styles.link}
                    onClick={() => props.onRecord({ set: found.set, id: record.id })}
                  >
                    {record.title || record.code || dash}
                  </button>
                  <span className={styles.figure}>
                    {extensionText(record)}
                    {record.shareOfRecord === null || record.areaM2 === 0
                      ? null
                      : ` · ${formatFigure(record.shareOfRecord * 100, 2)} %`}
                  </span>
                  <a href={recordPageAddress(found.set, record.id)}>{text("card.open")}</a>
                </li>
              ))}
            </ul>
            {found.count > found.records.length ? (
              <p className={styles.quiet}>{text("overlap.more", { count: found.count - found.records.length })}</p>
            ) : null}
          </section>
        );
      })}
    </div>
  );
}

function extensionText({ areaM2, lengthM }: Extension): string {
  if (areaM2 > 0) return areaText(areaM2);
  return lengthM > 0 ? lengthText(lengthM) : dash;
}
