import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatGdalMetadata, parseGdalMetadata } from "./gdal-metadata.ts";
import { parseNoData } from "./validity.ts";

describe("GDAL metadata", () => {
  it("comes back the same, markup and Chinese among the text", () => {
    const item = fc.record({ name: fc.string(), value: fc.string() });
    fc.assert(
      fc.property(fc.array(item, { minLength: 1 }), (items) => {
        expect(parseGdalMetadata(formatGdalMetadata(items)!)).toEqual(items);
      }),
    );
    const marked = [{ name: "NOTICE", value: '示意 <演示> & "样例"' }];
    expect(parseGdalMetadata(formatGdalMetadata(marked)!)).toEqual(marked);
  });

  it("keeps band and role", () => {
    const items = [{ name: "SCALE", value: "0.01", sample: 0, role: "scale" }];
    expect(parseGdalMetadata(formatGdalMetadata(items)!)).toEqual(items);
    expect(formatGdalMetadata([])).toBeUndefined();
  });
});

describe("declared nodata", () => {
  it.each([
    ["-9999", -9999],
    ["32767\0", 32767],
    ["-3.40282346638529e+38 ", -3.40282346638529e38],
    ["nan", Number.NaN],
    ["-nan", Number.NaN],
    ["-1.#IND", undefined],
    ["", undefined],
    [undefined, undefined],
  ])("%j is %d", (text, value) => {
    expect(parseNoData(text)).toBe(value);
  });
});
