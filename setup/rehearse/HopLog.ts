/** Runs hops one after the other, reports each at once, and leaves out those that need one that failed. */
import { EngageError } from "../../src/core/errors";
import type { Level, Report } from "../report";
import { type Hop, HopEnd, type HopOutcome, Interrupted } from "./Hop";

export interface PlannedHop {
  id: string;
  title: string;
  /** What follows makes no sense without it. */
  isVital?: boolean;
  /** Also after a failure. */
  isAlways?: boolean;
  run(): Promise<string>;
}

const LEVELS: Record<HopOutcome, Level> = { passed: "pass", warned: "warn", failed: "fail", skipped: "skip" };

export class HopLog {
  readonly hops: Hop[] = [];
  private obstacle: string | undefined;

  constructor(
    private readonly report: Report,
    private readonly countCalls: () => number,
    private readonly signal: AbortSignal,
  ) {}

  get hasFailed(): boolean {
    return this.hops.some(({ outcome }) => outcome === "failed");
  }

  async runAll(planned: readonly PlannedHop[]): Promise<void> {
    for (const hop of planned) {
      await this.run(hop);
    }
  }

  async run({ id, title, isVital = false, isAlways = false, run }: PlannedHop): Promise<void> {
    const beganMs = Date.now();
    const before = this.countCalls();
    const add = (outcome: HopOutcome, evidence: string, fix?: string) => {
      const ms = Date.now() - beganMs;
      const clean = this.report.mask(evidence);
      this.hops.push({
        id,
        title,
        outcome,
        ms,
        calls: this.countCalls() - before,
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
