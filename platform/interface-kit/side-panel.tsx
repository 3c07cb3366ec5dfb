import { Drawer } from "antd";
import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";
import { useKitTexts } from "./kit-texts.ts";

/** A drawer at the right: what is beside the page without leaving it. */
export function SidePanel(props: {
  readonly isOpen: boolean;
  readonly title: ReactNode;
  readonly width?: number;
  /** The page beside it stays usable. */
  readonly isBeside?: boolean;
  readonly onClose: () => void;
  readonly extra?: ReactNode;
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  const { text } = useKitTexts();
  return (
    <Drawer
      open={props.isOpen}
      size={props.width ?? 480}
      title={props.title}
      extra={props.extra}
      footer={props.footer}
      onClose={props.onClose}
      mask={!props.isBeside}
      destroyOnHidden
      closable={{ "aria-label": text("panel.close"), closeIcon: <Icon name="close" /> }}
      styles={{ body: { padding: 16 }, header: { padding: "10px 16px" } }}
    >
      {props.children}
    </Drawer>
  );
}
