import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Checkbox, InputNumber, Progress, Select } from "antd";
import { type FormEvent, type ReactNode, useState } from "react";
import {
  type ScreeningOptions,
  type ScreeningResult,
  type ScreeningTopic,
  screeningTopics,
} from "#contexts/territory/model";
import {
  Field,
  formatFigure,
  Icon,
  LoadingPanel,
  StatePanel,
  TroubleNote,
  TroublePanel,
  UnconfirmedMark,
} from "#platform/interface-kit";
import { ResultTable } from "./result-table.tsx";
import styles from "./screening.module.css";
import { screeningOptionsQuery, useScreeningJob, useStartScreening } from "./screening-queries.ts";
import { type ScreeningTexts, useScreeningTexts } from "./screening-texts.ts";

/** Sloping cropland gives thousands of patches: it is asked for when it is wanted. */
const usualTopics: readonly ScreeningTopic[] = ["steep-land", "vegetation-loss"];
/** Metres: over coarser cells a slope is evened out so far that steep fields are missed. */
const COARSE_CELLS = 30;

/** Chooses a survey and what to look for, starts the job, and shows what came of it. */
export function RunPanel(): ReactNode {
  const { text } = useScreeningTexts();
  const options = useQuery(screeningOptionsQuery);
  const start = useStartScreening();
  if (options.isError) return <TroublePanel error={options.error} onRetry={() => void options.refetch()} />;
  if (!options.data) return <LoadingPanel label={text("run.loading")} />;
  const { surveys } = options.data;
  if (!surveys.some(({ topics }) => topics.length > 0)) {
    return (
      <StatePanel tone="empty" title={text("run.noSurvey")}>
        <p>{text("run.noSurveyHint")}</p>
      </StatePanel>
    );
  }
  if (start.data) return <RunCourse jobId={start.data.jobId} onAnother={start.reset} />;
  return <RunForm options={options.data} start={start} />;
}

function RunForm(props: {
  readonly options: ScreeningOptions;
  readonly start: ReturnType<typeof useStartScreening>;
}): ReactNode {
  const texts = useScreeningTexts();
  const { text } = texts;
  const { surveys, thresholds } = props.options;
  const suited = surveys.filter(({ topics }) => topics.length > 0);
  const [runId, setRunId] = useState(suited[0]?.runId ?? "");
  const survey = suited.find((each) => each.runId === runId);
  const earlier = suited.filter(({ year }) => survey !== undefined && year < survey.year);
  const [chosenBaseline, setBaseline] = useState<string>();
  const baseline = earlier.find((each) => each.runId === chosenBaseline) ?? earlier[0];
  const isPossible = (topic: ScreeningTopic) =>
    survey?.topics.includes(topic) === true && (topic !== "vegetation-loss" || baseline !== undefined);
  const [chosen, setChosen] = useState<readonly ScreeningTopic[]>(usualTopics);
  const topics = chosen.filter(isPossible);
  const usual = thresholds.find(({ id }) => id === "smallest-patch")?.value ?? 0;
  const [smallest, setSmallest] = useState<number | null>(usual);

  const send = (event: FormEvent) => {
    event.preventDefault();
    props.start.mutate({
      runId,
      baselineRunId: topics.includes("vegetation-loss") ? (baseline?.runId ?? null) : null,
      topics: [...topics],
      smallestSquareMetres: smallest ?? usual,
    });
  };
  return (
    <form className={styles.form} onSubmit={send}>
      <p className={styles.quiet}>{text("run.explain")}</p>
      <Field label={text("run.survey")}>
        {(control) => (
          <Select<string>
            id={control.id}
            suffixIcon={<Icon name="down" />}
            value={runId}
            options={suited.map((each) => ({ value: each.runId, label: surveyLabel(each, texts) }))}
            onChange={setRunId}
          />
        )}
      </Field>
      {survey !== undefined && survey.cellSize > COARSE_CELLS ? (
        <Alert type="warning" title={text("run.coarse", { size: survey.cellSize })} />
      ) : null}
      <fieldset className={styles.topics}>
        <legend>{text("run.topics")}</legend>
        {screeningTopics.map((topic) => (
          <Checkbox
            key={topic}
            checked={topics.includes(topic)}
            disabled={!isPossible(topic)}
            onChange={({ target }) =>
              setChosen(target.checked ? [...chosen, topic] : chosen.filter((each) => each !== topic))
            }
          >
            {text(`topic.${topic}`)}
            {isPossible(topic) ? null : (
              <span className={styles.quiet}>
                {" "}
                {text(survey?.topics.includes(topic) ? "run.baselineNone" : "run.topicImpossible")}
              </span>
            )}
          </Checkbox>
        ))}
      </fieldset>
      {topics.includes("vegetation-loss") ? (
        <Field label={text("run.baseline")}>
          {(control) => (
            <Select<string>
              id={control.id}
              suffixIcon={<Icon name="down" />}
              value={baseline?.runId ?? ""}
              options={earlier.map((each) => ({ value: each.runId, label: surveyLabel(each, texts) }))}
              onChange={setBaseline}
            />
          )}
        </Field>
      ) : null}
      <Field label={text("run.smallest")} hint={text("run.smallestHint")}>
        {(control) => (
          <InputNumber<number>
            {...control}
            min={0}
            max={10_000_000}
            step={500}
            value={smallest}
            onChange={setSmallest}
          />
        )}
      </Field>
      <TroubleNote error={props.start.error} />
      <div>
        <Button type="primary" htmlType="submit" disabled={topics.length === 0} loading={props.start.isPending}>
          {text("run.start")}
        </Button>
      </div>
      <Thresholds thresholds={thresholds} />
    </form>
  );
}

