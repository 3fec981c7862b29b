/** One step of a rehearsal: what was tried, how it ended, how long it took, and what shows it. */

export type HopOutcome = "passed" | "warned" | "failed" | "skipped";

export interface Hop {
  /** Stable: `thread_found`. */
  id: string;
  title: string;
  outcome: HopOutcome;
  ms: number;
  /** Requests to Engage. */
  calls: number;
  /** Ids, numbers and times. Never what people wrote, names, or secrets: it goes into files that are passed on. */
  evidence: string;
  fix?: string;
}

/** Ends a hop otherwise than well. */
export class HopEnd extends Error {
  constructor(
    readonly outcome: Exclude<HopOutcome, "passed">,
    readonly evidence: string,
    readonly fix?: string,
  ) {
    super(evidence);
  }
}

export const failHop = (evidence: string, fix: string): HopEnd => new HopEnd("failed", evidence, fix);
export const warnHop = (evidence: string, fix: string): HopEnd => new HopEnd("warned", evidence, fix);
export const skipHop = (evidence: string): HopEnd => new HopEnd("skipped", evidence);

/** Ctrl+C, or the end of the process's time. */
export class Interrupted extends Error {
  constructor() {
    super("The rehearsal was interrupted.");
  }
}
