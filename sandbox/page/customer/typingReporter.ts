/** Tells what somebody is typing, not at every key; and that it is over. */

export interface TypingReporter {
  report(text: string): void;
  /** Sent or left: nothing more is told of it. */
  stop(): void;
}

export function createTypingReporter(tell: (text: string) => void, everyMs = 400): TypingReporter {
  let latest = "";
  let told = "";
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    timer = undefined;
    if (latest === told) {
      return;
    }
    told = latest;
    tell(latest);
    timer = setTimeout(flush, everyMs);
  };
  return {
    report(text) {
      latest = text;
      if (timer === undefined) {
        flush();
      }
    },
    stop() {
      clearTimeout(timer);
      timer = undefined;
      latest = "";
      told = "";
    },
  };
}
