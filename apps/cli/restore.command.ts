import { join, resolve } from "node:path";
import { refuseOccupiedFolder, restoreBackup } from "#platform/backup";
import { readConfiguration } from "#platform/configuration";
import { findSnapshot, openDatabase } from "#platform/database";
import { lockFolder } from "#platform/files";
import { migrations } from "../server/migrations.ts";
import { parseArguments } from "./arguments.ts";
import { described } from "./backup.command.ts";
import type { Command } from "./command.ts";

const help = `terrace restore — 由备份恢复到空的数据目录与空的数据库

用法：
  terrace restore --from 备份目录 --data 数据目录

选项：
  --from FOLDER  terrace backup 建立的备份目录
  --data DIR     附件、调查成果和内置数据库恢复到这里，须为新目录或空目录
设置了 DATABASE_URL 时，数据库恢复到该服务器（须为空数据库）。

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
    } finally {
      await lock.release();
    }
  },
};

function emptyEmbedded(dataFolder: string): Parameters<typeof openDatabase>[0] {
  const directory = join(dataFolder, "database");
  const template = findSnapshot([]);
  return template === null ? { directory } : { directory, template };
}
