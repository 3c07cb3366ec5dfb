import type { ReactNode } from "react";

/** Paths on a 16 × 16 grid, drawn with a stroke of 1.4. */
const paths = {
  bookmark: "M4 1.5h8v13l-4-3.2-4 3.2z",
  check: "M3 8.5l3.2 3.2L13 4.8",
  close: "M3.5 3.5l9 9M12.5 3.5l-9 9",
  columns: "M2 2.5h12v11H2zM6 2.5v11M10 2.5v11",
  copy: "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
  document: "M3.5 1.5h6l3 3v10h-9zM9.5 1.5v3h3M5.5 7.5h5M5.5 9.8h5M5.5 12h3",
  down: "M3.5 6l4.5 4.5L12.5 6",
  download: "M8 2v8.5M4.5 7L8 10.5 11.5 7M2.5 14h11",
  edit: "M2.5 13.5l.8-3.3 7.9-7.9 2.5 2.5-7.9 7.9zM9.6 3.9l2.5 2.5",
  expand: "M2 5.5V2h3.5M10.5 2H14v3.5M14 10.5V14h-3.5M5.5 14H2v-3.5",
  filter: "M2 2.5h12L9.5 8v5.5l-3-1.5V8z",
  flag: "M3.5 14.5v-13M3.5 2.5h9l-2 3 2 3h-9",
  gear: "M8 5.4a2.6 2.6 0 1 1 0 5.2 2.6 2.6 0 0 1 0-5.2zM8 1.5v2M8 12.5v2M1.5 8h2M12.5 8h2M3.4 3.4l1.4 1.4M11.2 11.2l1.4 1.4M12.6 3.4l-1.4 1.4M4.8 11.2l-1.4 1.4",
  home: "M2 7.5L8 2l6 5.5M3.5 6.5v7.5h9V6.5M6.5 14v-4h3v4",
  layers: "M8 2l6.5 3.2L8 8.4 1.5 5.2zM1.5 8L8 11.2 14.5 8M1.5 10.8L8 14l6.5-3.2",
  map: "M1.5 3.5l4.3-1.7 4.4 1.7 4.3-1.7v10.7l-4.3 1.7-4.4-1.7-4.3 1.7zM5.8 1.8v10.7M10.2 3.5v10.7",
  minus: "M3 8h10",
  person: "M8 2a2.8 2.8 0 1 1 0 5.6A2.8 2.8 0 0 1 8 2zM2.5 14c.4-3 2.6-4.6 5.5-4.6s5.1 1.6 5.5 4.6",
  plus: "M3 8h10M8 3v10",
  print: "M4.5 5.5v-4h7v4M4.5 11.5h-3v-6h13v6h-3M4.5 9.5h7v5h-7z",
  pulse: "M1.5 8.5H5l2-5.5 2.5 10 2-4.5h3",
  screen: "M1.5 2.5h13v9h-13zM8 11.5v2.5M4.5 14h7",
  seal: "M3.5 1.5h9v7h-9zM5.5 4h5M5.5 6h3M8 8.5v3M4.5 14.5h7M6 11.5h4v3H6z",
  shield: "M8 1.5l5.5 2v4c0 3.4-2.2 5.8-5.5 7-3.3-1.2-5.5-3.6-5.5-7v-4z",
  table: "M2 2.5h12v11H2zM2 6h12M2 9.8h12M6.5 2.5v11",
  tasks: "M2 3.5l1.2 1.2L5.5 2.4M2 8l1.2 1.2 2.3-2.3M2 12.5l1.2 1.2 2.3-2.3M8 4h6M8 8.5h6M8 13h6",
  up: "M3.5 10L8 5.5l4.5 4.5",
  upload: "M8 10.5V2M4.5 5.5L8 2l3.5 3.5M2.5 14h11",
} as const;

export type IconName = keyof typeof paths;

/** A drawing beside words or in a button that has a name: itself it says nothing to a screen reader. */
export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }): ReactNode {
  return (
    <svg
      width={size}
      height={size}
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
