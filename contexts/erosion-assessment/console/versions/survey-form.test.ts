import { expect, test } from "vitest";
import { surveyConfigFrom } from "#contexts/erosion-assessment/model";
import { formOfSettings } from "./loaded-settings.ts";
import { emptyForm, faultsOf, filesInSettings, isOfDemonstration, settingsOf } from "./survey-form.ts";

/** As `regions/yantai/demonstration/survey-file.ts` writes it, after the server has given its files their names. */
const demonstration = surveyConfigFrom({
  title: "动态监测",
  year: 2024,
  demonstration: true,
  dem: { path: "demonstration/dem.tif" },
  rain: { daily: "demonstration/rain-daily.csv" },
  soil: { path: "demonstration/soil.tif", table: "demonstration/soil.csv" },
  landUse: { path: "demonstration/land-use-2024.tif", scheme: "monitoring" },
  cover: {
    rasters: [7, 13].map((halfMonth) => ({ path: `demonstration/cover-${halfMonth}.tif`, halfMonth })),
    unit: "percent",
    understorey: { 31: 0.6 },
  },
  measures: { path: "demonstration/measures.geojson", field: "measure" },
  tillage: { factor: 0.4 },
  zones: { path: "demonstration/zones.geojson", nameField: "name", codeField: "code" },
  tolerance: 200,
  targets: [{ year: 2025, rate: 0.718, source: "方案" }],
});

test("settings that are loaded and sent again mean the same survey", () => {
  const form = formOfSettings({ ...demonstration });
  expect(form.inputs.rain.source).toBe("demonstration/rain-daily.csv");
  expect(form.inputs.tillage).toMatchObject({ source: "constant", constant: "0.4" });
  expect(form.inputs.cover.source).toBe("settings");
  expect(filesInSettings(form.inputs.cover.settings)).toBe(2);
  expect(form.qualifiers).toMatchObject({ soilTable: "demonstration/soil.csv", zonesName: "name" });
  expect(form.parameters).toMatchObject({ tolerance: "200", maximumLength: "100" });
  expect(faultsOf(form)).toEqual({});
  expect(isOfDemonstration(form)).toBe(true);
  expect(surveyConfigFrom(settingsOf(form))).toEqual(demonstration);
});

test("a form filled by hand is what survey.yaml would say shortly", () => {
  const empty = emptyForm("调查", 2025);
  expect(faultsOf(empty)).toEqual({
    dem: "fault.dem",
    rain: "fault.required",
    soil: "fault.required",
    landUse: "fault.required",
  });
  const form = {
    ...empty,
    inputs: {
      ...empty.inputs,
      dem: { source: "inputs/dem.tif", constant: "" },
      rain: { source: "constant", constant: "4000" },
      soil: { source: "constant", constant: "0.03" },
      landUse: { source: "inputs/land.gpkg", constant: "" },
    },
    // Of an input that is not chosen.
    qualifiers: { ...empty.qualifiers, landUseField: "class", zonesName: "name" },
    parameters: { tolerance: "500", maximumLength: "" },
  };
  expect(faultsOf(form)).toEqual({});
  expect(settingsOf(form)).toEqual({
    title: "调查",
    year: 2025,
    product: "multi-year-mean",
    dem: "inputs/dem.tif",
    rain: 4000,
    soil: 0.03,
    landUse: "inputs/land.gpkg",
    landUseField: "class",
    tolerance: 500,
  });
  expect(surveyConfigFrom(settingsOf(form)).landUse).toEqual({ path: "inputs/land.gpkg", field: "class" });
});

test("what is no number, no year and no title is said at its field", () => {
  const empty = emptyForm(" ", 20);
  const inputs = { ...empty.inputs, cover: { source: "constant", constant: "很多" } };
  expect(faultsOf({ ...empty, inputs })).toMatchObject({
    title: "fault.name",
    year: "fault.year",
    cover: "fault.number",
  });
});
