import { TerraceError } from "#errors";

export const SHORTEST_PASSWORD = 10;
/** Longer ones only make the server work. */
export const LONGEST_PASSWORD = 200;
const FEWEST_DIFFERENT = 5;

export type PasswordFault = "too-short" | "too-long" | "too-simple" | "common" | "contains-name";

const FAULTS_ZH: Readonly<Record<PasswordFault, string>> = {
  "too-short": `至少 ${SHORTEST_PASSWORD} 个字符`,
  "too-long": `不超过 ${LONGEST_PASSWORD} 个字符`,
  "too-simple": "要有字母、数字和其他符号，不能总是重复同几个字符",
  common: "不能是常见的口令",
  "contains-name": "不能含有用户名",
};

const FAULTS_EN: Readonly<Record<PasswordFault, string>> = {
  "too-short": `at least ${SHORTEST_PASSWORD} characters`,
  "too-long": `at most ${LONGEST_PASSWORD} characters`,
  "too-simple": "letters, digits and other characters, not a few repeated",
  common: "not a common password",
  "contains-name": "not containing the user's name",
};

/** What remains of frequent passwords when digits and signs around them are taken away and letters written as signs are read. */
const COMMON_STEMS: ReadonlySet<string> = new Set(
  `password passwd passw pass admin administrator root user test guest welcome letmein login master hello monkey dragon
  football baseball superman batman sunshine princess iloveyou trustno secret changeme default qwerty qwertyuiop qwert qwer asdf asdfgh
  asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc wsxedc qaz qwe qweasd qweasdzxc asd zxc abc abcd abcde abcdef aa aaa abcabc woaini woaiwojia
  wang zhang liu chen china zhongguo beijing shandong jinan qingdao yantai shuili shuibao terrace system manager oracle
  postgres mysql huawei lenovo tianwang`.split(/\s+/),
);
const READ_AS: Readonly<Record<string, string>> = {
  "@": "a",
  "4": "a",
  "0": "o",
  "1": "l",
  "3": "e",
  $: "s",
  "5": "s",
  "!": "i",
};

/** Letters, digits and others, as 等保 asks for; what makes a password weak in practice is that others have it too. */
export function passwordFaults(password: string, name: string): readonly PasswordFault[] {
  const length = [...password].length;
  const lower = password.toLowerCase();
  const kinds = [/\p{L}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}]/u].filter((kind) => kind.test(password)).length;
  const faults: PasswordFault[] = [];
  if (length < SHORTEST_PASSWORD) faults.push("too-short");
  if (length > LONGEST_PASSWORD) faults.push("too-long");
  if (kinds < 3 || new Set(lower).size < FEWEST_DIFFERENT) faults.push("too-simple");
  if (isCommon(lower)) faults.push("common");
  if (name.length >= 3 && lower.includes(name.toLowerCase())) faults.push("contains-name");
  return faults;
}

function isCommon(lower: string): boolean {
  const letters = (text: string) => text.replaceAll(/[^a-z]/g, "");
  const trimmed = lower.replace(/^[^a-z]+/, "").replace(/[^a-z]+$/, "");
  const read = [...trimmed].map((character) => READ_AS[character] ?? character).join("");
  return COMMON_STEMS.has(letters(lower)) || COMMON_STEMS.has(letters(read));
}

/** @throws TerraceError `password-weak` saying everything that is wrong with it */
export function refuseWeakPassword(password: string, name: string): void {
  const faults = passwordFaults(password, name);
  if (faults.length === 0) return;
  throw new TerraceError({
    code: "password-weak",
    userMessage: `新密码不符合要求：${faults.map((fault) => FAULTS_ZH[fault]).join("；")}。请换一个。`,
    message: `The new password must be: ${faults.map((fault) => FAULTS_EN[fault]).join("; ")}. Choose another.`,
    details: { faults },
  });
}
