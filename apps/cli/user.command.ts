import { createAccess } from "#platform/access";
import { organisations } from "#regions/yantai";
import { roles } from "../server/roles.ts";
import { misused, parseArguments } from "./arguments.ts";
import type { Command } from "./command.ts";
import { withDataFolder } from "./data-folder.ts";

const help = `terrace user reset-password — 给一个账号换一次性密码

用法：
  terrace user reset-password 账号名 [--data 数据目录]

打印一次性密码；本人用它登录后必须改密码，原密码和已登录的会话立即失效。
安全管理员与审计管理员的密码只能这样重置。内置数据库须先停止服务。

示例：
  ./terrace user reset-password zhangsan --data data
`;

export const userCommand: Command = {
  help,
  async run(args) {
    const parsed = parseArguments("user", args, { data: { type: "string" } });
    const [action, name, surplus] = parsed.positionals;
    if (action !== "reset-password" || surplus !== undefined) {
      throw misused("user", "应为 user reset-password 账号名", "expected user reset-password NAME");
    }
    if (name === undefined) throw misused("user", "缺少账号名", "the account's name is missing");
    const { oneTimePassword } = await withDataFolder(parsed.text("data"), ({ database }) => {
      const home = organisations.find(({ kind }) => kind === "city");
      if (home === undefined) throw new Error("The region names no organisation of the city");
      const access = createAccess({
        database,
        roles,
        expandDivisions: (codes) => codes,
        settings: { homeOrganisation: { code: home.code, nameZh: home.nameZh, nameEn: home.nameEn } },
      });
      return access.resetPassword("terrace user reset-password", name);
    });
    process.stderr.write(`账号 ${name} 的一次性密码（只显示这一次）：\n`);
    process.stdout.write(`${oneTimePassword}\n`);
  },
};
