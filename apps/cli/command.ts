export interface Command {
  readonly name: string;
  /** One line for the overview. */
  readonly summary: string;
  /** The whole help text, with at least one example. */
  readonly help: string;
  /** @throws TerraceError for anything that the user can mend. */
  run(args: readonly string[], interruption: AbortSignal): Promise<void>;
}
