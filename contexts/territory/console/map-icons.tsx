import type { ReactNode } from "react";

/** Paths on a 16 × 16 grid, drawn with a stroke of 1.4, as the icons of the kit. */
const paths = {
  area: "M2.5 5.5l6-3 5 4-2 7-8 .5z",
  distance: "M1.8 10.6l8.8-8.8 3.6 3.6-8.8 8.8zM5 7.4l1.6 1.6M7.4 5l1.6 1.6M9.8 2.6l1.6 1.6",
  draw: "M2.5 13.5l.8-3.3 7.9-7.9 2.5 2.5-7.9 7.9zM2 14.5h12",
  swipe: "M2 2.5h12v11H2zM8 2.5v11M4 8h2M10 8h2",
} as const;

export function MapIcon({ name }: { readonly name: keyof typeof paths }): ReactNode {
  return (
    <svg
      width={16}
      height={16}
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
