import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createKernelSession, type KernelSession } from "#engine/kernels";
import { loadKernelModule } from "#platform/kernel-binary";
import { type RandomTerrain, randomTerrain } from "../../fixtures/random-terrain/index.ts";
import { aspect, aspectKernel } from "./aspect.ts";
import { hillshade, hillshadeKernel } from "./hillshade.ts";
import { slopeDegrees, slopeDegreesKernel } from "./slope-degrees.ts";
import { slopeTangent, slopeTangentKernel } from "./slope-tangent.ts";

const session = createKernelSession(await loadKernelModule(), 1 << 20);

/** What a kernel makes of a terrain, copied out of the session, which is left as it was. */
function byKernel<T extends Float32Array | Uint8Array>(
  terrain: RandomTerrain,
  kernel: (session: KernelSession, elevation: Float32Array) => T,
): T {
  const mark = session.mark();
  const elevation = session.allocate("float32", terrain.elevation.length);
  elevation.set(terrain.elevation);
  const result = kernel(session, elevation).slice() as T;
  session.release(mark);
  return result;
}

const anyElevation = fc.integer({ min: 1, max: 200 }).chain((columns) =>
  fc.record({
    columns: fc.constant(columns),
    rows: fc.constant(1),
    cellWidth: fc.constant(10),
    cellHeight: fc.constant(10),
    elevation: fc.float32Array({ minLength: columns, maxLength: columns, noDefaultInfinity: true }),
  }),
);

describe("kernel and twin agree bit for bit", () => {
  test.each([
    ["awkward small terrains", randomTerrain()],
    ["any finite float32", anyElevation],
  ])("%s", (_, terrains) => {
    fc.assert(
      fc.property(terrains, (terrain) => {
        const { elevation } = terrain;
        expect(byKernel(terrain, (s, z) => slopeTangentKernel(s, z, terrain))).toEqual(
          slopeTangent(elevation, terrain),
        );
        expect(byKernel(terrain, (s, z) => aspectKernel(s, z, terrain))).toEqual(aspect(elevation, terrain));
        expect(byKernel(terrain, (s, z) => hillshadeKernel(s, z, terrain, 2))).toEqual(
          hillshade(elevation, terrain, 2),
        );
        const tangents = slopeTangent(elevation, terrain);
        expect(byKernel({ ...terrain, elevation: tangents }, slopeDegreesKernel)).toEqual(slopeDegrees(tangents));
      }),
      { numRuns: 500 },
    );
  });
});

test("a plane has its true slope and aspect in every cell but the corners", () => {
  const plane = fc.record({
    columns: fc.integer({ min: 2, max: 9 }),
    rows: fc.integer({ min: 2, max: 9 }),
    riseEast: fc.integer({ min: -8, max: 8 }),
    riseSouth: fc.integer({ min: -8, max: 8 }),
  });
  fc.assert(
    fc.property(plane, ({ columns, rows, riseEast, riseSouth }) => {
      const shape = { columns, rows, cellWidth: 4, cellHeight: 8 };
      const elevation = Float32Array.from({ length: columns * rows }, (_, cell) => {
        return (cell % columns) * riseEast + Math.floor(cell / columns) * riseSouth;
      });
      const tangent = Math.fround(Math.hypot(riseEast / 4, riseSouth / 8));
      for (const value of withoutCorners(slopeTangent(elevation, shape), columns))
        expect(value).toBeCloseTo(tangent, 6);
      const bearing = ((Math.atan2(-riseEast / 4, riseSouth / 8) * 180) / Math.PI + 360) % 360;
      const isLevel = riseEast === 0 && riseSouth === 0;
      for (const value of withoutCorners(aspect(elevation, shape), columns)) {
        expect(value).toBeCloseTo(isLevel ? -1 : bearing, 4);
      }
    }),
    { numRuns: 300 },
  );
});

/** In a corner both cells of a diagonal are missing, so that nothing can be extrapolated along it. */
function withoutCorners(values: Float32Array, columns: number): number[] {
  const corners = [0, columns - 1, values.length - columns, values.length - 1];
  return [...values].filter((_, cell) => !corners.includes(cell));
}
