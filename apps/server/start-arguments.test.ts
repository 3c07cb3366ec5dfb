import { expect, test } from "vitest";
import { parseStartArguments, startHelp } from "./start-arguments.ts";

test("without arguments: the demonstration, on this machine only", () => {
  expect(parseStartArguments([])).toEqual({
    isHelp: false,
    port: 8068,
    host: "127.0.0.1",
    runDirectories: [],
    dataDirectory: "data",
    hasDemonstration: true,
    hasDemonstrationRecords: false,
  });
});

test("each option that the help names is understood", () => {
  const args = [
    "--port",
    "9000",
    "--host",
    "0.0.0.0",
    "--run",
    "a",
    "--run",
    "b",
    "--data",
    "d",
    "--no-demo",
    "--help",
  ];
  expect(parseStartArguments(args)).toEqual({
    isHelp: true,
    port: 9000,
    host: "0.0.0.0",
    runDirectories: ["a", "b"],
    dataDirectory: "d",
    hasDemonstration: false,
    hasDemonstrationRecords: false,
  });
  for (const option of args.filter((argument) => argument.startsWith("--"))) expect(startHelp).toContain(option);
});

test.each([
  [["--port", "abc"], "abc"],
  [["--port", "70000"], "70000"],
  [["--port", "-1"], "port"],
  [["--port"], "port"],
  [["--prot", "1"], "prot"],
  [["survey-2023"], "survey-2023"],
  [["--demo", "--no-demo"], "--no-demo"],
])("%j is refused with what is wrong", (args, words) => {
  expect(() => parseStartArguments(args)).toThrowError(
    expect.objectContaining({ code: "arguments-invalid", userMessage: expect.stringContaining(words) }),
  );
});

test("--demo fills in records besides the region", () => {
  expect(parseStartArguments(["--demo"])).toMatchObject({ hasDemonstration: true, hasDemonstrationRecords: true });
  expect(startHelp).toContain("--demo ");
});
