import { join, resolve } from "node:path";
import { TerraceError } from "#errors";
import { type BackupManifest, missingOutside, refuseOccupiedFolder, restoreBackup } from "#platform/backup";
import { readConfiguration } from "#platform/configuration";
import { findSnapshot, openDatabase } from "#platform/database";
import { lockFolder } from "#platform/files";
import { migrations } from "../server/migrations.ts";
import { parseArguments } from "./arguments.ts";
import { described } from "./backup.command.ts";
import type { Command } from "./command.ts";
import { withOutsideStore } from "./outside-store.ts";

const help = `terrace restore — 由备份恢复到空的数据目录与空的数据库

用法：
  terrace restore --from 备份目录 --data 数据目录

选项：
  --from FOLDER  terrace backup 建立的备份目录
  --data DIR     附件、调查成果和内置数据库恢复到这里，须为新目录或空目录
设置了 DATABASE_URL 时，数据库恢复到该服务器（须为空数据库）。

在对象存储里的附件不在备份中：按备份时的 TERRACE_OBJECT_STORE 设置环境变量，恢复后即逐个核对它们还在桶里。

先校验整份备份再写入；恢复后逐表核对行数与校验值。中途停止的目标不能使用，清空后重新恢复。

示例：
  ./terrace restore --from /backup/terrace-2026-11-24 --data data-restored
`;

export const restoreCommand: Command = {
  help,
  async run(args, interruption) {
    const parsed = parseArguments("restore", args, { from: { type: "string" }, data: { type: "string" } });
    const from = resolve(parsed.required("from"));
    const dataFolder = resolve(parsed.required("data"));
    const { databaseAddress } = readConfiguration(process.env);
    // Nothing need be tidied up: a target whose restore did not end is refused by every program.
    interruption.addEventListener("abort", () => {
      process.stderr.write(`\nterrace: 恢复已中断，目标内容不全，不能使用。请清空后重新恢复。\n`);
      process.exit(130);
    });
    await refuseOccupiedFolder(dataFolder);
    const lock = await lockFolder(dataFolder);
    try {
      const manifest = await restoreBackup({
        from,
        dataFolder,
        migrations,
        open: () => openDatabase(databaseAddress === null ? emptyEmbedded(dataFolder) : { address: databaseAddress }),
        onStep: ({ zh }) => process.stderr.write(`  ${zh}\n`),
      });
      process.stdout.write(`恢复完成，与备份一致：${dataFolder}\n${described(manifest)}`);
      process.stdout.write(await outsideReport(from, manifest));
    } finally {
      await lock.release();
    }
  },
};

const MOST_NAMED = 5;

/** Whether the attachments that the backup does not hold are where it says. Rows and files are restored whatever the answer is. */
async function outsideReport(from: string, { outside }: BackupManifest): Promise<string> {
  if (outside === null || outside.listed === null || outside.listed.count === 0) return "";
  return withOutsideStore(async (store) => {
    if (store === null) {
      return `注意：${outside.listed?.count} 个附件在 ${outside.description}，本环境没有设置 TERRACE_OBJECT_STORE，这些附件打不开。请设置后再启动服务。\n`;
    }
    try {
      const missing: string[] = [];
      for await (const { sha256 } of missingOutside(from, store)) missing.push(sha256);
      if (missing.length === 0) return `附件存储：${store.description} 里备份所列的附件都在。\n`;
      const names = missing.slice(0, MOST_NAMED).join("、");
      return `注意：${store.description} 里缺少 ${missing.length} 个附件（${names}${missing.length > MOST_NAMED ? " 等" : ""}）。请从存储自己的副本找回。\n`;
    } catch (error) {
      if (!(error instanceof TerraceError)) throw error;
      return `注意：没有核对附件存储：${error.userMessage}\n`;
    }
  });
}

function emptyEmbedded(dataFolder: string): Parameters<typeof openDatabase>[0] {
  const directory = join(dataFolder, "database");
  const template = findSnapshot([]);
  return template === null ? { directory } : { directory, template };
}
