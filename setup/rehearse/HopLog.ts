/** Runs hops one after the other, reports each at once, and leaves out those that need one that failed. */
import { EngageError } from "../../src/core/errors";
import type { Level, Report } from "../report";
import type { CallLimit } from "./CallLimit";
import { type Hop, HopEnd, type HopOutcome, Interrupted, skipHop } from "./Hop";
import type { RehearsalClock } from "./RehearsalClock";

export interface PlannedHop {
  id: string;
  title: string;
  /** What follows makes no sense without it. */
  isVital?: boolean;
  /** Also after a failure. */
  isAlways?: boolean;
  /** The requests to Engage that it needs at least. */
  calls?: number;
  /** Left out where what follows needs the requests. */
  isOptional?: boolean;
  run(): Promise<string>;
}

const LEVELS: Record<HopOutcome, Level> = { passed: "pass", warned: "warn", failed: "fail", skipped: "skip" };

export class HopLog {
  readonly hops: Hop[] = [];
  private obstacle: string | undefined;

  constructor(
    private readonly report: Report,
    private readonly limit: Pick<CallLimit, "used" | "left" | "spare" | "keepForLater">,
    private readonly signal: AbortSignal,
    private readonly clock: RehearsalClock,
  ) {}

  get hasFailed(): boolean {
    return this.hops.some(({ outcome }) => outcome === "failed");
  }

  async runAll(planned: readonly PlannedHop[]): Promise<void> {
    for (const [index, hop] of planned.entries()) {
      this.limit.keepForLater(countNeeded(planned.slice(index + 1)));
      await this.run(hop.isOptional ? { ...hop, run: () => this.runIfAffordable(hop) } : hop);
    }
  }

  private async runIfAffordable({ calls = 0, run }: PlannedHop): Promise<string> {
    if (this.limit.spare < calls) {
      throw skipHop(`${Math.max(0, this.limit.left)} requests are left, and the hops that follow need them`);
    }
    return run();
  }

  async run({ id, title, isVital = false, isAlways = false, run }: PlannedHop): Promise<void> {
    const beganMs = this.clock.now();
    const before = this.limit.used;
    const add = (outcome: HopOutcome, evidence: string, fix?: string) => {
      const ms = this.clock.now() - beganMs;
      const clean = this.report.mask(evidence);
      this.hops.push({
        id,
        title,
        outcome,
        ms,
        calls: this.limit.used - before,
        evidence: clean,
        ...(fix !== undefined && { fix }),
      });
      this.report.finding({
        level: LEVELS[outcome],
        code: id,
        message: `${title}: ${clean}${outcome === "skipped" ? "" : ` (${toSeconds(ms)})`}`,
        ...(fix !== undefined && { fix }),
      });
    };
    if (this.obstacle !== undefined && !isAlways) {
      add("skipped", `"${this.obstacle}" failed`);
      return;
    }
    try {
      // Hops that wait for nothing don't notice an interruption.
      if (this.signal.aborted && !isAlways) {
        throw new Interrupted();
      }
      add("passed", await run());
    } catch (thrown) {
      const end = toEnd(thrown);
      add(end.outcome, end.evidence, end.fix);
      if (end.outcome === "failed" && isVital) {
        this.obstacle = title;
      }
      if (thrown instanceof Interrupted) {
        throw thrown;
      }
    }
  }
}

function countNeeded(hops: readonly PlannedHop[]): number {
  return hops.reduce((sum, { calls = 0, isOptional }) => sum + (isOptional ? 0 : calls), 0);
}

function toEnd(thrown: unknown): Pick<HopEnd, "outcome" | "evidence" | "fix"> {
  if (thrown instanceof HopEnd) {
    return thrown;
  }
  if (thrown instanceof Interrupted) {
    return { outcome: "failed", evidence: "interrupted" };
  }
  if (thrown instanceof EngageError) {
    // Its sentence may quote Engage's answer, and that may quote people.
    const status = thrown.httpStatus === undefined ? "" : ` (${thrown.httpStatus})`;
    return { outcome: "failed", evidence: `${thrown.code}${status}`, fix: thrown.hint ?? "Run `doctor`." };
  }
  const what = thrown instanceof Error ? thrown.message : String(thrown);
  return { outcome: "failed", evidence: `unexpected: ${what}`, fix: "Report this, with dist/rehearsal.md." };
}

export function toSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
