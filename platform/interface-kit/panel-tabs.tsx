import { type KeyboardEvent, type ReactNode, useId, useRef } from "react";
import styles from "./panel-tabs.module.css";

export interface PanelTab<Key extends string> {
  readonly key: Key;
  readonly title: string;
}

/**
 * One panel at a time under its tabs; the panel scrolls, the tabs stay. Arrow keys, Home and End move between tabs as
 * WAI-ARIA describes it. Only the chosen panel is rendered.
 */
export function PanelTabs<Key extends string>(props: {
  readonly label: string;
  readonly tabs: readonly PanelTab<Key>[];
  readonly chosen: Key;
  readonly onChoose: (key: Key) => void;
  readonly children: ReactNode;
}): ReactNode {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const position = props.tabs.findIndex((tab) => tab.key === props.chosen);
    const next = tabAfterKey(event.key, position, props.tabs.length);
    const tab = next === undefined ? undefined : props.tabs[next];
    if (tab === undefined || next === undefined) return;
    event.preventDefault();
    props.onChoose(tab.key);
    list.current?.querySelectorAll<HTMLElement>("[role=tab]")[next]?.focus();
  };
  return (
    <div className={styles.frame}>
      <div ref={list} className={styles.list} role="tablist" aria-label={props.label} onKeyDown={move}>
        {props.tabs.map((tab) => {
          const isChosen = tab.key === props.chosen;
          return (
            <button
              key={tab.key}
              type="button"
              role="tab"
              id={`${id}-${tab.key}`}
              className={styles.tab}
              aria-selected={isChosen}
              aria-controls={isChosen ? `${id}-panel` : undefined}
              tabIndex={isChosen ? 0 : -1}
              onClick={() => props.onChoose(tab.key)}
            >
              {tab.title}
            </button>
          );
        })}
      </div>
      <div
        id={`${id}-panel`}
        className={styles.panel}
        role="tabpanel"
        aria-labelledby={`${id}-${props.chosen}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
        tabIndex={0}
      >
        {props.children}
      </div>
    </div>
  );
}

function tabAfterKey(key: string, position: number, count: number): number | undefined {
  if (key === "ArrowRight") return (position + 1) % count;
  if (key === "ArrowLeft") return (position - 1 + count) % count;
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  return undefined;
}
