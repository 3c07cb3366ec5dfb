import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { Fragment, type ReactNode, useState } from "react";
import type { Holding } from "#contexts/territory/model";
import { dash, formatFigure, recordSetsQuery } from "#platform/interface-kit";
import styles from "./condition-panel.module.css";
import { useConditionTexts } from "./condition-texts.ts";

const HM2_PER_KM2 = 100;

/** Enclosures, facilities and zones inside, each line with the records that it counts. */
export function HoldingsTable(props: {
  readonly holdings: readonly Holding[];
  readonly partKm2: number | null;
}): ReactNode {
  const { text } = useConditionTexts();
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const nameOf = useHoldingName();
  const toggle = (key: string) => {
    const next = new Set(open);
    if (!next.delete(key)) next.add(key);
    setOpen(next);
  };
  return (
    <section className={styles.section}>
      <h2>{text("holdings.title")}</h2>
      <table className={styles.holdings}>
        <thead>
          <tr>
            <th scope="col">{text("holdings.kind")}</th>
            <th scope="col">{text("holdings.count")}</th>
            <th scope="col">{text("holdings.inside")} hm²</th>
            <th scope="col">{text("holdings.share")} %</th>
            <th scope="col">
              <span className="visually-hidden">{text("holdings.rows")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {props.holdings.map((holding) => {
            const key = `${holding.recordSet} ${holding.kind ?? ""}`;
            return (
              <Fragment key={key}>
                <Line
                  holding={holding}
                  name={nameOf(holding)}
                  share={shareOf(holding, props.partKm2)}
                  isOpen={open.has(key)}
                  onToggle={() => toggle(key)}
                />
                {open.has(key) ? (
                  <tr>
                    <td colSpan={5} className={styles.rows}>
                      <Rows holding={holding} />
                    </td>
                  </tr>
                ) : null}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}

function shareOf({ insideHm2, problem }: Holding, partKm2: number | null): number | null {
  return partKm2 === null || partKm2 === 0 || problem !== null ? null : (insideHm2 / HM2_PER_KM2 / partKm2) * 100;
}

function Line(props: {
  readonly holding: Holding;
  readonly name: string;
  readonly share: number | null;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}): ReactNode {
  const { text, pick } = useConditionTexts();
  const { holding, name, share } = props;
  if (holding.problem !== null) {
    return (
      <tr>
        <th scope="row">{name}</th>
        <td colSpan={4} className={styles.quiet}>
          {pick(holding.problem.zh, holding.problem.en)}
        </td>
      </tr>
    );
  }
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{holding.count}</td>
      <td>{holding.count === 0 ? dash : formatFigure(holding.insideHm2, 2)}</td>
      <td>{holding.count === 0 ? dash : formatFigure(share, 2)}</td>
      <td>
        {holding.count === 0 ? null : (
          <Button type="link" size="small" aria-expanded={props.isOpen} onClick={props.onToggle}>
            {text("holdings.rows")}
          </Button>
        )}
      </td>
    </tr>
  );
}

function Rows({ holding }: { readonly holding: Holding }): ReactNode {
  const { text } = useConditionTexts();
  const { records, count, recordSet } = holding;
  const codes = records.flatMap(({ code }) => (code === null ? [] : [code]));
  const filter = encodeURIComponent(JSON.stringify({ code: { in: codes } }));
  return (
    <>
      <p className={styles.quiet}>
        <a href={`/records/${recordSet}?filter=${filter}`}>
          {count > records.length ? text("holdings.openMost", { count: records.length }) : text("holdings.open")}
        </a>{" "}
        · {text("holdings.note")}
      </p>
      <table className={styles.holdings}>
        <thead>
          <tr>
            <th scope="col">{text("holdings.record")}</th>
            <th scope="col">{text("holdings.inside")} hm²</th>
            <th scope="col">{text("holdings.shareOfRecord")} %</th>
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <tr key={record.id}>
              <th scope="row">
                <a href={`/records/${recordSet}/${record.id}`}>{record.title ?? record.code ?? record.id}</a>
              </th>
              <td>{formatFigure(record.insideHm2, 2)}</td>
              <td>{formatFigure(record.shareOfRecord === null ? null : record.shareOfRecord * 100, 1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

/** A set by its title, zones by their kind. */
function useHoldingName(): (holding: Holding) => string {
  const { pick } = useConditionTexts();
  const sets = useQuery(recordSetsQuery);
  return ({ recordSet, kind }) => {
    const set = sets.data?.find(({ id }) => id === recordSet);
    const choice = set?.fields.flatMap(({ choices }) => choices).find(({ value }) => value === kind);
    if (choice) return pick(choice.labelZh, choice.labelEn);
    return set ? pick(set.titleZh, set.titleEn) : recordSet;
  };
}
