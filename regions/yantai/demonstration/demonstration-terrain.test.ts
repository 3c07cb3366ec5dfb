import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { landUseOf } from "#reference-data";
import { divisions } from "../divisions.ts";
import { coarseCellAt } from "./coarse-grid.ts";
import { DemonstrationRows } from "./demonstration-rows.ts";
import { project } from "./gauss-kruger.ts";
import { islands } from "./geography/coast.ts";
import { peaks } from "./geography/relief.ts";
import { demonstrationGrid } from "./make-demonstration.ts";
import { Relief } from "./relief.ts";
import { makeCoarseRelief } from "./relief-evolution.ts";
import { riverCourses } from "./river-courses.ts";
import { demonstrationSoils } from "./soils.ts";
import { allocateUnits } from "./unit-allocation.ts";
import { makeUnitPolygons } from "./unit-polygons.ts";

const coarse = makeCoarseRelief();
const relief = new Relief(coarse);
const unitOfCell = allocateUnits(
  coarse,
  divisions.map((division) => division.code),
);
const units = makeUnitPolygons(coarse, unitOfCell);

function raster(cellSize: number) {
  const grid = demonstrationGrid(cellSize);
  const rows = new DemonstrationRows(grid, relief, units, [2023, 2024]);
  rows.compute(0, grid.rows);
  return rows;
}

function lowestNear(x: number, y: number): number {
  let lowest = Number.POSITIVE_INFINITY;
  for (let dy = -500; dy <= 500; dy += 250) {
    for (let dx = -500; dx <= 500; dx += 250) {
      const cell = coarseCellAt(coarse.mask.grid, x + dx, y + dy);
      lowest = Math.min(lowest, coarse.mask.peninsula[cell] === 1 ? coarse.height[cell]! : 0);
    }
  }
  return lowest;
}

const rows500 = raster(500);
const land = rows500.height.filter((height) => !Number.isNaN(height)).length;

describe("示意地形", () => {
  it("comes out bit for bit the same on every machine", () => {
    const hash = createHash("sha256");
    hash.update(new Uint8Array(rows500.height.buffer));
    for (const { landUse, cover } of rows500.years) for (const values of [landUse, ...cover]) hash.update(values);
    expect(hash.digest("hex")).toBe("e7f41ba98ba43834c6107361f7ee093c6e48b0b42d7ba1ebf36f5806a59d2371");
  });

  it("rises to each named summit, within 2 %, and no higher within 3 km", () => {
    for (const peak of peaks) {
      const { x, y } = project(peak.position[0], peak.position[1]);
      let highest = 0;
      for (let dy = -3000; dy <= 3000; dy += 100) {
        for (let dx = -3000; dx <= 3000; dx += 100) {
          if (coarse.mask.yantai[coarseCellAt(coarse.mask.grid, x + dx, y + dy)] === 0) continue;
          highest = Math.max(highest, relief.heightAt(x + dx, y + dy));
        }
      }
      const summit = relief.heightAt(x, y);
      expect(Math.abs(summit / peak.height - 1), peak.nameZh).toBeLessThan(0.02);
      expect(highest, peak.nameZh).toBeLessThanOrEqual(summit);
    }
  });

  it("has mountains, hills and plains roughly as the city has (36.6 %, 39.7 %, 23.7 %)", () => {
    const share = { plain: 0, hill: 0, mountain: 0 };
    const { columns, rows } = rows500.grid;
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        if (Number.isNaN(rows500.height[row * columns + column]!)) continue;
        let low = 1e9;
        let high = -1e9;
        for (let r = Math.max(row - 2, 0); r <= Math.min(row + 2, rows - 1); r++) {
          for (let c = Math.max(column - 2, 0); c <= Math.min(column + 2, columns - 1); c++) {
            const height = rows500.height[r * columns + c]!;
            if (Number.isNaN(height)) continue;
            low = Math.min(low, height);
            high = Math.max(high, height);
          }
        }
        // Range of heights over 2.5 km: our own bounds, the city's figures are published without theirs.
        const kind = high - low < 40 ? "plain" : high - low < 125 ? "hill" : "mountain";
        share[kind] += 1 / land;
      }
    }
    expect(share.mountain).toBeGreaterThan(0.27);
    expect(share.mountain).toBeLessThan(0.46);
    expect(share.hill).toBeGreaterThan(0.3);
    expect(share.hill).toBeLessThan(0.5);
    expect(share.plain).toBeGreaterThan(0.14);
    expect(share.plain).toBeLessThan(0.34);
  });

  it("lets the rivers run down valleys to their mouths", () => {
    for (const { river, points } of riverCourses()) {
      // Near its head another valley may lie lower beside it.
      const from = Math.floor(points.length * 0.3);
      // A bend may have been cut off: the channel is the lowest ground within 500 m of the course.
      // A river that leaves Yantai ends at the rim of the neighbouring land, which is as low as a coast.
      const to = river.flowsInto === "neighbour" ? Math.floor(points.length * 0.85) : points.length;
      const channel = points.slice(from, to).map(({ x, y }) => lowestNear(x, y));
      for (let i = 1; i < channel.length; i++) {
        expect(channel[i]!, `${river.nameZh} ${i}`).toBeLessThanOrEqual(channel[i - 1]! + 3);
      }
      const mouth = points[points.length - 1]!;
      if (river.flowsInto === "sea") {
        const isSea = coarse.mask.seaDistance[coarseCellAt(coarse.mask.grid, mouth.x, mouth.y)]! < 1500;
        expect(isSea, river.nameZh).toBe(true);
      }
    }
  });
});

