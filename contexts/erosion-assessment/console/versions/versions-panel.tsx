import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import type { SurveyDecision, SurveyVersion } from "#contexts/erosion-assessment/model";
import {
  Icon,
  LoadingPanel,
  StatePanel,
  TroublePanel,
  usePermissions,
  useSession,
  writeAddress,
} from "#platform/interface-kit";
import { DecisionDialog } from "./decision-dialog.tsx";
import { NewSurvey } from "./new-survey.tsx";
import { SurveyJobs } from "./survey-jobs.tsx";
import { versionsQuery } from "./version-queries.ts";
import { useVersionTexts } from "./version-texts.ts";
import styles from "./versions.module.css";
import { VersionsTable } from "./versions-table.tsx";

/** 调查版本: which there are, what is being computed, what the city decides; and the form for a new one. */
export default function VersionsPanel(props: {
  readonly opened: string | undefined;
  readonly onOpen: (runId: string) => void;
  readonly onClose: () => void;
}): ReactNode {
  const { text } = useVersionTexts();
  const query = useQuery(versionsQuery);
  const isCity = useSession()?.user.scope === "city";
  const may = usePermissions();
  const [picked, setPicked] = useState<readonly string[]>([]);
  const [isNew, setIsNew] = useState(false);
  const [decision, setDecision] = useState<{ decision: SurveyDecision; version: SurveyVersion }>();
  const versions = query.data;

  if (query.isError) return <TroublePanel error={query.error} onRetry={() => void query.refetch()} />;
  if (versions === undefined) return <LoadingPanel label={text("loading")} />;
  if (isNew) return <NewSurvey versions={versions} onClose={() => setIsNew(false)} />;

  const compare = () => {
    const [first = "", second = ""] = picked;
    // The page opens its comparison with a survey that was not open before.
    const [run, other] = first === props.opened ? [second, first] : [first, second];
    writeAddress({ run, compare: other, at: undefined, view: undefined }, "push");
    props.onClose();
  };
  return (
    <div className={styles.panel}>
      <div className={styles.bar}>
        {isCity && may("survey.run") ? (
          <Button type="primary" icon={<Icon name="plus" />} onClick={() => setIsNew(true)}>
            {text("new")}
          </Button>
        ) : null}
        <Button disabled={picked.length !== 2} onClick={compare}>
          {text("compare")}
        </Button>
        {picked.length === 2 ? null : <span className={styles.detail}>{text("compare.hint")}</span>}
      </div>
      {isCity && may("survey.run") ? <SurveyJobs /> : null}
      {versions.length === 0 ? (
        <StatePanel tone="empty" title={text("none.title")}>
          <p>{text("none.text")}</p>
        </StatePanel>
      ) : (
        <VersionsTable
          versions={versions}
          opened={props.opened}
          picked={picked}
          mayPublish={isCity && may("survey.publish")}
          onPick={(runId, isPicked) =>
            setPicked(isPicked ? [...picked, runId] : picked.filter((other) => other !== runId))
          }
          onOpen={(runId) => {
            props.onOpen(runId);
            props.onClose();
          }}
          onDecide={(what, version) => setDecision({ decision: what, version })}
        />
      )}
      {decision ? (
        <DecisionDialog
          {...decision}
          replaced={publishedBeside(versions, decision.version)}
          onClose={() => setDecision(undefined)}
        />
      ) : null}
    </div>
  );
}

/** The version that stands published where this one would. */
function publishedBeside(
  versions: readonly SurveyVersion[],
  { runId, year, product, demonstration }: SurveyVersion,
): SurveyVersion | undefined {
  return versions.find(
    (other) =>
      other.runId !== runId &&
      other.state === "published" &&
      other.year === year &&
      other.product === product &&
      other.demonstration === demonstration,
  );
}
