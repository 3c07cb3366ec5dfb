import { z } from "zod";
import { TerraceError } from "#errors";
import { describeObjectStore, type ObjectStoreAddress, objectStoreAddress } from "./object-store-address.ts";

const flag = z.enum(["0", "1", "false", "true", "no", "yes"]).transform((text) => ["1", "true", "yes"].includes(text));
const address = (...schemes: string[]) =>
  z.string().refine((text) => URL.canParse(text) && schemes.includes(new URL(text).protocol.slice(0, -1)), {
    message: `应为 ${schemes.join(" 或 ")} 地址`,
  });

/** Every variable of the environment that the program reads, in one place. All may be absent: one machine needs none of them. */
const schema = z.object({
  /** A PostgreSQL server with PostGIS instead of the embedded database. */
  DATABASE_URL: address("postgres", "postgresql").optional(),
  /** Where browsers reach the server, where a proxy stands before it. */
  TERRACE_PUBLIC_ADDRESS: address("http", "https").optional(),
  /** The proxy sets `X-Forwarded-Proto` and appends to `X-Forwarded-For`. */
  TERRACE_TRUST_PROXY: flag.default(false),
  /** The key of 天地图, which stays on the server. */
  TIANDITU_KEY: z.string().min(8).optional(),
  OIDC_ISSUER: address("http", "https").optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  OIDC_LABEL_ZH: z.string().min(1).default("统一身份认证"),
  OIDC_LABEL_EN: z.string().min(1).default("Single sign-on"),
  /** `smtp://user:password@host:port` */
  SMTP_URL: address("smtp", "smtps").optional(),
  SMTP_FROM: z.string().min(3).optional(),
  /** Where attachments lie instead of the data folder: `s3://bucket/prefix?endpoint=https://host:port`. */
  TERRACE_OBJECT_STORE: objectStoreAddress.optional(),
  TERRACE_OBJECT_STORE_KEY_ID: z.string().min(1).optional(),
  TERRACE_OBJECT_STORE_SECRET: z.string().min(1).optional(),
  /** From which level on lines go to the log. */
  TERRACE_LOG_LEVEL: z.enum(["debug", "info", "warn", "error"], "应为 debug、info、warn 或 error").default("info"),
  /** How long files of the log are kept. 等保三级 asks for six months. */
  TERRACE_LOG_DAYS: z.coerce.number("应为 1–3650 的整数").int().min(1).max(3650).default(180),
  /** When the running server makes its nightly backup, in the time of Asia/Shanghai; `off` where something else makes it. */
  TERRACE_BACKUP_AT: z
    .string()
    .regex(/^(([01]\d|2[0-3]):[0-5]\d|off)$/, "应为 HH:MM 或 off")
    .default("02:30"),
  /** How many nights' backups are kept. */
  TERRACE_BACKUPS_KEPT: z.coerce.number("应为 1–3650 的整数").int().min(1).max(3650).default(14),
  /** Best on another disk. Without it, the folder `backups` of the data folder. */
  TERRACE_BACKUP_FOLDER: z.string().startsWith("/", "应为绝对路径").optional(),
});

/** Their names. */
export const environmentVariables: readonly string[] = Object.keys(schema.shape);

export interface Configuration {
  readonly databaseAddress: string | null;
  readonly publicAddress: string | null;
  readonly trustsProxy: boolean;
  readonly tiandituKey: string | null;
  readonly oidc: {
    readonly issuer: string;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly labelZh: string;
    readonly labelEn: string;
  } | null;
  readonly mail: { readonly address: string; readonly from: string } | null;
  /** Null: attachments lie in the data folder. */
  readonly objectStore: (ObjectStoreAddress & { readonly keyId: string; readonly secret: string }) | null;
  readonly log: { readonly level: "debug" | "info" | "warn" | "error"; readonly keptDays: number };
  readonly backup: {
    /** `HH:MM`; null where the server makes none. */
    readonly dailyAt: string | null;
    readonly kept: number;
    /** Null: in the data folder. */
    readonly folder: string | null;
  };
}

/**
 * The configuration that the environment gives.
 * @throws TerraceError `configuration-invalid` naming every variable that is wrong, and never its value
 */
