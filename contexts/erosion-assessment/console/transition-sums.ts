/**
 * Of a matrix of km² from class (row) to class (column), slight to severe: what came down to a lower class and what went
 * up to a higher one.
 */
export function movedAreas(transitionKm2: readonly (readonly number[])[]): {
  improvedKm2: number;
  worsenedKm2: number;
} {
  let improvedKm2 = 0;
  let worsenedKm2 = 0;
  transitionKm2.forEach((row, from) => {
    row.forEach((area, to) => {
      if (to < from) improvedKm2 += area;
      if (to > from) worsenedKm2 += area;
    });
  });
  return { improvedKm2, worsenedKm2 };
}
