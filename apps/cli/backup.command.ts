import { resolve } from "node:path";
import { type BackupManifest, backUp, refuseOccupiedOutput, verifyBackup } from "#platform/backup";
import { parseArguments } from "./arguments.ts";
import type { Command } from "./command.ts";
import { withDataFolder } from "./data-folder.ts";
import { withOutsideStore } from "./outside-store.ts";

const help = `terrace backup — 备份数据库、附件与调查成果，或校验一份备份

用法：
  terrace backup [--data 数据目录] --to 备份目录
  terrace backup --verify 备份目录

选项：
  --data DIR     服务所用的数据目录，默认 data；设置了 DATABASE_URL 时数据库取自该服务器
  --to FOLDER    备份写到这里：新目录或空目录，只有本用户能读
  --verify DIR   不备份，只把这份备份逐字节与其校验值核对

配置了 TERRACE_OBJECT_STORE 时，桶里的附件只列清单（名称、大小），不在备份里：桶要由存储自己的多副本、版本或复制保护。

内置数据库须先停止服务；数据库服务器不必停止，备份取同一时刻的内容。

示例：
  ./terrace backup --data data --to /backup/terrace-2026-11-24
  ./terrace backup --verify /backup/terrace-2026-11-24
`;

export const backupCommand: Command = {
  help,
  async run(args, interruption) {
    const parsed = parseArguments("backup", args, {
      data: { type: "string" },
      to: { type: "string" },
      verify: { type: "string" },
    });
    const onStep = ({ zh }: { readonly zh: string }) => process.stderr.write(`  ${zh}\n`);
    const verified = parsed.text("verify");
    if (verified !== undefined) {
      process.stdout.write(
        `备份完好：${resolve(verified)}\n${described(await verifyBackup(resolve(verified), onStep))}`,
      );
      return;
    }
    const to = resolve(parsed.required("to"));
    await refuseOccupiedOutput(to);
    const manifest = await withDataFolder(parsed.text("data"), ({ path, database }) =>
      withOutsideStore((outside) =>
        backUp({ database, dataFolder: path, outside, to, files: "copy", signal: interruption, onStep }),
      ),
    );
    process.stdout.write(`备份完成：${to}\n${described(manifest)}`);
  },
};

/** Lines about a backup for its keeper. */
export function described({
  tables,
  files,
  outside,
  databaseSha256,
  madeAt,
  program,
  auditTrail,
}: BackupManifest): string {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const history =
    auditTrail === null
      ? ""
      : `历史记录：${auditTrail.lines} 条，${
          auditTrail.fault === null ? "完整" : `第 ${auditTrail.fault.id} 条起不完整（备份时已如此）`
        }\n`;
  return `时间：${madeAt}（程序 ${program.version}）
数据表：${tables.length} 个，${rows} 行
文件：${files.count} 个，${(files.bytes / 1e6).toFixed(1)} MB
${outside === null ? "" : `${describeOutside(outside)}\n`}数据库校验值：${databaseSha256}
${history}`;
}

function describeOutside({ description, listed }: NonNullable<BackupManifest["outside"]>): string {
  const what =
    listed === null ? "备份时连不上，没有列出" : `${listed.count} 个，${(listed.bytes / 1e6).toFixed(1)} MB，已列清单`;
  return `附件存储：${description}，${what}；内容不在备份里，由存储自己保护`;
}
