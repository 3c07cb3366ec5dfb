import { ProgressBar } from "../cli/progress-bar.ts";

/** Shows the steps of starting: a moving bar on a terminal, a line at the beginning and end of each step elsewhere. */
export class StepDisplay {
  readonly #bar = new ProgressBar();
  readonly #onLine: (line: string) => void;
  #title = "";

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  async run<T>(titleZh: string, titleEn: string, work: () => Promise<T>): Promise<T> {
    this.#title = titleZh;
    this.#onLine(`· ${titleZh} (${titleEn}) …`);
    const start = performance.now();
    try {
      return await work();
    } finally {
      this.#bar.clear();
      const seconds = (performance.now() - start) / 1000;
      if (seconds >= 1) this.#onLine(`  用时 ${seconds.toFixed(1)} s`);
    }
  }

  progress(label: string, fraction: number): void {
    this.#bar.show(`${this.#title} · ${label}`, fraction);
  }

  notice(text: string): void {
    this.#bar.clear();
    this.#onLine(`  提示：${text}`);
  }
}
