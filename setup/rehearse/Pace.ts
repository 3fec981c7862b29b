/**
 * When to look at what costs a request: not before something can be there. Requests are few, so a rehearsal learns from
 * the first answers how long the platforms take.
 */
import { isLoopbackHost } from "../../src/engage/engageUrls";

const MAX_FIRST_MS = 6_000;

export class Pace {
  private constructor(
    /** Before the first look. */
    public firstMs: number,
    readonly delaysMs: readonly number[],
  ) {}

  /** Stand-ins answer at once; in real accounts a message takes seconds. */
  static for(apiUrl: string): Pace {
    return isLoopbackHost(new URL(apiUrl).hostname)
      ? new Pace(350, [500, 1_000, 2_000, 3_000])
      : new Pace(2_500, [2_500, 4_000, 6_000]);
  }

  /** Something has come that was waited for so long. */
  learn(ms: number): void {
    this.firstMs = Math.max(this.firstMs, Math.min(ms, MAX_FIRST_MS));
  }
}
