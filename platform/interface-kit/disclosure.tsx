import { Button, type ButtonProps } from "antd";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import styles from "./disclosure.module.css";

/**
 * A button that opens a small panel below itself: the panel follows the button in the document, so that Tab goes into it.
 * Escape, and a click elsewhere, close it.
 */
export function Disclosure(props: {
  readonly label: ReactNode;
  /** Where the label is no text. */
  readonly name?: string;
  readonly button?: ButtonProps;
  readonly align?: "start" | "end";
  readonly children: (close: () => void) => ReactNode;
}): ReactNode {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  const frame = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!isOpen) return;
    const closeElsewhere = (event: PointerEvent) => {
      const target = event.target as Element;
      // The list of a select inside the panel hangs at the end of the document.
      if (frame.current?.contains(target) || target.closest(".ant-select-dropdown, .ant-picker-dropdown")) return;
      setIsOpen(false);
    };
    document.addEventListener("pointerdown", closeElsewhere);
    return () => document.removeEventListener("pointerdown", closeElsewhere);
  }, [isOpen]);
  const close = () => {
    setIsOpen(false);
    button.current?.focus();
  };
  const closeByKey = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !isOpen) return;
    event.stopPropagation();
    close();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only hears Escape from the controls inside.
    <div ref={frame} className={styles.frame} onKeyDown={closeByKey}>
      <Button
        {...props.button}
        ref={button}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        aria-label={props.name}
        onClick={() => setIsOpen(!isOpen)}
      >
        {props.label}
      </Button>
      {isOpen ? (
        <div id={id} className={styles.panel} data-align={props.align ?? "start"}>
          {props.children(close)}
        </div>
      ) : null}
    </div>
  );
}
