import { TerraceError } from "#errors";

/** The same whether the name, the password or the account is at fault. */
export function signInRefused(): TerraceError {
  return new TerraceError({
    code: "sign-in-refused",
    userMessage: "用户名或密码不对，或账号已停用。请重新输入；忘记密码请联系系统管理员。",
    message:
      "The name or the password is wrong, or the account is disabled. Try again, or ask the system administrator.",
  });
}

export function signInLocked(until: Date): TerraceError {
  return new TerraceError({
    code: "sign-in-locked",
    userMessage: "登录失败次数过多，已暂时锁定。请到时间后再试，或请系统管理员解锁。",
    message: "Too many sign-ins failed; it is locked for a while. Try again later, or ask the system administrator.",
    details: { until: until.toISOString() },
  });
}

export function totpRequired(): TerraceError {
  return new TerraceError({
    code: "totp-required",
    userMessage: "这个账号开启了两步验证。请输入验证器上的 6 位数字；手机不在身边时，输入一个恢复码。",
    message: "This account has two-step sign-in. Enter the six digits of the authenticator, or a recovery code.",
  });
}

/** Asks for the code again: it was wrong, or had been used. */
export function totpWrong(): TerraceError {
  return new TerraceError({
    code: "totp-required",
    userMessage: "验证码不对，或已经用过一次。请等验证器换一组数字后再输入，或换一个没有用过的恢复码。",
    message:
      "The code is wrong, or was used before. Wait for the next one and enter it, or take another recovery code.",
    details: { reason: "wrong-or-used" },
  });
}
