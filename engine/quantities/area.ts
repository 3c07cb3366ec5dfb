import type { Quantity } from "./unit.ts";

/** Which surface the area is measured on is said by the name of the variable: `planarArea`, `geodesicArea`. */
export type SquareMetres = Quantity<"m2">;

export function squareMetres(value: number): SquareMetres {
  return value as SquareMetres;
}
