import { spawnSync } from "node:child_process";
import { findChromium } from "../find-chromium/index.ts";

/**
 * The path of a Chromium, installed from Debian's packages when there is none and this process may install (root with
 * apt-get). The fonts come along because without a Chinese font every label on a screenshot is an empty box.
 *
 * @returns the path, or the sentence that tells the user what to install
 */
export function chromiumForTests(): { path: string } | { missing: string } {
  const found = findChromium();
  if (found) return { path: found };
  if (!process.env.CHROME_PATH && process.getuid?.() === 0 && hasAptGet()) {
    process.stderr.write(
      "没有找到 Chromium，正在从 Debian 软件源安装 (installing Debian's chromium and fonts-noto-cjk)…\n",
    );
    apt(["update", "-qq"]);
    apt(["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-noto-cjk"]);
    const installed = findChromium();
    if (installed) return { path: installed };
  }
  return {
    missing:
      "浏览器测试需要 Chromium，但没有找到：请安装（Debian/Ubuntu：apt-get install chromium fonts-noto-cjk），或把 CHROME_PATH 设为浏览器程序的路径；只跑不需要浏览器的测试用 npm test -- --project unit。\n" +
      "Browser tests need Chromium and none was found: install it (Debian/Ubuntu: apt-get install chromium fonts-noto-cjk), or set CHROME_PATH to its path; npm test -- --project unit runs the tests that need no browser.",
  };
}

function hasAptGet(): boolean {
  return spawnSync("apt-get", ["--version"], { stdio: "ignore" }).status === 0;
}

function apt(args: readonly string[]): void {
  spawnSync("apt-get", args, {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
}
