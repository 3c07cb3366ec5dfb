import { type ReactNode, useSyncExternalStore } from "react";
import { Icon } from "#platform/interface-kit";
import styles from "./cockpit.module.css";
import { useCockpitTexts } from "./cockpit-texts.ts";

function subscribe(listener: () => void): () => void {
  document.addEventListener("fullscreenchange", listener);
  return () => document.removeEventListener("fullscreenchange", listener);
}

export function FullScreenButton(): ReactNode {
  const { text } = useCockpitTexts();
  const isFull = useSyncExternalStore(subscribe, () => document.fullscreenElement !== null);
  if (!document.fullscreenEnabled) return null;
  const toggle = () => {
    const change = isFull ? document.exitFullscreen() : document.documentElement.requestFullscreen();
    // The browser may refuse; the board is as good in its window.
    change.catch((error: unknown) => console.warn(error));
  };
  return (
    <button type="button" className={styles.tool} onClick={toggle}>
      <Icon name="expand" size={20} />
      {text(isFull ? "leaveFullScreen" : "fullScreen")}
    </button>
  );
}
