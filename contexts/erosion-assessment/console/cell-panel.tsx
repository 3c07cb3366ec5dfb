import { Button } from "antd";
import type { ReactNode } from "react";
import type { AddressPlace } from "#contexts/erosion-assessment/first-picture";
import type { CellExplanation } from "#contexts/erosion-assessment/model";
import { ClassDot, formatFigure, formatSignificant, LoadingPanel, QuietMark } from "#platform/interface-kit";
import { positionText } from "#platform/map-view";
import styles from "./cell-panel.module.css";
import type { ClassStyle } from "./class-style.ts";
import { FactorList } from "./factor-list.tsx";
import { useExplanation } from "./survey-queries.ts";
import { RequestError } from "./survey-requests.ts";
import { useSurveyLanguage } from "./survey-text.ts";
import { TroublePanel } from "./trouble-panel.tsx";

/** Why the marked cell has its class. */
export function CellPanel(props: {
  readonly run: string;
  readonly at: AddressPlace | undefined;
  readonly classes: readonly ClassStyle[];
  readonly onClear: () => void;
}): ReactNode {
  const { text } = useSurveyLanguage();
  const query = useExplanation(props.run, props.at);
  if (!props.at) {
    return (
      <div className={styles.hint}>
        <p>{text("cell.hint")}</p>
        <p>{text("cell.hintKeyboard")}</p>
      </div>
    );
  }
  if (query.isPending) return <LoadingPanel label={text("cell.loading")} />;
  if (query.isError) {
    const isOutside =
      query.error instanceof RequestError &&
      query.error.trouble.kind === "problem" &&
      query.error.trouble.status === 404;
    return isOutside ? (
      <div data-cell="none">
        <TroublePanel error={query.error} title={text("cell.none")} />
        <ClearButton onClear={props.onClear} />
      </div>
    ) : (
      <TroublePanel error={query.error} onRetry={() => void query.refetch()} />
    );
  }
  return <Explanation explanation={query.data} classes={props.classes} onClear={props.onClear} />;
}

function Explanation(props: {
  readonly explanation: CellExplanation;
  readonly classes: readonly ClassStyle[];
  readonly onClear: () => void;
}): ReactNode {
  const { text } = useSurveyLanguage();
  const { explanation } = props;
  const style = props.classes.find((candidate) => candidate.id === explanation.class);
  return (
    <article className={styles.card} data-cell={`${explanation.at.longitude},${explanation.at.latitude}`}>
      <header className={styles.head}>
        <h2 className={styles.class}>
          <ClassDot color={style?.color ?? "transparent"} />
          <span data-cell-class>{style?.label ?? explanation.classZh}</span>
          {explanation.demonstration ? <QuietMark label={text("cell.demonstration")} /> : null}
          <ClearButton onClear={props.onClear} />
        </h2>
        <p className={styles.modulus}>
          <span data-cell-modulus>{formatFigure(explanation.erosionModulus, 2)}</span> <small>t/(km²·a)</small>
        </p>
        <p className={styles.quiet}>
          {text("cell.modulus")} · {text("cell.tolerance", { value: formatSignificant(explanation.toleranceModulus) })}
        </p>
      </header>
      <Product explanation={explanation} />
      <CellFacts explanation={explanation} />
      <section>
        <h3 className={styles.heading}>{text("cell.factors")}</h3>
        <FactorList factors={explanation.factors} />
      </section>
    </article>
  );
}

function CellFacts({ explanation }: { readonly explanation: CellExplanation }): ReactNode {
  const { text, pick } = useSurveyLanguage();
  const { cell, landUse } = explanation;
  const facts: readonly { readonly label: string; readonly value: ReactNode }[] = [
    {
      label: text("cell.place"),
      value: (
        <>
          {positionText(explanation.at.longitude, explanation.at.latitude)}
          <br />
          <span className={styles.quiet}>
            {text("cell.projected", { x: formatFigure(cell.x, 1), y: formatFigure(cell.y, 1), crs: cell.crs })}
            <br />
            {text("cell.grid", { row: cell.row, column: cell.column })}
          </span>
        </>
      ),
    },
    {
      label: text("cell.division"),
      value: pick(explanation.zone ?? "—", explanation.zoneEn ?? explanation.zone ?? "—"),
    },
    {
      label: text("cell.landUse"),
      value: landUse
        ? text("cell.landUseCode", { name: pick(landUse.nameZh, landUse.nameEn), code: landUse.code })
        : "—",
    },
    { label: text("cell.slope"), value: text("cell.degrees", { value: formatFigure(explanation.slopeDegrees, 2) }) },
  ];
  return (
    <dl className={styles.facts}>
      {facts.map((fact) => (
        <div key={fact.label}>
          <dt>{fact.label}</dt>
          <dd>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The product written out, in the unit of the equation and then in the unit of the classes (1 t/(hm²·a) = 100 t/(km²·a)). */
function Product({ explanation }: { readonly explanation: CellExplanation }): ReactNode {
  const { text } = useSurveyLanguage();
  const values = explanation.factors.map((factor) => formatSignificant(factor.value)).join(" × ");
  return (
    <section className={styles.product}>
      <h3 className={styles.heading}>{text("cell.soilLoss")}</h3>
      <p className={styles.formula}>
        A = R·K·L·S·B·E·T
        <br />= {values}
        <br />= <b>{formatFigure(explanation.soilLoss, 2)}</b> t/(hm²·a) ={" "}
        <b>{formatFigure(explanation.erosionModulus, 2)}</b> t/(km²·a)
      </p>
    </section>
  );
}

function ClearButton({ onClear }: { readonly onClear: () => void }): ReactNode {
  const { text } = useSurveyLanguage();
  return (
    <div className={styles.clear}>
      <Button size="small" onClick={onClear}>
        {text("cell.close")}
      </Button>
    </div>
  );
}
