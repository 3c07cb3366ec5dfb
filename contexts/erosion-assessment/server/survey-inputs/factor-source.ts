import type { Window } from "#engine/rasters";

/**
 * One factor over the survey's grid: the same number everywhere, or values read strip by strip in the order of rows.
 * `readStrip` fills `target` (one value a cell of the window, NaN where the input has none).
 */
export type FactorSource =
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "strips"; readStrip(window: Window, target: Float32Array): Promise<void> };

export function constantFactor(value: number): FactorSource {
  return { kind: "constant", value };
}

/** A factor that depends on a code per cell only; `table[code]` is its value, NaN for a code without one. */
export function factorByCode(codes: Uint8Array, columns: number, table: Float32Array): FactorSource {
  return {
    kind: "strips",
    async readStrip(window, target) {
      const first = window.row * columns;
      const last = first + window.rows * columns;
      for (let cell = first; cell < last; cell++) target[cell - first] = table[codes[cell]!]!;
    },
  };
}
