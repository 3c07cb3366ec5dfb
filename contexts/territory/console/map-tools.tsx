import type { ReactNode } from "react";
import { Icon } from "#platform/interface-kit";
import type { FeatureSurface } from "#platform/map-view";
import { type MapTool, mapTools } from "./draw/sketch-panel.tsx";
import styles from "./map.page.module.css";
import { MapIcon } from "./map-icons.tsx";
import { useMapTexts } from "./map-texts.ts";

/** The tools above the map, the likeliest first; those of the view below them. */
export function MapTools(props: {
  readonly tool: MapTool | undefined;
  readonly isSwiping: boolean;
  readonly canSwipe: boolean;
  readonly onTool: (tool: MapTool | undefined) => void;
  readonly onSwipe: () => void;
  readonly onPrint: () => void;
}): ReactNode {
  const { text } = useMapTexts();
  return (
    <div className={styles.tools} role="toolbar" aria-label={text("tools")}>
      {mapTools.map((tool) => (
        <ToolButton
          key={tool}
          label={text(`tool.${tool}`)}
          isPressed={props.tool === tool}
          isDisabled={props.isSwiping}
          title={props.isSwiping ? text("tool.notWhileSwiping") : undefined}
          onClick={() => props.onTool(props.tool === tool ? undefined : tool)}
        >
          <MapIcon name={tool} />
        </ToolButton>
      ))}
      {props.canSwipe ? (
        <ToolButton label={text("tool.swipe")} isPressed={props.isSwiping} onClick={props.onSwipe}>
          <MapIcon name="swipe" />
        </ToolButton>
      ) : null}
      <ToolButton label={text("tool.print")} onClick={props.onPrint}>
        <Icon name="print" />
      </ToolButton>
    </div>
  );
}

export function ViewButtons(props: {
  readonly surface: FeatureSurface | undefined;
  readonly onFit: () => void;
}): ReactNode {
  const { text } = useMapTexts();
  const { surface } = props;
  return (
    <div className={styles.viewButtons}>
      <IconButton label={text("view.in")} onClick={() => surface?.map.zoomIn()}>
        <Icon name="plus" />
      </IconButton>
      <IconButton label={text("view.out")} onClick={() => surface?.map.zoomOut()}>
        <Icon name="minus" />
      </IconButton>
      <IconButton label={text("view.fit")} onClick={props.onFit}>
        <Icon name="expand" />
      </IconButton>
    </div>
  );
}

function ToolButton(props: {
  readonly label: string;
  readonly isPressed?: boolean;
  readonly isDisabled?: boolean;
  readonly title?: string | undefined;
  readonly onClick: () => void;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <button
      type="button"
      className={styles.tool}
      aria-pressed={props.isPressed}
      disabled={props.isDisabled}
      title={props.title}
      onClick={props.onClick}
    >
      {props.children}
      {props.label}
    </button>
  );
}

function IconButton(props: {
  readonly label: string;
  readonly onClick: () => void;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <button
      type="button"
      className={styles.viewButton}
      aria-label={props.label}
      title={props.label}
      onClick={props.onClick}
    >
      {props.children}
    </button>
  );
}
