import type { ReactNode } from "react";

/** Paths on a 16 × 16 grid, drawn with a stroke of 1.4. */
const paths = {
  check: "M3 8.5l3.2 3.2L13 4.8",
  close: "M3.5 3.5l9 9M12.5 3.5l-9 9",
  copy: "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
  document: "M3.5 1.5h6l3 3v10h-9zM9.5 1.5v3h3M5.5 7.5h5M5.5 9.8h5M5.5 12h3",
  down: "M3.5 6l4.5 4.5L12.5 6",
  expand: "M2 5.5V2h3.5M10.5 2H14v3.5M14 10.5V14h-3.5M5.5 14H2v-3.5",
  layers: "M8 2l6.5 3.2L8 8.4 1.5 5.2zM1.5 8L8 11.2 14.5 8M1.5 10.8L8 14l6.5-3.2",
  minus: "M3 8h10",
  plus: "M3 8h10M8 3v10",
  seal: "M3.5 1.5h9v7h-9zM5.5 4h5M5.5 6h3M8 8.5v3M4.5 14.5h7M6 11.5h4v3H6z",
  table: "M2 2.5h12v11H2zM2 6h12M2 9.8h12M6.5 2.5v11",
  up: "M3.5 10L8 5.5l4.5 4.5",
} as const;

export type IconName = keyof typeof paths;

/** A drawing beside words or in a button that has a name: itself it says nothing to a screen reader. */
export function Icon({ name }: { readonly name: IconName }): ReactNode {
  return (
    <svg
      width="16"
      height="16"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      style={{ display: "block" }}
    >
      <path d={paths[name]} />
    </svg>
  );
}
