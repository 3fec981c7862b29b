/** Runs jobs in the order they were given, a few at the same time. */

export class Lane {
  private readonly waiting: (() => Promise<void>)[] = [];
  private running = 0;

  /** The limit is asked before each start, so that it may change while jobs wait. */
  constructor(private readonly limit: () => number) {}

  add(job: () => Promise<void>): void {
    this.waiting.push(job);
    this.startNext();
  }

  private startNext(): void {
    while (this.running < Math.max(1, this.limit())) {
      const job = this.waiting.shift();
      if (job === undefined) {
        return;
      }
      this.running += 1;
      void job().finally(() => {
        this.running -= 1;
        this.startNext();
      });
    }
  }
}
