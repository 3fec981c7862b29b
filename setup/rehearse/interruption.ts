/** Ctrl+C and the end of the process's time: the first one lets the rehearsal close what it opened, the second ends it. */

export interface Interruption {
  signal: AbortSignal;
  release(): void;
}

const SIGNALS = ["SIGINT", "SIGTERM"] as const;

export function watchInterruption(onFirst: () => void): Interruption {
  const controller = new AbortController();
  const interrupt = () => {
    release();
    onFirst();
    controller.abort();
  };
  const release = () => {
    for (const signal of SIGNALS) {
      process.removeListener(signal, interrupt);
    }
  };
  for (const signal of SIGNALS) {
    process.on(signal, interrupt);
  }
  return { signal: controller.signal, release };
}
