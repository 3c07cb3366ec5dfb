import { Slider, Switch } from "antd";
import type { ReactNode } from "react";
import { surveyLayout } from "#contexts/erosion-assessment/first-picture";
import type { SurveyLayer, SurveyLayerId } from "#contexts/erosion-assessment/model";
import { formatSignificant } from "#platform/interface-kit";
import { LayerLegend } from "./layer-legend.tsx";
import styles from "./layer-panel.module.css";
import { type SurveyTextKey, useSurveyLanguage } from "./survey-text.ts";

export interface LayerSettings {
  readonly opacity: number;
  readonly isHillshadeShown: boolean;
  readonly areDivisionsShown: boolean;
}

const groups: readonly { readonly title: SurveyTextKey; readonly ids: readonly SurveyLayerId[] }[] = [
  { title: "layers.group.result", ids: ["intensity", "soil-loss"] },
  { title: "layers.group.terrain", ids: ["slope", "slope-length", "ls"] },
  { title: "layers.group.factors", ids: ["r", "k", "l", "s", "b", "e", "t"] },
  { title: "layers.group.input", ids: ["land-use"] },
];

/** One thematic layer at a time, what lies under and over it, and its legend. */
export function LayerPanel(props: {
  readonly layers: readonly SurveyLayer[];
  readonly chosen: SurveyLayer | undefined;
  readonly settings: LayerSettings;
  readonly onChoose: (id: SurveyLayerId) => void;
  readonly onSettings: (settings: LayerSettings) => void;
}): ReactNode {
  const { text } = useSurveyLanguage();
  const { layers, chosen, settings, onSettings } = props;
  return (
    <aside className={`${surveyLayout.layers} ${styles.panel}`} aria-label={text("layers.title")}>
      <fieldset className={styles.choices}>
        <legend className={styles.heading}>{text("layers.title")}</legend>
        {layers.length === 0 ? <p className={styles.none}>{text("layers.none")}</p> : null}
        {groups.map((group) => {
          const members = group.ids.flatMap((id) => layers.find((layer) => layer.id === id) ?? []);
          if (members.length === 0) return null;
          return (
            <div key={group.title} className={styles.group}>
              <p className={styles.groupTitle}>{text(group.title)}</p>
              {members.map((layer) => (
                <LayerChoice
                  key={layer.id}
                  layer={layer}
                  isChosen={layer.id === chosen?.id}
                  onChoose={props.onChoose}
                />
              ))}
            </div>
          );
        })}
      </fieldset>
      <div className={styles.settings}>
        <div className={styles.setting}>
          <span id="layer-opacity">{text("layers.opacity")}</span>
          <span className={styles.value}>{text("layers.percent", { value: Math.round(settings.opacity * 100) })}</span>
        </div>
        <Slider
          className={styles.slider ?? ""}
          min={0}
          max={100}
          step={5}
          value={Math.round(settings.opacity * 100)}
          ariaLabelledByForHandle="layer-opacity"
          tooltip={{ open: false }}
          onChange={(percent) => onSettings({ ...settings, opacity: percent / 100 })}
        />
        {layers.some((layer) => layer.id === "hillshade") ? (
          <SwitchRow
            label={text("layers.hillshade")}
            isOn={settings.isHillshadeShown}
            onChange={(isHillshadeShown) => onSettings({ ...settings, isHillshadeShown })}
          />
        ) : null}
        <SwitchRow
          label={text("layers.divisions")}
          isOn={settings.areDivisionsShown}
          onChange={(areDivisionsShown) => onSettings({ ...settings, areDivisionsShown })}
        />
      </div>
      {chosen ? <LayerLegend layer={chosen} /> : null}
    </aside>
  );
}

function LayerChoice(props: {
  readonly layer: SurveyLayer;
  readonly isChosen: boolean;
  readonly onChoose: (id: SurveyLayerId) => void;
}): ReactNode {
  const { text, pick } = useSurveyLanguage();
  const { layer } = props;
  const name = pick(layer.nameZh, layer.nameEn);
  if (layer.constant !== null) {
    const value = formatSignificant(layer.constant);
    const isFactor = layer.id.length === 1;
    return (
      <p className={styles.constant} title={`${name} ${layer.unit}`}>
        {isFactor
          ? text("layers.constant", { symbol: layer.id.toUpperCase(), value })
          : text("layers.constantNamed", { name, value })}
      </p>
    );
  }
  return (
    <label className={props.isChosen ? `${styles.choice} ${styles.chosen}` : styles.choice} title={name}>
      <input
        type="radio"
        name="survey-layer"
        value={layer.id}
        checked={props.isChosen}
        onChange={() => props.onChoose(layer.id)}
      />
      <span className={styles.name}>{name}</span>
    </label>
  );
}

function SwitchRow(props: {
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}): ReactNode {
  return (
    <div className={styles.setting}>
      <span>{props.label}</span>
      <Switch size="small" checked={props.isOn} onChange={props.onChange} aria-label={props.label} />
    </div>
  );
}
