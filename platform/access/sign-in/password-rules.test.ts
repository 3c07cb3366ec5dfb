import { describe, expect, test } from "vitest";
import { isPassword, oneTimePassword } from "./password-hash.ts";
import { passwordFaults } from "./password-rules.ts";

describe("passwords", () => {
  test.each([
    ["Short1!", ["too-short"]],
    ["12345678901234", ["too-simple"]],
    ["longbutletters", ["too-simple"]],
    ["aaaaaaaaaa1!", ["too-simple"]],
    ["Password2026!", ["common"]],
    ["P@ssw0rd!123", ["common"]],
    ["Yantai@370600", ["common"]],
    ["qwer1234!@#$", ["common"]],
    ["likeping-2026x", ["contains-name"]],
    ["山".repeat(201), ["too-long", "too-simple"]],
    ["kite 7 umbrella", []],
    ["山高水长 8 qk!", []],
  ])("%s: %j", (password, faults) => {
    expect(passwordFaults(password, "LiKePing")).toEqual(faults);
  });

  test("one-time passwords can be copied from paper and are never the same", () => {
    const made = Array.from({ length: 50 }, oneTimePassword);
    expect(new Set(made).size).toBe(50);
    for (const password of made) expect(password).toMatch(/^([a-kmnp-z2-9]{4}-){3}[a-kmnp-z2-9]{4}$/);
  });

  test("no account has no password", async () => {
    expect(await isPassword(null, "anything")).toBe(false);
  });
});