function surveyLabel(survey: ScreeningOptions["surveys"][number], { text }: ScreeningTexts): string {
  const name = text("run.surveyName", { year: survey.year, number: survey.number, title: survey.title });
  return survey.demonstration ? `${name}（${text("run.demonstration")}）` : name;
}

function Thresholds({ thresholds }: Pick<ScreeningOptions, "thresholds">): ReactNode {
  const { text, pick } = useScreeningTexts();
  return (
    <section className={styles.thresholds}>
      <h3>{text("run.thresholds")}</h3>
      <dl>
        {thresholds.map((row) => (
          <div key={row.id}>
            <dt>{pick(row.zh, row.en)}</dt>
            <dd className={styles.value}>
              {row.value}
              {row.unit === null ? null : `${row.unit === "°" ? "" : " "}${row.unit}`}
            </dd>
            <dd className={styles.quiet}>
              {row.isUnconfirmed ? <UnconfirmedMark label={text("run.unconfirmed")} /> : null} {row.source}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function RunCourse({ jobId, onAnother }: { readonly jobId: string; readonly onAnother: () => void }): ReactNode {
  const { text, pick } = useScreeningTexts();
  const { data: job, error } = useScreeningJob(jobId);
  const isActive = job === undefined || job.state === "queued" || job.state === "running";
  if (error) return <TroublePanel error={error} />;
  if (isActive) {
    return (
      <div className={styles.form}>
        <p>{text("run.running")}</p>
        <Progress percent={Math.floor((job?.progress ?? 0) * 100)} status="active" aria-label={text("run.title")} />
        <p className={styles.quiet}>{job ? pick(job.stepZh, job.stepEn) : null}</p>
      </div>
    );
  }
  return (
    <div className={styles.form}>
      {job.state === "done" ? <Outcome result={job.result as ScreeningResult} /> : null}
      {job.state === "cancelled" ? <p>{text("run.cancelled")}</p> : null}
      {job.state === "failed" ? (
        <StatePanel tone="error" title={pick(job.reason?.userMessage ?? "", job.reason?.message ?? "")} />
      ) : null}
      <div>
        <Button onClick={onAnother}>{text("run.another")}</Button>
      </div>
    </div>
  );
}

function Outcome({ result }: { readonly result: ScreeningResult }): ReactNode {
  const { text } = useScreeningTexts();
  const { added, changed, unchanged, outdated } = result;
  const counts = Object.entries({ added, changed, unchanged, outdated });
  return (
    <>
      <p role="status">
        {text("run.done", Object.fromEntries(counts.map(([name, count]) => [name, formatFigure(count, 0)])))}
      </p>
      <ResultTable classes={result.classes} />
    </>
  );
}
