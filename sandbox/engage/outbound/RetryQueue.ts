/** Second tries that wait for their time, or for a test that does not want to wait. */
import type { WorkTracker } from "../domain/WorkTracker";

/** What is due so soon counts as due at once. */
const IMMINENT_MS = 100;

interface Retry {
  owner: string;
  timer: NodeJS.Timeout;
  dueAt: number;
  run: () => void;
  done: () => void;
}

export class RetryQueue {
  private readonly waiting = new Set<Retry>();
  private isClosed = false;

  /** `timeScale` stretches every wait. */
  constructor(
    private readonly work: WorkTracker,
    private timeScale = 1,
  ) {}

  /** `owner`: the webhook or source it belongs to. */
  add(owner: string, platformDelayMs: number, run: () => void): void {
    if (this.isClosed) {
      return;
    }
    const delayMs = platformDelayMs * this.timeScale;
    const done = delayMs <= IMMINENT_MS ? this.work.begin() : () => {};
    const timer = setTimeout(() => this.fire(retry), delayMs);
    timer.unref();
    const retry: Retry = { owner, timer, dueAt: Date.now() + delayMs, run, done };
    this.waiting.add(retry);
  }

  /** What waits already waits for the rest of its time on the new scale. */
  setTimeScale(timeScale: number): void {
    const change = timeScale / this.timeScale;
    this.timeScale = timeScale;
    this.reschedule((restMs) => restMs * change);
  }

  /** So much time passes at once. */
  skip(ms: number): void {
    this.reschedule((restMs) => restMs - ms * this.timeScale);
  }

  /** Runs now what waits, of one owner or of all. */
  flush(owner?: string): void {
    for (const retry of this.of(owner)) {
      this.fire(retry);
    }
  }

  cancel(owner?: string): void {
    for (const retry of this.of(owner)) {
      this.remove(retry);
      retry.done();
    }
  }

  close(): void {
    this.isClosed = true;
    this.cancel();
  }

  private reschedule(toRest: (restMs: number) => number): void {
    for (const retry of this.waiting) {
      const restMs = Math.max(0, toRest(Math.max(0, retry.dueAt - Date.now())));
      clearTimeout(retry.timer);
      retry.dueAt = Date.now() + restMs;
      retry.timer = setTimeout(() => this.fire(retry), restMs);
      retry.timer.unref();
    }
  }

  private of(owner: string | undefined): Retry[] {
    return [...this.waiting].filter((retry) => owner === undefined || retry.owner === owner);
  }

  private fire(retry: Retry): void {
    this.remove(retry);
    retry.run();
    retry.done();
  }

  private remove(retry: Retry): void {
    clearTimeout(retry.timer);
    this.waiting.delete(retry);
  }
}
