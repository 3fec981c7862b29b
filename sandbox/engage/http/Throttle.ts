/** A fixed window of one minute over all requests; the platform does not say what else the limit is counted by. */

const WINDOW_MS = 60_000;

export class Throttle {
  private window = Number.NaN;
  private count = 0;

  constructor(
    private readonly limit: number,
    private readonly now: () => number,
  ) {}

  admits(): boolean {
    const window = Math.floor(this.now() / WINDOW_MS);
    if (window !== this.window) {
      this.window = window;
      this.count = 0;
    }
    this.count += 1;
    return this.count <= this.limit;
  }

  /** As if somebody else had used the account. */
  useUp(): void {
    this.admits();
    this.count = this.limit;
  }

  reset(): void {
    this.window = Number.NaN;
  }
}