describe("示意单元", () => {
  it("has a polygon for each of the 15 units, with its seat in it", () => {
    for (const unit of units) expect(unit.polygons.length, unit.code).toBeGreaterThan(0);
    for (const [index, { seat, code }] of divisions.entries()) {
      const at = project(seat.longitude, seat.latitude);
      expect(unitOfCell[coarseCellAt(coarse.mask.grid, at.x, at.y)], code).toBe(index + 1);
    }
  });

  it("covers each cell of land once: the areas of the polygons add up to that of the land", () => {
    const total = units
      .flatMap(({ polygons }) => polygons.flat())
      .reduce((sum, ring) => {
        const doubled = ring.reduce((twice, point, i) => {
          const next = ring[(i + 1) % ring.length]!;
          return twice + point.x * next.y - next.x * point.y;
        }, 0);
        return sum + doubled / 2;
      }, 0);
    expect(Math.abs(total / (land * 500 * 500) - 1)).toBeLessThan(0.003);
    expect(total / 1e6).toBeGreaterThan(13_000);
    expect(total / 1e6).toBeLessThan(15_000);
  });

  it("shows every named island", () => {
    for (const island of islands) {
      const { x, y } = project(island.centre[0], island.centre[1]);
      const label = unitOfCell[coarseCellAt(coarse.mask.grid, x, y)]!;
      expect(divisions[label - 1]?.code, island.nameZh).toBe(island.division);
    }
  });
});

describe("演示土地利用、盖度与土壤", () => {
  it("uses only codes of the 25 classes and of the soil table, one for every cell of land", () => {
    const soils = new Set(demonstrationSoils.map(({ code }) => code));
    for (let cell = 0; cell < rows500.height.length; cell++) {
      const isLand = !Number.isNaN(rows500.height[cell]!);
      for (const { landUse, cover } of rows500.years) {
        if (isLand !== (landUseOf(landUse[cell]!) !== undefined))
          throw new Error(`land use ${landUse[cell]} at ${cell}`);
        for (const values of cover) {
          if (isLand !== values[cell]! <= 100) throw new Error(`cover ${values[cell]} at ${cell}`);
        }
      }
      if (isLand !== soils.has(rows500.soil[cell]!)) throw new Error(`soil ${rows500.soil[cell]} at ${cell}`);
    }
  });

  it("differs between the years in a small part, among others by building sites", () => {
    const [before, after] = rows500.years;
    const changed = before!.landUse.filter((code, cell) => code !== after!.landUse[cell]).length / land;
    expect(changed).toBeGreaterThan(0.0005);
    expect(changed).toBeLessThan(0.03);
    expect(after!.landUse.some((code, cell) => code === 53 && before!.landUse[cell] !== 53)).toBe(true);
  });

  it("draws the same row whether it comes alone or among others", () => {
    const alone = new DemonstrationRows(rows500.grid, relief, units, [2023]);
    alone.compute(250, 1);
    const from = 250 * rows500.grid.columns;
    const to = from + rows500.grid.columns;
    expect(alone.height).toEqual(rows500.height.slice(from, to));
    expect(alone.years[0]!.landUse).toEqual(rows500.years[0]!.landUse.slice(from, to));
  });
});
