import { Button } from "antd";
import { type DragEvent, type ReactNode, useRef, useState } from "react";
import { Icon } from "../icon.tsx";
import { useImportTexts } from "./import-texts.ts";
import styles from "./import-wizard.module.css";
import startStyles from "./start-import.module.css";

const accepted = ".zip,.gpkg,.geojson,.json,.kml,.kmz,.dxf,.gml,.xml,.xlsx,.csv,.txt";

/** Takes one file, dropped or chosen. */
export function FileDrop(props: { readonly isEnabled: boolean; readonly onFile: (file: File) => void }): ReactNode {
  const { text } = useImportTexts();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [hasSeveral, setHasSeveral] = useState(false);
  const take = (files: FileList | null) => {
    setHasSeveral(files !== null && files.length > 1);
    const file = files?.[0];
    if (file && files.length === 1 && props.isEnabled) props.onFile(file);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <section
      className={startStyles.drop}
      data-over={isOver && props.isEnabled}
      aria-label={text("drop.title")}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Button
        type="primary"
        icon={<Icon name="upload" />}
        disabled={!props.isEnabled}
        onClick={() => input.current?.click()}
      >
        {text("drop.choose")}
      </Button>
      <p>{text(props.isEnabled ? "drop.hint" : "drop.targetFirst")}</p>
      <p className={styles.quiet}>{text("drop.formats")}</p>
      {hasSeveral ? (
        <p className={styles.fault} role="alert">
          {text("drop.several")}
        </p>
      ) : null}
      <input
        ref={input}
        type="file"
        hidden
        accept={accepted}
        aria-label={text("drop.choose")}
        onChange={(event) => {
          take(event.target.files);
          // So that the same file, corrected, can be chosen again.
          event.target.value = "";
        }}
      />
    </section>
  );
}
