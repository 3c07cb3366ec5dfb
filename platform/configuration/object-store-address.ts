import { z } from "zod";

/** A bucket of a store that speaks S3, as its address names it; the key comes from variables of its own. */
export interface ObjectStoreAddress {
  readonly bucket: string;
  /** Empty, or with a slash at its end: what names of objects begin with. */
  readonly prefix: string;
  /** `https://host:port` */
  readonly endpoint: string;
  /** What requests are signed for. Stores of one place mostly take any. */
  readonly region: string;
  /** `endpoint/bucket/…` as MinIO and Ceph have it, or `bucket.endpoint/…` as public clouds do. */
  readonly namesBucketInPath: boolean;
}

const OPTIONS: readonly string[] = ["endpoint", "region", "path-style"];

/**
 * `s3://bucket/prefix?endpoint=https://host:port&region=cn-north-1&path-style=no`. Whatever is not understood is refused: a name with a
 * typing error would be a setting that does nothing.
 */
export const objectStoreAddress = z.string().transform((text, context): ObjectStoreAddress => {
  const refuse = (message: string): never => {
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  };
  if (!URL.canParse(text) || new URL(text).protocol !== "s3:") return refuse("应为 s3://桶?endpoint=https://地址");
  const { hostname: bucket, username, password, port, pathname, searchParams, hash } = new URL(text);
  if (username !== "" || password !== "") return refuse("密钥不写在地址里，另设 _KEY_ID 与 _SECRET");
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket) || port !== "" || hash !== "") {
    return refuse("桶名应为 3–63 个小写字母、数字、点或短横线");
  }
  const unknown = [...searchParams.keys()].find((name) => !OPTIONS.includes(name));
  if (unknown !== undefined) return refuse(`没有参数 ${unknown}`);
  const endpoint = searchParams.get("endpoint") ?? "";
  if (!URL.canParse(endpoint) || !/^https?:$/.test(new URL(endpoint).protocol)) {
    return refuse("endpoint 应为 http 或 https 地址");
  }
  const style = searchParams.get("path-style") ?? "yes";
  if (style !== "yes" && style !== "no") return refuse("path-style 应为 yes 或 no");
  const prefix = decodeURIComponent(pathname).replace(/^\/+|\/+$/g, "");
  return {
    bucket,
    prefix: prefix === "" ? "" : `${prefix}/`,
    endpoint: endpoint.replace(/\/+$/, ""),
    region: searchParams.get("region") ?? "us-east-1",
    namesBucketInPath: style === "yes",
  };
});

/** For people; names no key. */
export function describeObjectStore({ bucket, prefix, endpoint }: ObjectStoreAddress): string {
  return `s3://${bucket}/${prefix.replace(/\/$/, "")}（${endpoint}）`;
}
