/** Counts what is under way, so that one can wait until nothing is. */

export class Pending {
  private readonly running = new Set<Promise<unknown>>();

  track<Value>(work: Promise<Value>): Promise<Value> {
    this.running.add(work);
    const remove = () => this.running.delete(work);
    work.then(remove, remove);
    return work;
  }

  async idle(): Promise<void> {
    while (this.running.size > 0) {
      await Promise.allSettled([...this.running]);
    }
  }
}
