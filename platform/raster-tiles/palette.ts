/** How values become colours. Colours are `#rrggbb`. */
export type Colouring =
  | { readonly kind: "classes"; readonly entries: readonly { readonly code: number; readonly color: string }[] }
  | { readonly kind: "ramp"; readonly stops: readonly { readonly value: number; readonly color: string }[] };

export interface Palette {
  /** Red, green, blue of each index; index 0 is the transparent one. */
  readonly colors: Uint8Array;
  /** The index of a value; 0 for NaN and for a code that the classes do not name. */
  readonly indexOf: (value: number) => number;
}

/** An indexed PNG has 256 colours at most, and one is the transparent one. */
const COLOURS = 255;

export function paletteOf(colouring: Colouring): Palette {
  return colouring.kind === "classes" ? classPalette(colouring.entries) : rampPalette(colouring.stops);
}

function classPalette(entries: readonly { readonly code: number; readonly color: string }[]): Palette {
  if (entries.length > COLOURS) throw new RangeError(`${entries.length} classes do not fit one palette`);
  const colors = new Uint8Array(3 * (entries.length + 1));
  const indexByCode = new Map<number, number>();
  for (const [position, { code, color }] of entries.entries()) {
    colors.set(componentsOf(color), 3 * (position + 1));
    indexByCode.set(code, position + 1);
  }
  return { colors, indexOf: (value) => indexByCode.get(value) ?? 0 };
}

/**
 * Each stretch between two stops gets the same number of colours, however wide it is, so that a class limit of 200
 * beside one of 15000 is still drawn where it lies. A value at a stop has the colour of the stop.
 */
function rampPalette(stops: readonly { readonly value: number; readonly color: string }[]): Palette {
  const values = stops.map((stop) => stop.value);
  const isAscending = values.every((value, i) => i === 0 || value > values[i - 1]!);
  if (stops.length < 2 || !isAscending) throw new RangeError("A ramp needs two stops or more, in ascending order");
  const components = stops.map((stop) => componentsOf(stop.color));
  const stretches = stops.length - 1;
  const shades = Math.floor((COLOURS - 1) / stretches);
  const colors = new Uint8Array(3 * (shades * stretches + 2));
  for (let shade = 0; shade <= shades * stretches; shade++) {
    const stretch = Math.min(Math.floor(shade / shades), stretches - 1);
    const fraction = shade / shades - stretch;
    for (let c = 0; c < 3; c++) {
      const from = components[stretch]![c]!;
      const to = components[stretch + 1]![c]!;
      colors[3 * (shade + 1) + c] = Math.round(from + (to - from) * fraction);
    }
  }
  const first = values[0]!;
  const last = values[stretches]!;
  const indexOf = (value: number): number => {
    if (Number.isNaN(value)) return 0;
    if (value <= first) return 1;
    if (value >= last) return 1 + shades * stretches;
    let stretch = 0;
    while (value >= values[stretch + 1]!) stretch++;
    const from = values[stretch]!;
    return 1 + Math.round((stretch + (value - from) / (values[stretch + 1]! - from)) * shades);
  };
  return { colors, indexOf };
}

function componentsOf(color: string): readonly [number, number, number] {
  const match = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(color);
  if (match === null) throw new RangeError(`Not a colour of the form #rrggbb: ${color}`);
  const [, red = "", green = "", blue = ""] = match;
  return [Number.parseInt(red, 16), Number.parseInt(green, 16), Number.parseInt(blue, 16)];
}
