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
    objectStore: null,
    log: { level: "info", keptDays: 180 },
    backup: { dailyAt: "02:30", kept: 14, folder: null },
  });
});

const BUCKET = {
  TERRACE_OBJECT_STORE: "s3://shuibao/attachments/?endpoint=https://s3.example.cn",
  TERRACE_OBJECT_STORE_KEY_ID: "geheim-id",
  TERRACE_OBJECT_STORE_SECRET: "geheim",
};

test("an object store has its bucket, its place within, and how it is spoken to", () => {
  const read = (more: string) =>
    readConfiguration({ ...BUCKET, TERRACE_OBJECT_STORE: `s3://shuibao${more}` }).objectStore;
  expect(readConfiguration(BUCKET).objectStore).toEqual({
    bucket: "shuibao",
    prefix: "attachments/",
    endpoint: "https://s3.example.cn",
    region: "us-east-1",
    namesBucketInPath: true,
    keyId: "geheim-id",
    secret: "geheim",
  });
  expect(read("?endpoint=http://127.0.0.1:9000/&region=cn-north-1&path-style=no")).toMatchObject({
    prefix: "",
    endpoint: "http://127.0.0.1:9000",
    region: "cn-north-1",
    namesBucketInPath: false,
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
    ...BUCKET,
  });
  expect(configuration.oidc?.labelZh).toBe("统一身份认证");
  const text = describeConfiguration(configuration).join("\n");
  expect(text).toContain("postgres://terrace:***@db:5432/terrace");
  expect(text).toContain("s3://shuibao/attachments（https://s3.example.cn）");
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
  [{ ...BUCKET, TERRACE_OBJECT_STORE_SECRET: "" }, "TERRACE_OBJECT_STORE_SECRET"],
  [{ TERRACE_OBJECT_STORE_KEY_ID: "id", TERRACE_OBJECT_STORE_SECRET: "geheim" }, "TERRACE_OBJECT_STORE"],
  [{ ...BUCKET, TERRACE_OBJECT_STORE: "https://s3.example.cn/shuibao" }, "TERRACE_OBJECT_STORE"],
  [{ ...BUCKET, TERRACE_OBJECT_STORE: "s3://Shui_Bao?endpoint=https://s3.example.cn" }, "TERRACE_OBJECT_STORE"],
  [{ ...BUCKET, TERRACE_OBJECT_STORE: "s3://shuibao" }, "endpoint"],
  [{ ...BUCKET, TERRACE_OBJECT_STORE: "s3://shuibao?endpoint=s3.example.cn" }, "endpoint"],
  [{ ...BUCKET, TERRACE_OBJECT_STORE: "s3://id:geheim@shuibao?endpoint=https://s3.example.cn" }, "密钥"],
  [{ ...BUCKET, TERRACE_OBJECT_STORE: "s3://shuibao?endpoint=https://s3.example.cn&secret=geheim" }, "secret"],
  [{ ...BUCKET, TERRACE_OBJECT_STORE: "s3://shuibao?endpoint=https://s3.example.cn&path-style=maybe" }, "path-style"],
  [{ TERRACE_LOG_LEVEL: "loud" }, "TERRACE_LOG_LEVEL"],
  [{ TERRACE_BACKUP_AT: "2:30" }, "TERRACE_BACKUP_AT"],
  [{ TERRACE_BACKUPS_KEPT: "0" }, "TERRACE_BACKUPS_KEPT"],
])("a wrong variable is named, its value is not: %#", (environment, name) => {
  const read = () => readConfiguration(environment);
  expect(read).toThrow(
    expect.objectContaining({ code: "configuration-invalid", userMessage: expect.stringContaining(name) }),
  );
  expect(read).not.toThrow(expect.objectContaining({ userMessage: expect.stringContaining("geheim") }));
});
