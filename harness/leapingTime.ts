/**
 * Time that leaps to the next timer of this process once nothing else is left to do before it, so that nobody waits for
 * retries, polling and timeouts of what runs here. While something is under way, be it on a socket, time passes as ever.
 */
import { shiftedDate } from "../sandbox/cognigy/shiftedDate";

export interface LeapingTime {
  /** While this work lasts. It is all in this process: what others do is not seen here. */
  leapDuring<Value>(work: () => Promise<Value>): Promise<Value>;
  /** What is still to come is dropped. */
  uninstall(): void;
}

type Callback = (...values: unknown[]) => void;

const LONGEST_MS = 2 ** 31 - 1;
/** So many looks in a row saw nothing happen. Between two are a millisecond or more and a turn of the event loop. */
const QUIET_LOOKS = 3;
/** A leap this long ends somebody's patience, so it must be certain that no new connection is still on its way. */
const LONG_MS = 1_000;
const QUIET_LOOKS_OF_LONG = 60;
/** What the operating system has still to answer, as Node names it. Threads can't be seen, so tests with them use real time. */
const UNDER_WAY = /Req|ConnectWrap|WriteWrap|ShutdownWrap|ProcessWrap/;

export function installLeapingTime(): LeapingTime {
  const { setTimeout: realTimeout, setImmediate: realImmediate, clearTimeout: realClear, Date: realDate } = globalThis;
  const realElapsed = performance.now.bind(performance);
  const timers = new Set<Timer>();
  let shiftMs = 0;
  let order = 0;
  let works = 0;
  let quietLooks = 0;
  let eventsSeen = 0;
  let isInstalled = true;
  let nextLook: { atMs: number; timeout: NodeJS.Timeout } | undefined;
  const nowMs = () => realElapsed() + shiftMs;
  /** A look that is planned for an earlier moment stays. */
  const lookIn = (ms: number) => {
    const atMs = realElapsed() + ms;
    if (isInstalled && (nextLook === undefined || atMs < nextLook.atMs)) {
      realClear(nextLook?.timeout);
      nextLook = { atMs, timeout: realTimeout(() => realImmediate(look), Math.ceil(ms)) };
    }
  };

  class Timer {
    atMs = 0;
    order = 0;
    private readonly delayMs: number;

    constructor(
      readonly run: () => void,
      delayMs = 1,
    ) {
      // As Node.js reads what is no time, or a longer one than it can wait.
      this.delayMs = delayMs >= 1 && delayMs <= LONGEST_MS ? delayMs : 1;
      this.refresh();
    }

    refresh(): this {
      this.atMs = nowMs() + this.delayMs;
      this.order = order++;
      timers.add(this);
      lookIn(this.delayMs);
      return this;
    }

    ref(): this {
      return this;
    }

    unref(): this {
      return this;
    }
  }

  const look = () => {
    nextLook = undefined;
    if (!isInstalled) {
      return;
    }
    const { events } = performance.nodeTiming.uvMetricsInfo;
    const isQuiet = events === eventsSeen && !process.getActiveResourcesInfo().some((name) => UNDER_WAY.test(name));
    quietLooks = isQuiet && works > 0 ? quietLooks + 1 : 0;
    eventsSeen = events;
    const [timer] = [...timers].sort((one, other) => one.atMs - other.atMs || one.order - other.order);
    const leapMs = timer ? Math.max(0, Math.ceil(timer.atMs - nowMs())) : 0;
    if (quietLooks >= (leapMs < LONG_MS ? QUIET_LOOKS : QUIET_LOOKS_OF_LONG)) {
      shiftMs += leapMs;
    }
    if (timer && timer.atMs <= nowMs()) {
      quietLooks = 0;
      timers.delete(timer);
      lookIn(0);
      timer.run();
    } else if (works > 0) {
      lookIn(1);
    } else if (timer) {
      lookIn(timer.atMs - nowMs());
    }
  };

  const restores = [
    replace(
      globalThis,
      "setTimeout",
      (run: Callback, delayMs?: number, ...values: unknown[]) => new Timer(() => run(...values), delayMs),
    ),
    replace(globalThis, "clearTimeout", (timer: unknown) => {
      if (timer instanceof Timer) {
        timers.delete(timer);
      } else {
        realClear(timer as Parameters<typeof realClear>[0]);
      }
    }),
    replace(
      globalThis,
      "Date",
      shiftedDate(
        () => shiftMs,
        () => realDate,
      ),
    ),
    replace(performance, "now", nowMs),
    // Node's version uses a real timer, so a leap would pass over it.
    replace(AbortSignal, "timeout", (delayMs: number) => {
      const controller = new AbortController();
      const abort = () =>
        controller.abort(new DOMException("The operation was aborted due to timeout", "TimeoutError"));
      new Timer(abort, delayMs);
      return controller.signal;
    }),
  ];
  return {
    async leapDuring(work) {
      works += 1;
      lookIn(0);
      try {
        return await work();
      } finally {
        works -= 1;
      }
    },
    uninstall() {
      isInstalled = false;
      realClear(nextLook?.timeout);
      for (const restore of restores) {
        restore();
      }
    },
  };
}

function replace(target: object, name: string, value: unknown): () => void {
  const before = Object.getOwnPropertyDescriptor(target, name);
  Object.defineProperty(target, name, { ...before, value, configurable: true, writable: true });
  return () => {
    if (before) {
      Object.defineProperty(target, name, before);
    } else {
      Reflect.deleteProperty(target, name);
    }
  };
}
