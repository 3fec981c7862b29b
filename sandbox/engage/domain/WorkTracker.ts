/** Counts what is queued, in flight or due at once, so that a test can wait for all of it without sleeping. */

export class WorkTracker {
  private open = 0;
  private generation = 0;
  private waiters: (() => void)[] = [];

  /** Returns the function that ends this piece of work; calling it again, or after a reset, has no effect. */
  begin(): () => void {
    const { generation } = this;
    let isOpen = true;
    this.open += 1;
    return () => {
      if (isOpen && generation === this.generation) {
        this.open -= 1;
        this.wakeWhenIdle();
      }
      isOpen = false;
    };
  }

  async idle(): Promise<void> {
    do {
      // What has just ended may begin something else in the same turn.
      await new Promise(setImmediate);
      if (this.open > 0) {
        await new Promise<void>((resolve) => this.waiters.push(resolve));
      }
    } while (this.open > 0);
  }

  reset(): void {
    this.generation += 1;
    this.open = 0;
    this.wakeWhenIdle();
  }

  private wakeWhenIdle(): void {
    if (this.open === 0) {
      for (const wake of this.waiters.splice(0)) {
        wake();
      }
    }
  }
}
