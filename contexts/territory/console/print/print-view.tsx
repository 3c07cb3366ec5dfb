import { Button, Input, Segmented, Select } from "antd";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { fontFamily, formatDay } from "#platform/interface-kit";
import { type Bounds, FeatureMap, type FeatureMapProps, type FeatureSurface } from "#platform/map-view";
import type { TreeEntry } from "../layers/layer-tree.ts";
import { useMapTexts } from "../map-texts.ts";
import { scaleOfZoom, scaleText, zoomOfScale } from "../scale.ts";
import { type Orientation, orientations, type PaperSize, paperMillimetres, paperSizes, usualScales } from "./paper.ts";
import { PrintSheet } from "./print-sheet.tsx";
import styles from "./print-view.module.css";

/** Dots for each CSS pixel: 192 dpi, which a canvas can hold for A3. */
const dotsPerPixel = 2;
const approvalKey = "terrace:map-approval";

/** The map on paper: settings at the left, the sheet as it comes out of the printer at the right. */
export function PrintView(props: {
  readonly bounds: Bounds;
  readonly viewpoint: FeatureMapProps["initialViewpoint"];
  readonly layers: FeatureMapProps["layers"];
  readonly chosen: FeatureMapProps["chosen"];
  readonly mark: FeatureMapProps["mark"];
  readonly entries: readonly TreeEntry[];
  readonly usualTitle: string;
  readonly sources: readonly string[];
  readonly isDemonstration: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const { text } = useMapTexts();
  const id = useId();
  const [size, setSize] = useState<PaperSize>("A4");
  const [orientation, setOrientation] = useState<Orientation>("landscape");
  const [title, setTitle] = useState(props.usualTitle);
  const [maker, setMaker] = useState("");
  const [approval, setApproval] = useState(() => localStorage.getItem(approvalKey) ?? "");
  const [surface, setSurface] = useState<FeatureSurface>();
  const [isSettled, setIsSettled] = useState(false);
  const view = useRestingView(surface);
  const heading = useRef<HTMLHeadingElement>(null);
  const { width, height } = paperMillimetres(size, orientation);

  useEffect(() => {
    heading.current?.focus();
    const close = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented) props.onClose();
    };
    document.addEventListener("keydown", close);
    return () => document.removeEventListener("keydown", close);
  }, [props.onClose]);

  const setScale = (denominator: number) => {
    if (!surface) return;
    surface.map.jumpTo({ zoom: zoomOfScale(denominator, surface.map.getCenter().lat) });
  };
  const scale = view && scaleOfZoom(view.zoom, view.latitude);
  const usual = usualScales.find((one) => scale !== undefined && Math.abs(one / scale - 1) < 0.001);

  return createPortal(
    <div className={styles.view} role="dialog" aria-modal="true" aria-label={text("print.title")}>
      <style>{`@page { size: ${width}mm ${height}mm; margin: 0; } @media print { #root { display: none; } }`}</style>
      <form className={styles.settings} onSubmit={(event) => event.preventDefault()}>
        <h2 ref={heading} tabIndex={-1} className={styles.heading}>
          {text("print.title")}
        </h2>
        <Segmented<PaperSize>
          block
          aria-label={text("print.size")}
          value={size}
          onChange={setSize}
          options={[...paperSizes]}
        />
        <Segmented<Orientation>
          block
          aria-label={text("print.orientation")}
          value={orientation}
          onChange={setOrientation}
          options={orientations.map((value) => ({ value, label: text(`print.${value}`) }))}
        />
        <label htmlFor={`${id}-title`}>{text("print.mapTitle")}</label>
        <Input id={`${id}-title`} value={title} maxLength={60} onChange={(event) => setTitle(event.target.value)} />
        <label htmlFor={`${id}-scale`}>{text("print.scale")}</label>
        <Select<number | null>
          id={`${id}-scale`}
          value={usual ?? null}
          placeholder={scale === undefined ? "" : scaleText(scale)}
          onChange={(denominator: number | null) => denominator && setScale(denominator)}
          options={usualScales.map((value) => ({ value, label: scaleText(value) }))}
        />
        <label htmlFor={`${id}-maker`}>{text("print.maker")}</label>
        <Input id={`${id}-maker`} value={maker} maxLength={60} onChange={(event) => setMaker(event.target.value)} />
        <label htmlFor={`${id}-approval`}>{text("print.approval")}</label>
        <Input
          id={`${id}-approval`}
          value={approval}
          maxLength={40}
          placeholder={text("print.approvalHint")}
          onChange={(event) => {
            setApproval(event.target.value);
            localStorage.setItem(approvalKey, event.target.value);
          }}
        />
        <p className={styles.hint}>{text("print.hint")}</p>
        <div className={styles.buttons}>
          <Button type="primary" htmlType="button" disabled={!isSettled} onClick={() => window.print()}>
            {text("print.print")}
          </Button>
          <Button htmlType="button" onClick={props.onClose}>
            {text("print.back")}
          </Button>
        </div>
        {isSettled ? null : (
          <p role="status" className={styles.hint}>
            {text("print.drawing")}
          </p>
        )}
      </form>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1). */}
      <section className={styles.desk} tabIndex={0} aria-label={text("print.sheet")}>
        <PrintSheet
          // Another sheet is another map: its canvas has another size.
          key={`${size} ${orientation}`}
          width={width}
          height={height}
          title={title}
          maker={maker}
          approval={approval.trim()}
          date={formatDay(new Date().toISOString())}
          entries={props.entries}
          sources={props.sources}
          isDemonstration={props.isDemonstration}
          view={view}
          map={
            <FeatureMap
              bounds={props.bounds}
              initialViewpoint={view ?? props.viewpoint}
              layers={props.layers}
              chosen={props.chosen}
              mark={props.mark}
              fontFamily={fontFamily}
              label={text("print.map")}
              paperPixelRatio={dotsPerPixel}
              onSurface={(made) => {
                setIsSettled(false);
                setSurface(made);
              }}
              onMoved={() => setIsSettled(false)}
              onSettled={() => setIsSettled(true)}
              withoutWebGl={<p>{text("map.withoutWebGl.text")}</p>}
            />
          }
        />
      </section>
    </div>,
    document.body,
  );
}

interface RestingView {
  readonly longitude: number;
  readonly latitude: number;
  readonly zoom: number;
}

/** Stays when the map is made anew for another sheet. */
function useRestingView(surface: FeatureSurface | undefined): RestingView | undefined {
  const [view, setView] = useState<RestingView>();
  useEffect(() => {
    if (!surface) return;
    const { map } = surface;
    const look = () => {
      const { lng, lat } = map.getCenter();
      setView({ longitude: lng, latitude: lat, zoom: map.getZoom() });
    };
    look();
    map.on("moveend", look);
    return () => {
      map.off("moveend", look);
    };
  }, [surface]);
  return view;
}
