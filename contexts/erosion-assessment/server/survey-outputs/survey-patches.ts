import type { Geometry } from "geojson";
import type { CellAreas } from "#engine/projections";
import { type Grid, ValidityBitmap } from "#engine/rasters";
import { type Patch, patchGeometry, polygonise } from "#engine/vectorisation";
import { type GeoPackageFeature, writeGeoPackage } from "#platform/geopackage";
import { intensityClassOf } from "#reference-data";

/**
 * `patches.gpkg`: one polygon a connected patch of one class. Patches below the minimum area join their largest
 * neighbour, so their areas are those of a map; the table counts cells.
 *
 * @param intensity class codes, row by row, 0 where there is no result
 * @returns how many patches were written
 */
export function writeSurveyPatches(
  path: string,
  intensity: Uint8Array,
  grid: Grid,
  cellAreas: CellAreas,
  minimumSquareMetres: number,
  description: string,
): number {
  const validity = new ValidityBitmap(intensity.length);
  for (let cell = 0; cell < intensity.length; cell++) {
    if (intensity[cell] !== 0) validity.setValid(cell);
  }
  const patches = polygonise(intensity, validity, grid.columns, grid.rows, {
    minimumCells: Math.ceil(minimumSquareMetres / (grid.cellWidth * grid.cellHeight)),
    connectivity: 4,
  });
  writeGeoPackage(path, [
    {
      name: "patches",
      description,
      crs: grid.crs,
      geometryType: "MultiPolygon",
      columns: [
        { name: "class_code", type: "integer", title: "侵蚀强度代码" },
        { name: "class_name", type: "text", title: "侵蚀强度" },
        { name: "geodesic_area_m2", type: "real", title: "椭球面积 m²" },
      ],
      features: featuresOf(patches, grid, cellAreas),
    },
  ]);
  return patches.length;
}

function* featuresOf(patches: readonly Patch[], grid: Grid, cellAreas: CellAreas): Generator<GeoPackageFeature> {
  for (const patch of patches) {
    yield {
      geometry: patchGeometry(patch, grid) as Geometry,
      values: [patch.code, intensityClassOf(patch.code)?.zh ?? "", geodesicSquareMetres(patch, grid, cellAreas)],
    };
  }
}

/**
 * Cells times the ellipsoidal area of a cell in the middle of the patch: across a patch of 10 km the scale of a 3° belt
 * changes by less than 10⁻⁴ of itself, and evenly, so that the middle stands for the whole.
 */
function geodesicSquareMetres(patch: Patch, grid: Grid, cellAreas: CellAreas): number {
  const ring = patch.polygons[0]![0]!;
  let west = grid.columns;
  let east = 0;
  let north = grid.rows;
  let south = 0;
  for (let i = 0; i < ring.length; i += 2) {
    west = Math.min(west, ring[i]!);
    east = Math.max(east, ring[i]!);
    north = Math.min(north, ring[i + 1]!);
    south = Math.max(south, ring[i + 1]!);
  }
  const column = Math.min(grid.columns - 1, (west + east) >> 1);
  const row = Math.min(grid.rows - 1, (north + south) >> 1);
  return (patch.cells * cellAreas.squareCentimetres(column, row)) / 10_000;
}
