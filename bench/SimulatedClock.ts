/** The process' clock, put forward by hand: for what keeps records by age, without waiting for it. */

export class SimulatedClock {
  private readonly real = Date.now;
  private aheadMs = 0;

  readonly now = (): number => this.real.call(Date) + this.aheadMs;

  /** Everything in this process that asks `Date.now` gets the simulated time. */
  install(): void {
    Date.now = this.now;
  }

  uninstall(): void {
    Date.now = this.real;
  }

  advance(ms: number): void {
    this.aheadMs += ms;
  }
}
