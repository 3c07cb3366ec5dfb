export interface Command {
  /** The whole help text, with at least one example. */
  readonly help: string;
  /** @throws TerraceError for anything that the user can mend. */
  run(args: readonly string[], interruption: AbortSignal): Promise<void>;
}

/** What the overview knows of a command; its code is loaded only when it is called, so that `--help` answers at once. */
export interface CommandEntry {
  readonly name: string;
  /** One line for the overview. */
  readonly summary: string;
  load(): Promise<Command>;
}
