import { Button } from "antd";
import type { ReactNode } from "react";
import type { SurveyListItem } from "#contexts/erosion-assessment/model";
import { Icon, QuietMark } from "#platform/interface-kit";
import { SurveyPicker } from "./survey-picker.tsx";
import { fileAddress } from "./survey-requests.ts";
import { useSurveyLanguage } from "./survey-text.ts";
import styles from "./survey-tools.module.css";
import { VersionsButton } from "./versions/versions-button.tsx";

/** What stands in the top bar: which survey, and its files. */
export function SurveyTools(props: {
  readonly surveys: readonly SurveyListItem[];
  readonly survey: SurveyListItem | undefined;
  readonly onChoose: (run: string) => void;
  readonly onProvenance: () => void;
}): ReactNode {
  const { text } = useSurveyLanguage();
  const { survey } = props;
  return (
    <div className={styles.room}>
      <div className={styles.tools}>
        {props.surveys.length === 0 ? null : (
          <SurveyPicker
            surveys={props.surveys}
            value={survey?.runId}
            label={text("survey.picker")}
            placeholder={text("survey.picker")}
            onChange={props.onChoose}
          />
        )}
        {survey ? (
          <>
            <span className={styles.marks}>
              {survey.demonstration ? (
                <QuietMark label={text("survey.demonstration")} title={text("survey.demonstrationNote")} />
              ) : null}
              <QuietMark label={text(`survey.product.${survey.product}`)} />
            </span>
            <nav className={styles.links} aria-label={text("links.label")}>
              <Button
                type="text"
                icon={<Icon name="seal" />}
                title={text("links.provenance")}
                onClick={props.onProvenance}
              >
                {text("links.provenance")}
              </Button>
              <FileLink run={survey.runId} file="report.html" icon={<Icon name="document" />} isForReading>
                {text("links.report")}
              </FileLink>
              <FileLink run={survey.runId} file="summary.xlsx" icon={<Icon name="table" />}>
                {text("links.excel")}
              </FileLink>
              <FileLink run={survey.runId} file="patches.gpkg" icon={<Icon name="layers" />}>
                {text("links.geopackage")}
              </FileLink>
            </nav>
          </>
        ) : null}
        <span className={survey ? undefined : styles.links}>
          <VersionsButton opened={survey?.runId} onOpen={props.onChoose} />
        </span>
      </div>
    </div>
  );
}

function FileLink(props: {
  readonly run: string;
  readonly file: string;
  readonly icon: ReactNode;
  /** Opens in a tab of its own instead of being kept as a file. */
  readonly isForReading?: boolean;
  readonly children: string;
}): ReactNode {
  const target = props.isForReading ? { target: "_blank", rel: "noopener" } : { download: "" };
  return (
    <Button type="text" icon={props.icon} title={props.children} href={fileAddress(props.run, props.file)} {...target}>
      {props.children}
    </Button>
  );
}
