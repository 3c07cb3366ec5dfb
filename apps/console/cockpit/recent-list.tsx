import type { ReactNode } from "react";
import { formatTimestamp } from "#platform/interface-kit";
import { type AcceptedReport, RECENT, type SurveyVersion } from "./board-requests.ts";
import styles from "./cockpit.module.css";
import { type CockpitTexts, useCockpitTexts } from "./cockpit-texts.ts";
import { surveyAddress } from "./figure-address.ts";
import { NothingYet, Panel } from "./panel.tsx";

interface News {
  readonly key: string;
  readonly at: string;
  readonly text: string;
  readonly address: string;
}

/** The latest accepted reports and published surveys, the newest first. */
export function RecentList(props: {
  readonly reports: readonly AcceptedReport[] | undefined;
  readonly surveys: readonly SurveyVersion[] | undefined;
}): ReactNode {
  const texts = useCockpitTexts();
  const news = newsOf(props.reports ?? [], props.surveys ?? [], texts);
  return (
    <Panel heading={texts.text("recent.heading")}>
      {news.length === 0 ? (
        <NothingYet>{texts.text("recent.none")}</NothingYet>
      ) : (
        <ul className={styles.news}>
          {news.map(({ key, at, text, address }) => (
            <li key={key}>
              <time dateTime={at}>{formatTimestamp(at).slice(5)}</time>
              <a className={styles.opens} href={address}>
                {text}
              </a>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function newsOf(
  reports: readonly AcceptedReport[],
  surveys: readonly SurveyVersion[],
  { text }: CockpitTexts,
): readonly News[] {
  const accepted = reports.map(({ id, updatedAt, values, labels }) => ({
    key: id,
    at: updatedAt,
    text: text("recent.report", {
      department: labels.organisation ?? text("recent.someone"),
      task: values.taskId,
      ask: values.ask,
    }),
    address: `/records/progress-reports/${id}`,
  }));
  const published = surveys.flatMap(({ runId, year, number, state, stateAt }) =>
    state === "published" && stateAt !== null
      ? [{ key: runId, at: stateAt, text: text("recent.survey", { year, number }), address: surveyAddress(runId) }]
      : [],
  );
  return [...accepted, ...published].sort((a, b) => Date.parse(b.at) - Date.parse(a.at)).slice(0, RECENT);
}
