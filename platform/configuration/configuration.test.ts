import { expect, test } from "vitest";
import { describeConfiguration, readConfiguration } from "./index.ts";

test("nothing is needed", () => {
  expect(readConfiguration({ PATH: "/bin", DATABASE_URL: "" })).toEqual({
    databaseAddress: null,
    publicAddress: null,
    trustsProxy: false,
    tiandituKey: null,
    oidc: null,
    mail: null,
    log: { level: "info", keptDays: 180 },
    backup: { dailyAt: "02:30", kept: 14, folder: null },
  });
});

test("what is set is printed without its secrets", () => {
  const configuration = readConfiguration({
    DATABASE_URL: "postgres://terrace:geheim@db:5432/terrace?sslkey=geheim",
    TIANDITU_KEY: "geheim-geheim",
    OIDC_ISSUER: "https://id.example.cn",
    OIDC_CLIENT_ID: "terrace",
    OIDC_CLIENT_SECRET: "geheim",
    SMTP_URL: "smtp://robot:geheim@mail.example.cn",
    SMTP_FROM: "shuibao@example.cn",
  });
  expect(configuration.oidc?.labelZh).toBe("统一身份认证");
  const text = describeConfiguration(configuration).join("\n");
  expect(text).toContain("postgres://terrace:***@db:5432/terrace");
  expect(text).not.toContain("geheim");
});

test("the nightly backup has its time, number and place, or is off", () => {
  const { backup } = readConfiguration({
    TERRACE_BACKUP_AT: "23:05",
    TERRACE_BACKUPS_KEPT: "30",
    TERRACE_BACKUP_FOLDER: "/backup",
  });
  expect(backup).toEqual({ dailyAt: "23:05", kept: 30, folder: "/backup" });
  expect(readConfiguration({ TERRACE_BACKUP_AT: "off" }).backup.dailyAt).toBeNull();
});

test.each([
  [{ DATABASE_URL: "mysql://db" }, "DATABASE_URL"],
  [{ TERRACE_TRUST_PROXY: "maybe" }, "TERRACE_TRUST_PROXY"],
  [{ OIDC_ISSUER: "https://id.example.cn", OIDC_CLIENT_ID: "terrace" }, "OIDC_CLIENT_SECRET"],
  [{ SMTP_URL: "smtp://mail" }, "SMTP_FROM"],
  [{ TERRACE_LOG_LEVEL: "loud" }, "TERRACE_LOG_LEVEL"],
  [{ TERRACE_BACKUP_AT: "2:30" }, "TERRACE_BACKUP_AT"],
  [{ TERRACE_BACKUPS_KEPT: "0" }, "TERRACE_BACKUPS_KEPT"],
])("a wrong variable is named, its value is not: %#", (environment, name) => {
  expect(() => readConfiguration(environment)).toThrow(
    expect.objectContaining({ code: "configuration-invalid", userMessage: expect.stringContaining(name) }),
  );
});
