import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { createPortal } from "react-dom";
import { useKitTexts } from "./kit-texts.ts";

const ToolsPlace = createContext<HTMLElement | null>(null);

/** Gives the pages inside a place in the top bar for their own tools. `bar` renders the bar around that place. */
export function PageToolsFrame(props: {
  readonly bar: (place: ReactNode) => ReactNode;
  readonly className: string | undefined;
  readonly children: ReactNode;
}): ReactNode {
  const [place, setPlace] = useState<HTMLElement | null>(null);
  return (
    <ToolsPlace value={place}>
      {props.bar(<div ref={setPlace} className={props.className} />)}
      {props.children}
    </ToolsPlace>
  );
}

/** What a page puts in the top bar: a picker, its files. */
export function PageTools({ children }: { readonly children: ReactNode }): ReactNode {
  const place = useContext(ToolsPlace);
  return place ? createPortal(children, place) : null;
}

/** Names the page in the browser's tab and history. */
export function usePageTitle(title: string): void {
  const { text } = useKitTexts();
  const full = title === "" ? text("product") : text("title.page", { title });
  useEffect(() => {
    document.title = full;
  }, [full]);
}
