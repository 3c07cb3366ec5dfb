import { expect, test } from "vitest";
import { conservationPattern } from "../targets.ts";
import { demonstrationPattern } from "./index.ts";

const records = demonstrationPattern();
const namesOf = (kind: string) => records.filter(({ values }) => values.kind === kind).map(({ values }) => values.name);

test("each ridge, belt and corridor that the plan names is there, and says that it is a demonstration", () => {
  const { ridge, coastalBelts, riverCorridors } = conservationPattern.value;
  expect(namesOf("ridge")).toEqual(ridge.map((name) => `${name}山脊（演示）`));
  expect(namesOf("belt")).toEqual(coastalBelts.map((name) => `${name}（演示）`));
  expect(namesOf("corridor")).toEqual(riverCorridors.map((name) => `${name}生态廊道（演示）`));
  for (const { values } of records) expect(values.code).toMatch(/^演示-/);
  expect(demonstrationPattern()).toEqual(records);
});

test("no outline crosses itself", () => {
  for (const { values, geometry } of records) {
    const [ring = []] = (geometry as { coordinates: [number, number][][] }).coordinates;
    const edges = ring.slice(1).map((to, at) => [ring[at]!, to] as const);
    for (let a = 0; a < edges.length; a++) {
      for (let b = a + 2; b < edges.length; b++) {
        if (a === 0 && b === edges.length - 1) continue;
        expect(cross(edges[a]!, edges[b]!), `${values.name}: edges ${a} and ${b}`).toBe(false);
      }
    }
  }
});

type Edge = readonly [readonly [number, number], readonly [number, number]];

function cross([a, b]: Edge, [c, d]: Edge): boolean {
  const side = (p: readonly [number, number], q: readonly [number, number], r: readonly [number, number]) =>
    Math.sign((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]));
  return side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b);
}
