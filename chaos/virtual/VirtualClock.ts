/** Time that passes only when nothing is left to do at its moment, and the timers of all parties in one queue. */

/** Whose timers and connections they are: a restart takes away those of one party. */
export type Party = "cognigy" | "engage" | "people";

interface Timer {
  atMs: number;
  order: number;
  party: Party;
  run: () => void;
  isDone: boolean;
}

export class VirtualClock {
  nowMs: number;
  /** On whose behalf the present event runs. */
  party: Party = "people";
  /** Callbacks that were given to the real `setImmediate` and have not run yet. */
  immediates = 0;
  events = 0;
  private order = 0;
  private readonly heap: Timer[] = [];

  constructor(
    startMs: number,
    private readonly nextTurn: (callback: () => void) => void,
  ) {
    this.nowMs = startMs;
  }

  schedule(delayMs: number, run: () => void, party: Party = this.party): Timer {
    this.order += 1;
    const atMs = this.nowMs + (delayMs > 0 ? delayMs : 0);
    const timer: Timer = { atMs, order: this.order, party, run, isDone: false };
    this.push(timer);
    return timer;
  }

  cancel(timer: Timer): void {
    timer.isDone = true;
  }

  /** Timers of a party whose process ended. */
  dropAll(party: Party): void {
    for (const timer of this.heap) {
      if (timer.party === party) {
        timer.isDone = true;
      }
    }
  }

  /** Runs what is due up to that moment. False: nothing is left at all. */
  async run(untilMs: number): Promise<boolean> {
    await this.settle();
    for (;;) {
      const timer = this.heap[0];
      if (timer === undefined) {
        return false;
      }
      if (timer.atMs > untilMs) {
        this.nowMs = untilMs;
        return true;
      }
      this.pop();
      if (timer.isDone) {
        continue;
      }
      this.nowMs = Math.max(this.nowMs, timer.atMs);
      this.party = timer.party;
      this.events += 1;
      timer.isDone = true;
      timer.run();
      await this.settle();
    }
  }

  /** Until promises, ticks and immediates have run. None of them waits for anything but memory. */
  private async settle(): Promise<void> {
    do {
      await new Promise<void>((resolve) => this.nextTurn(resolve));
    } while (this.immediates > 0);
  }

  private push(timer: Timer): void {
    const { heap } = this;
    let at = heap.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || !isBefore(timer, above)) {
        break;
      }
      heap[at] = above;
      at = parent;
    }
    heap[at] = timer;
  }

  private pop(): void {
    const { heap } = this;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) {
      return;
    }
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      const left = heap[child];
      if (left === undefined) {
        break;
      }
      const right = heap[child + 1];
      if (right !== undefined && isBefore(right, left)) {
        child += 1;
      }
      const below = right !== undefined && isBefore(right, left) ? right : left;
      if (!isBefore(below, last)) {
        break;
      }
      heap[at] = below;
      at = child;
    }
    heap[at] = last;
  }
}

function isBefore(one: Timer, other: Timer): boolean {
  return one.atMs < other.atMs || (one.atMs === other.atMs && one.order < other.order);
}
