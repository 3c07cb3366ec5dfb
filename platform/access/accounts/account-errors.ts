import { TerraceError } from "#errors";
import { DatabaseError } from "#platform/database";

export function accountUnknown(id: string): TerraceError {
  return new TerraceError({
    code: "record-unknown",
    userMessage: "没有找到这个账号：它可能不在您的管辖范围内。请从用户列表重新进入。",
    message: "There is no such account, or it is outside your area. Start again from the list.",
    details: { id },
  });
}

export function accountChangedElsewhere(version: number, current: object): TerraceError {
  return new TerraceError({
    code: "record-changed-elsewhere",
    userMessage: "这个账号刚被别人改过，您的修改还没有保存。请核对差异后再保存。",
    message: "This account was changed by someone else meanwhile; compare and save again.",
    details: { given: version, current },
  });
}

export function ownAccount(): TerraceError {
  return new TerraceError({
    code: "own-account",
    userMessage: "不能更改自己账号的权限、范围或状态。请由另一位管理员办理。",
    message: "You cannot change the rights, scope or state of your own account. Another administrator has to.",
  });
}

export function scopeTooWide(): TerraceError {
  return new TerraceError({
    code: "scope-too-wide",
    userMessage: "这个账号的单位、范围或区市超出了您的管辖范围。请缩小范围，或请市级管理员办理。",
    message:
      "The account's organisation, scope or divisions reach beyond your own. Narrow them, or ask the city's administrator.",
  });
}

export function grantNotAllowed(): TerraceError {
  return new TerraceError({
    code: "grant-not-allowed",
    userMessage:
      "角色只能由安全管理员授予或收回（还没有安全管理员时，系统管理员可设立第一位）。请先保存账号，再请安全管理员授权。",
    message:
      "Roles are granted by the security administrator (the system administrator may make the first one). Save the account, then ask for the grant.",
  });
}

export function accountsNotAllowed(): TerraceError {
  return new TerraceError({
    code: "accounts-not-allowed",
    userMessage: "账号资料、范围和状态只能由系统管理员更改；安全管理员只授予角色。请联系系统管理员。",
    message:
      "Accounts, their scopes and states are the system administrator's; the security administrator grants roles.",
  });
}

export function administratorReset(): TerraceError {
  return new TerraceError({
    code: "administrator-protected",
    userMessage: "安全管理员和审计管理员的登录凭据不能由系统管理员更改。请在服务器上用命令重置。",
    message:
      "The system administrator cannot change how the security and audit administrators sign in. Reset it on the server.",
  });
}

export function organisationUnknown(id: string): TerraceError {
  return new TerraceError({
    code: "organisation-unknown",
    userMessage: "没有找到所选的单位。请从单位列表重新选择。",
    message: "There is no such organisation. Choose one of the list.",
    details: { id },
  });
}

export function isForbidden(error: unknown): boolean {
  return error instanceof DatabaseError && error.sqlState === "42501";
}
