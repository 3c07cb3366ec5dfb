import { TerraceError } from "#errors";

/** A place in the history: after the line of this number, which has this hash. */
export interface FeedPosition {
  readonly line: number;
  readonly hash: string;
}

/** Opaque to whoever gets it, so that it may come to hold something else. */
export function cursorOf({ line, hash }: FeedPosition): string {
  return Buffer.from(`1.${line.toString(36)}.${hash}`).toString("base64url");
}

/** @throws TerraceError `change-cursor-invalid` */
export function parseCursor(text: string): FeedPosition {
  const [, line, hash] = /^1\.([0-9a-z]{1,11})\.([0-9a-f]{16})$/.exec(Buffer.from(text, "base64url").toString()) ?? [];
  if (line === undefined || hash === undefined || cursorOf({ line: Number.parseInt(line, 36), hash }) !== text) {
    throw new TerraceError({
      code: "change-cursor-invalid",
      userMessage: "since 不是本接口给出的游标。请原样使用上一次返回的 next，第一次可用 since=now。",
      message: "since is no cursor of this feed. Send the next of the answer before as it is, or since=now at first.",
    });
  }
  return { line: Number.parseInt(line, 36), hash };
}

export function cursorOutdated(): TerraceError {
  return new TerraceError({
    code: "change-cursor-outdated",
    userMessage:
      "这个游标之后的历史已不在了（数据库从备份恢复过）。请用 since=now 取新的游标，再完整读取一次所需的台账，然后从新游标继续。",
    message:
      "The history that this cursor belongs to is gone (the database was restored). Take a new one with since=now, read the record sets once in full, and go on from it.",
  });
}
