import type { Quantity } from "./unit.ts";

export type Degrees = Quantity<"°">;
export type Metres = Quantity<"m">;
/** Which surface the area is measured on is said by the name of the variable: `planarArea`, `geodesicArea`. */
export type SquareMetres = Quantity<"m2">;

export function degrees(value: number): Degrees {
  return value as Degrees;
}

export function metres(value: number): Metres {
  return value as Metres;
}

export function squareMetres(value: number): SquareMetres {
  return value as SquareMetres;
}
