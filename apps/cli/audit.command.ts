import { TerraceError } from "#errors";
import { verifyAuditTrail } from "#platform/audit-trail";
import { misused, parseArguments } from "./arguments.ts";
import type { Command } from "./command.ts";
import { withDataFolder } from "./data-folder.ts";

const help = `terrace audit verify — 逐条核对历史记录的哈希链

用法：
  terrace audit verify [--data 数据目录]

打印条数与最后一条的哈希；把它记在系统之外，日后可证明此前的记录未被改动。
链条不完整时指出第一处，退出码 1。内置数据库须先停止服务。

示例：
  ./terrace audit verify --data data
`;

export const auditCommand: Command = {
  help,
  async run(args) {
    const parsed = parseArguments("audit", args, { data: { type: "string" } });
    const [action, surplus] = parsed.positionals;
    if (action !== "verify" || surplus !== undefined)
      throw misused("audit", "应为 audit verify", "expected audit verify");
    const { lines, lastHash, fault } = await withDataFolder(parsed.text("data"), ({ database }) =>
      verifyAuditTrail(database),
    );
    process.stdout.write(`历史记录：${lines} 条\n最后哈希：${lastHash}\n`);
    if (fault === null) {
      process.stdout.write("链条完整\n");
      return;
    }
    const { id, reason } = fault;
    throw new TerraceError({
      code: "audit-trail-broken",
      userMessage: `历史记录自第 ${id} 条起不完整：${REASONS[reason]}。请保留现场，与备份中的记录比对（terrace backup --verify）。`,
      message: `The history does not hold from line ${id} on (${reason}). Leave everything as it is and compare with a backup.`,
      details: { id, reason, lines, lastHash },
    });
  },
};

const REASONS = { edited: "该条内容被改动", missing: "缺少记录", broken: "与上一条不衔接" } as const;
