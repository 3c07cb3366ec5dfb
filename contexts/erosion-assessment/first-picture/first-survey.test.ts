import { expect, test } from "vitest";
import { readFirstSurvey } from "./first-survey.ts";

const layer = (id: string, constant: number | null = null) => ({ id, constant, version: "1", minZoom: 0, maxZoom: 12 });
const answers: Readonly<Record<string, unknown>> = {
  "/api/surveys": { surveys: [{ runId: "new" }, { runId: "old" }, { runId: "flat" }, { runId: "gone" }] },
  ...Object.fromEntries(
    ["new", "old"].flatMap((run) => [
      [`/api/surveys/${run}/summary`, { bounds: [119, 36, 122, 38], zones: [{}, {}] }],
      [
        `/api/surveys/${run}/layers`,
        { layers: [layer("intensity"), layer("hillshade"), layer("slope"), layer("k", 1)] },
      ],
    ]),
  ),
  "/api/surveys/flat/summary": { bounds: [119, 36, 122, 38], zones: [] },
  "/api/surveys/flat/layers": { layers: [layer("intensity", 1)] },
};
const ask = async <Content>(address: string) => answers[address] as Content | undefined;

test("the first survey of the list with its first theme over the hillshade", async () => {
  expect(await readFirstSurvey("", ask)).toMatchObject({
    bounds: [119, 36, 122, 38],
    rows: 2,
    overlay: { id: "intensity", tiles: "/api/surveys/new/tiles/intensity/{z}/{x}/{y}.png?v=1", enlarge: "nearest" },
    ground: { id: "hillshade", enlarge: "linear" },
  });
});

test("what the address names", async () => {
  const survey = await readFirstSurvey("?run=old&layer=slope&view=121,37,9", ask);
  expect(survey?.overlay?.tiles).toContain("/old/tiles/slope/");
  expect(survey?.address.view).toEqual({ longitude: 121, latitude: 37, zoom: 9 });
});

test.each([
  ["a survey that is not in the list", "?run=unknown"],
  ["a survey whose answers are refused", "?run=gone"],
  ["a survey without a raster", "?run=flat"],
  ["two surveys side by side", "?run=old&compare=new"],
])("nothing for %s", async (_, query) => {
  expect(await readFirstSurvey(query, ask)).toBeUndefined();
});

test("nothing where the list is refused or empty", async () => {
  expect(await readFirstSurvey("", async () => undefined)).toBeUndefined();
  expect(await readFirstSurvey("", async <Content>() => ({ surveys: [] }) as Content)).toBeUndefined();
});
