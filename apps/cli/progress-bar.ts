const WIDTH = 28;

/**
 * A progress line on standard error, only when that is a terminal: nothing is written into logs and pipes.
 */
export class ProgressBar {
  readonly #stream = process.stderr;
  #lastText = "";

  show(label: string, fraction: number): void {
    if (!this.#stream.isTTY) return;
    const filled = Math.round(WIDTH * Math.min(1, Math.max(0, fraction)));
    const percent = `${Math.floor(fraction * 100)}`.padStart(3);
    const text = `${"█".repeat(filled)}${"░".repeat(WIDTH - filled)} ${percent} % ${label}`;
    if (text === this.#lastText) return;
    this.#lastText = text;
    this.#stream.write(`\r\u001b[2K${text}`);
  }

  clear(): void {
    if (this.#stream.isTTY && this.#lastText !== "") this.#stream.write("\r\u001b[2K");
    this.#lastText = "";
  }
}
