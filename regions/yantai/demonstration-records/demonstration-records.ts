import { divisions } from "../divisions.ts";
import { blobInside, createRandom, type Outline } from "./blob.ts";

/** A row of a table of the context territory: columns as the table names them, and its outline. */
export interface DemonstrationRecord {
  readonly table: "watershed" | "protected_zone" | "pattern_element" | "enclosure" | "vegetation_facility";
  readonly values: Readonly<Record<string, string | number | boolean | null>>;
  /** GeoJSON in EPSG:4490; null for a record of which only the mandatory fields are known. */
  readonly geometry: object | null;
}

const MARK = "演示";
const PLACES = ["东山", "西沟", "南岭", "北坡", "上河", "下河", "石门", "大洼", "前庄", "后庄", "龙泉", "柳林"];
const KEEPERS = ["村集体（演示）", "林场（演示）", "合作社（演示）", null];
const METHODS = ["full", "half", "rotational"];
const FACILITIES = ["tree-belt", "shrub", "grass", "buffer-strip", "cropland-shelter", "mixed"];
const CONDITIONS = ["good", "good", "good", "damaged", null];
const YEARS = [2019, 2020, 2021, 2022, 2023, 2024, 2025];
/** Clean watersheds of the demonstration: one in each of these units, seven of the plan's ten. */
const CLEAN: Readonly<Record<string, number>> = {
  "370686": 2024,
  "370687": 2024,
  "370612": 2025,
  "370682": 2025,
  "370685": 2025,
  "370611": 2026,
  "370614": 2026,
};

/**
 * Records that look like those of a year's work (演示): generated, the same at every call, each marked in its name.
 * @param outlines code of a unit → its outline
 */
export function demonstrationRecords(outlines: ReadonlyMap<string, Outline>): readonly DemonstrationRecord[] {
  return divisions.flatMap(({ code, shortNameZh }) => {
    const outline = outlines.get(code);
    if (outline === undefined) return [];
    const random = createRandom(`records ${code}`);
    const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)] as Value;
    const blob = (radius: number) => blobInside(outline, radius, random);
    const many = (count: number, make: (number: number) => DemonstrationRecord) =>
      Array.from({ length: count }, (_, at) => make(at + 1));
    const base = (kind: string, number: number, words: string) => ({
      code: `${MARK}-${kind}-${code}-${String(number).padStart(2, "0")}`,
      name: `${shortNameZh}${PLACES[(number - 1) % PLACES.length]}${words}（${MARK}）`,
      division_code: code,
    });
    const day = (year: number) => `${year}-${String(1 + Math.floor(random() * 12)).padStart(2, "0")}-15`;
    return [
      ...many(6, (number) => {
        const built = number === 1 ? (CLEAN[code] ?? null) : null;
        const values = {
          ...base("小流域", number, "小流域"),
          is_clean: built !== null,
          built_year: built,
          source: MARK,
        };
        return { table: "watershed", values, geometry: blob(1500) };
      }),
      ...many(10, (number) => {
        const closed = pick(YEARS);
        const values = {
          ...base("封育", number, "封育区"),
          method: pick(METHODS),
          closed_on: day(closed),
          ends_on: `${closed + 5}-12-31`,
          keeper: pick(KEEPERS),
          note: MARK,
        };
        return { table: "enclosure", values, geometry: blob(350) };
      }),
      // As a district begins with it: a code and a name, the rest to come.
      { table: "enclosure", values: base("封育", 11, "新登记封育区"), geometry: null },
      ...many(14, (number) => {
        const values = {
          ...base("林草", number, "林草设施"),
          kind: pick(FACILITIES),
          built_year: pick(YEARS),
          keeper: pick(KEEPERS),
          condition: pick(CONDITIONS),
          checked_on: random() < 0.6 ? day(2026).replace("-12-", "-10-").replace("-11-", "-09-") : null,
          note: MARK,
        };
        return { table: "vegetation_facility", values, geometry: blob(200) };
      }),
      ...many(2, (number) => {
        const values = {
          ...base("管控", number, number === 1 ? "水源保护区" : "禁垦陡坡地"),
          kind: number === 1 ? "water-source" : "steep-land-ban",
          grade: "county",
          valid_from: "2024-01-01",
          source: MARK,
        };
        return { table: "protected_zone", values, geometry: blob(1200) };
      }),
      ...many(2, (number) => ({
        table: "pattern_element",
        values: { ...base("节点", number, "生态节点"), kind: "node", source: MARK },
        geometry: blob(500),
      })),
    ] satisfies readonly DemonstrationRecord[];
  });
}
