import type { ReactNode } from "react";
import type { SurveyLayer } from "#contexts/erosion-assessment/model";
import { ClassLegend, formatSignificant, RampLegend } from "#platform/interface-kit";
import styles from "./layer-panel.module.css";
import { useSurveyLanguage } from "./survey-text.ts";

/** The colours of the chosen layer with its unit. */
export function LayerLegend({ layer }: { readonly layer: SurveyLayer }): ReactNode {
  const { text, pick } = useSurveyLanguage();
  const name = pick(layer.nameZh, layer.nameEn);
  return (
    <section className={styles.legend} aria-label={text("layers.legend")}>
      <h2 className={styles.legendTitle}>
        {name}
        {layer.unit === "" ? null : <span className={styles.unit}>{layer.unit}</span>}
      </h2>
      {layer.legend.kind === "classes" ? (
        <ClassLegend
          entries={layer.legend.entries.map((entry) => ({
            key: String(entry.code),
            label: pick(entry.labelZh, entry.labelEn),
            color: entry.color,
          }))}
        />
      ) : (
        <RampLegend stops={layer.legend.stops} format={(value) => formatSignificant(value)} />
      )}
    </section>
  );
}
