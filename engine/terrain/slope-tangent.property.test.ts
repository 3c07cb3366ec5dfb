import fc from "fast-check";
import { expect, test } from "vitest";
import { createKernelSession } from "#engine/kernels";
import { loadKernelModule } from "#platform/kernel-binary";
import { slopeTangent, slopeTangentKernel } from "./slope-tangent.ts";

const session = createKernelSession(await loadKernelModule(), 1 << 20);

test("kernel and twin agree bit for bit on any elevation", () => {
  const terrain = fc
    .record({ columns: fc.integer({ min: 1, max: 12 }), rows: fc.integer({ min: 1, max: 12 }) })
    .chain(({ columns, rows }) =>
      fc.record({
        columns: fc.constant(columns),
        rows: fc.constant(rows),
        cellWidth: fc.constantFrom(1, 10, 30, 27.5),
        cellHeight: fc.constantFrom(1, 10, 30, 31.25),
        elevation: fc.float32Array({ minLength: columns * rows, maxLength: columns * rows, min: -1e4, max: 1e4 }),
      }),
    );
  fc.assert(
    fc.property(terrain, ({ elevation, ...shape }) => {
      const mark = session.mark();
      const inSession = session.allocate("float32", elevation.length);
      inSession.set(elevation);
      const byKernel = slopeTangentKernel(session, inSession, shape).slice();
      session.release(mark);
      expect(byKernel).toEqual(slopeTangent(elevation, shape));
    }),
    { numRuns: 1000 },
  );
});
