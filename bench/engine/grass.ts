import { rm } from "node:fs/promises";
import { join } from "node:path";
import { type Measured, measured } from "./measured-process.ts";

/** Two directions of flow as in our own chain (`-s`), everything in memory, which is the fast mode of r.watershed. */
const WATERSHED = ["-s", "elevation=dem", "threshold=100000", "accumulation=acc", "drainage=dir", "--overwrite"];

/** A GRASS location with one DEM in it, for a series of measured modules. */
export class GrassLocation {
  readonly #mapset: string;
  readonly #location: string;

  private constructor(location: string) {
    this.#location = location;
    this.#mapset = join(location, "PERMANENT");
  }

  static async with(
    folder: string,
    demPath: string,
  ): Promise<{ readonly grass: GrassLocation; readonly imported: Measured }> {
    const location = join(folder, "grass");
    await rm(location, { recursive: true, force: true });
    await measured("grass", ["-c", demPath, "-e", location]);
    const grass = new GrassLocation(location);
    const imported = await grass.module("r.in.gdal", [`input=${demPath}`, "output=dem", "--overwrite"]);
    await grass.module("g.region", ["raster=dem"]);
    return { grass, imported };
  }

  /** A module as a whole process; the start of a session (about 0.3 s) is part of it, as ours has its start of Node. */
  module(name: string, args: readonly string[]): Promise<Measured> {
    return measured("grass", [this.#mapset, "--exec", name, ...args]);
  }

  watershed(): Promise<Measured> {
    return this.module("r.watershed", WATERSHED);
  }

  watershedWithSlopeLength(): Promise<Measured> {
    return this.module("r.watershed", [...WATERSHED, "length_slope=ls_l", "slope_steepness=ls_s"]);
  }

  calculate(expression: string): Promise<Measured> {
    return this.module("r.mapcalc", ["--overwrite", `expression=${expression}`]);
  }

  exportCog(map: string, path: string, type: string): Promise<Measured> {
    return this.module("r.out.gdal", [
      "-c",
      "-f",
      `input=${map}`,
      `output=${path}`,
      "format=COG",
      `type=${type}`,
      "createopt=COMPRESS=DEFLATE,PREDICTOR=YES,LEVEL=1",
      "--overwrite",
    ]);
  }

  async remove(): Promise<void> {
    await rm(this.#location, { recursive: true, force: true });
  }
}
