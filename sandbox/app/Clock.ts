/** The time of the sandbox: the machine's, moved forward on request. What waits for its moment then comes at once. */

interface Alarm {
  atMs: number;
  timer: NodeJS.Timeout;
  run: () => void;
}

export class Clock {
  /** How far it is ahead of the machine's. */
  shiftMs = 0;
  private readonly alarms = new Set<Alarm>();

  readonly now = (): number => Date.now() + this.shiftMs;

  after(delayMs: number, run: () => void): void {
    const alarm: Alarm = {
      atMs: this.now() + delayMs,
      timer: setTimeout(() => this.fire(alarm), delayMs).unref(),
      run,
    };
    this.alarms.add(alarm);
  }

  moveForward(ms: number): void {
    this.shiftMs += ms;
    for (const alarm of [...this.alarms].sort((one, other) => one.atMs - other.atMs)) {
      const leftMs = alarm.atMs - this.now();
      clearTimeout(alarm.timer);
      if (leftMs <= 0) {
        this.fire(alarm);
      } else {
        alarm.timer = setTimeout(() => this.fire(alarm), leftMs).unref();
      }
    }
  }

  /** The machine's time again; nothing waits any more. */
  reset(): void {
    this.shiftMs = 0;
    for (const { timer } of this.alarms) {
      clearTimeout(timer);
    }
    this.alarms.clear();
  }

  private fire(alarm: Alarm): void {
    this.alarms.delete(alarm);
    alarm.run();
  }
}
