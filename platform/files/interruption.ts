/** Exit codes by convention: 128 and the number of the signal. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

type WatchedSignal = keyof typeof SIGNALS;

/**
 * Runs `cleanUp` and leaves the process when it is interrupted (Ctrl-C, SIGTERM, the terminal closing). A second signal
 * while cleaning up leaves at once.
 * @returns stops watching
 */
export function cleanUpOnInterruption(cleanUp: () => Promise<void>): () => void {
  let isCleaning = false;
  const onSignal = (signal: WatchedSignal): void => {
    if (isCleaning) process.exit(SIGNALS[signal]);
    isCleaning = true;
    cleanUp().then(
      () => process.exit(SIGNALS[signal]),
      (error: unknown) => {
        process.stderr.write(`${String(error)}\n`);
        process.exit(SIGNALS[signal]);
      },
    );
  };
  const signals = Object.keys(SIGNALS) as WatchedSignal[];
  for (const signal of signals) process.on(signal, onSignal);
  return () => {
    for (const signal of signals) process.off(signal, onSignal);
  };
}
