import { Checkbox, Radio, Slider } from "antd";
import { type ReactNode, useId } from "react";
import { ClassDot } from "#platform/interface-kit";
import { type MapTexts, useMapTexts } from "../map-texts.ts";
import styles from "./layer-panel.module.css";
import type { TreeEntry, TreeGroup } from "./layer-tree.ts";
import { EntryLegend, entryName, swatchOf } from "./legend-of.tsx";
import type { BaseChoice } from "./map-layers.ts";

export interface LayerPanelProps {
  readonly tree: readonly TreeGroup[];
  readonly shown: readonly { readonly entry: TreeEntry; readonly opacity: number }[];
  readonly bases: readonly BaseChoice[];
  readonly base: BaseChoice;
  /** `2024年调查`; what the themes are of. */
  readonly surveyTitle: string | undefined;
  /** The set of which a list's selection is shown only. */
  readonly selectedSet: string | undefined;
  readonly onShow: (entry: TreeEntry, isShown: boolean, opacity?: number) => void;
  readonly onBase: (base: BaseChoice) => void;
  readonly onWholeSet: () => void;
}

/** The tree of layers, each shown one with its legend and its opacity. */
export function LayerPanel(props: LayerPanelProps): ReactNode {
  const texts = useMapTexts();
  const { text } = texts;
  return (
    <nav className={styles.panel} aria-label={text("layers")}>
      {props.tree.map((group) => (
        <section key={group.id} className={styles.group}>
          <h2 className={styles.groupTitle}>
            {text(`layers.group.${group.id}`)}
            {group.id === "surveys" && props.surveyTitle ? (
              <span className={styles.of}>{props.surveyTitle}</span>
            ) : null}
          </h2>
          <ul>
            {group.entries.map((entry) => (
              <Entry
                key={entry.id}
                entry={entry}
                opacity={props.shown.find((one) => one.entry.id === entry.id)?.opacity}
                texts={texts}
                onShow={props.onShow}
                onWholeSet={props.selectedSet === entry.id ? props.onWholeSet : undefined}
              />
            ))}
          </ul>
        </section>
      ))}
      <section className={styles.group}>
        <h2 className={styles.groupTitle} id="map-base">
          {text("layers.base")}
        </h2>
        <Radio.Group
          className={styles.bases ?? ""}
          aria-labelledby="map-base"
          value={props.base}
          onChange={(event) => props.onBase(event.target.value as BaseChoice)}
          options={props.bases.map((value) => ({ value, label: text(`base.${value}`) }))}
        />
      </section>
    </nav>
  );
}

function Entry(props: {
  readonly entry: TreeEntry;
  readonly opacity: number | undefined;
  readonly texts: MapTexts;
  readonly onShow: LayerPanelProps["onShow"];
  readonly onWholeSet: (() => void) | undefined;
}): ReactNode {
  const { entry, opacity, texts } = props;
  const { text } = texts;
  const name = entryName(entry, texts);
  const swatch = swatchOf(entry);
  const id = useId();
  return (
    <li className={styles.entry}>
      <Checkbox
        checked={opacity !== undefined}
        onChange={(event) => props.onShow(entry, event.target.checked, opacity)}
        aria-describedby={opacity === undefined ? undefined : id}
      >
        <span className={styles.name}>
          {swatch ? <ClassDot color={swatch} /> : null}
          {name}
          {entry.kind === "survey" && entry.layer.unit !== "" ? (
            <span className={styles.unit}>{entry.layer.unit}</span>
          ) : null}
        </span>
      </Checkbox>
      {opacity === undefined ? null : (
        <div className={styles.details} id={id}>
          {props.onWholeSet ? (
            <p className={styles.selection}>
              {text("layers.selection")}
              <button type="button" className={styles.link} onClick={props.onWholeSet}>
                {text("layers.whole")}
              </button>
            </p>
          ) : null}
          <EntryLegend entry={entry} texts={texts} />
          <div className={styles.opacity}>
            <span>{text("layers.opacity")}</span>
            <Slider
              min={0}
              max={100}
              step={5}
              value={Math.round(opacity * 100)}
              onChange={(percent) => props.onShow(entry, true, percent / 100)}
              ariaLabelForHandle={text("layers.opacityOf", { name })}
              tooltip={{ formatter: (percent) => `${percent} %` }}
            />
            <span className={styles.percent}>{Math.round(opacity * 100)} %</span>
          </div>
        </div>
      )}
    </li>
  );
}
