/** ISO 216, the longer side first, mm. */
const sides = { A4: [297, 210], A3: [420, 297] } as const;

export const paperSizes = ["A4", "A3"] as const;
export type PaperSize = (typeof paperSizes)[number];
export const orientations = ["landscape", "portrait"] as const;
export type Orientation = (typeof orientations)[number];

export function paperMillimetres(size: PaperSize, orientation: Orientation): { width: number; height: number } {
  const [longer, shorter] = sides[size];
  return orientation === "landscape" ? { width: longer, height: shorter } : { width: shorter, height: longer };
}

/** The scales of Chinese base maps (GB/T 13989) and those between them that people use for reports. */
export const usualScales = [
  2000, 5000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_000_000,
] as const;