export function readConfiguration(environment: Readonly<Record<string, string | undefined>>): Configuration {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    throw invalid(parsed.error.issues.map(({ path, message }) => ({ name: path.join("."), reason: message })));
  }
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, SMTP_URL, SMTP_FROM, ...others } = parsed.data;
  const { TERRACE_OBJECT_STORE, TERRACE_OBJECT_STORE_KEY_ID, TERRACE_OBJECT_STORE_SECRET, ...rest } = others;
  return {
    databaseAddress: rest.DATABASE_URL ?? null,
    publicAddress: rest.TERRACE_PUBLIC_ADDRESS ?? null,
    trustsProxy: rest.TERRACE_TRUST_PROXY,
    tiandituKey: rest.TIANDITU_KEY ?? null,
    oidc: together({ OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET }, (all) => ({
      issuer: all.OIDC_ISSUER,
      clientId: all.OIDC_CLIENT_ID,
      clientSecret: all.OIDC_CLIENT_SECRET,
      labelZh: rest.OIDC_LABEL_ZH,
      labelEn: rest.OIDC_LABEL_EN,
    })),
    mail: together({ SMTP_URL, SMTP_FROM }, (all) => ({ address: all.SMTP_URL, from: all.SMTP_FROM })),
    objectStore: together(
      { TERRACE_OBJECT_STORE, TERRACE_OBJECT_STORE_KEY_ID, TERRACE_OBJECT_STORE_SECRET },
      (all) => ({
        ...all.TERRACE_OBJECT_STORE,
        keyId: all.TERRACE_OBJECT_STORE_KEY_ID,
        secret: all.TERRACE_OBJECT_STORE_SECRET,
      }),
    ),
    log: { level: rest.TERRACE_LOG_LEVEL, keptDays: rest.TERRACE_LOG_DAYS },
    backup: {
      dailyAt: rest.TERRACE_BACKUP_AT === "off" ? null : rest.TERRACE_BACKUP_AT,
      kept: rest.TERRACE_BACKUPS_KEPT,
      folder: rest.TERRACE_BACKUP_FOLDER ?? null,
    },
  };
}

/** Variables that make sense only together. */
function together<Group extends Readonly<Record<string, unknown>>, Output>(
  variables: Group,
  make: (all: { readonly [Name in keyof Group]: NonNullable<Group[Name]> }) => Output,
): Output | null {
  const entries = Object.entries(variables);
  const absent = entries.filter(([, value]) => value === undefined);
  if (absent.length === entries.length) return null;
  if (absent.length > 0) throw invalid(absent.map(([name]) => ({ name, reason: "与同组变量须一起设置" })));
  return make(variables as { readonly [Name in keyof Group]: NonNullable<Group[Name]> });
}

/** Line by line for the log: what is set, with nothing that is secret. */
export function describeConfiguration(configuration: Configuration): readonly string[] {
  const { databaseAddress, publicAddress, trustsProxy, tiandituKey, oidc, mail, objectStore, backup } = configuration;
  return [
    `数据库 (database)：${databaseAddress === null ? "内置 (embedded)" : redacted(databaseAddress)}`,
    ...(publicAddress === null ? [] : [`对外地址 (public address)：${publicAddress}`]),
    ...(trustsProxy ? ["信任代理 (trusts the proxy)：是"] : []),
    ...(tiandituKey === null ? [] : ["天地图 (Tianditu)：已设置密钥"]),
    ...(oidc === null ? [] : [`单点登录 (single sign-on)：${oidc.issuer}`]),
    ...(mail === null ? [] : [`邮件 (mail)：${redacted(mail.address)}`]),
    ...(objectStore === null ? [] : [`附件存储 (attachments)：${describeObjectStore(objectStore)}`]),
    `每日备份 (nightly backup)：${
      backup.dailyAt === null
        ? "关闭 (off)"
        : `${backup.dailyAt}，保留 ${backup.kept} 份 (${backup.kept} kept)${backup.folder === null ? "" : `，${backup.folder}`}`
    }`,
  ];
}

function redacted(text: string): string {
  const url = new URL(text);
  if (url.password !== "") url.password = "***";
  url.search = "";
  return url.href;
}

function invalid(faults: readonly { readonly name: string; readonly reason: string }[]): TerraceError {
  return new TerraceError({
    code: "configuration-invalid",
    userMessage: `环境变量设置有误：${faults.map(({ name, reason }) => `${name}（${reason}）`).join("；")}。请改正后重新启动。`,
    message: `Wrong environment variables: ${faults.map(({ name }) => name).join(", ")}. Correct them and start again.`,
    details: { faults },
  });
}
