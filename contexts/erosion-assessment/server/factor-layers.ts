import type { FactorLayer } from "#engine/erosion";
import type { KernelSession } from "#engine/kernels";
import type { Window } from "#engine/rasters";
import type { FactorSource } from "./survey-inputs/factor-source.ts";

export interface SurveyFactors {
  readonly erosivity: FactorSource;
  readonly erodibility: FactorSource;
  readonly biological: FactorSource;
  readonly engineering: FactorSource;
  readonly tillage: FactorSource;
}

const FACTOR_NAMES = ["erosivity", "erodibility", "biological", "engineering", "tillage"] as const;

/** The five factors that come from inputs, one strip at a time, in the kernels' memory. */
export class FactorLayers {
  readonly #sources: SurveyFactors;
  readonly #buffers = new Map<string, Float32Array>();
  readonly #current = new Map<string, FactorLayer>();

  constructor(session: KernelSession, sources: SurveyFactors, cells: number) {
    this.#sources = sources;
    for (const name of FACTOR_NAMES) {
      if (sources[name].kind === "strips") this.#buffers.set(name, session.allocate("float32", cells));
    }
  }

  async read(window: Window): Promise<Record<(typeof FACTOR_NAMES)[number], FactorLayer>> {
    for (const name of FACTOR_NAMES) this.#current.set(name, await this.#readOne(name, window));
    return {
      erosivity: this.current("erosivity"),
      erodibility: this.current("erodibility"),
      biological: this.current("biological"),
      engineering: this.current("engineering"),
      tillage: this.current("tillage"),
    };
  }

  /** The factor over the strip that was read last. */
  current(name: (typeof FACTOR_NAMES)[number]): FactorLayer {
    return this.#current.get(name)!;
  }

  async #readOne(name: (typeof FACTOR_NAMES)[number], window: Window): Promise<FactorLayer> {
    const source = this.#sources[name];
    if (source.kind === "constant") return source.value;
    const strip = this.#buffers.get(name)!.subarray(0, window.columns * window.rows);
    await source.readStrip(window, strip);
    return strip;
  }
}
