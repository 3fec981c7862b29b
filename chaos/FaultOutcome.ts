/** What becomes of one HTTP request between two parties. */

export type FaultOutcome =
  | { kind: "pass" }
  /** Broken off before it arrives. */
  | { kind: "reset" }
  /** Carried out; the connection breaks before the answer. */
  | { kind: "cut" }
  /** Never arrives, and nobody says so. */
  | { kind: "hang" }
  /** Carried out; the answer never comes. */
  | { kind: "mute" }
  | { kind: "delay"; ms: number }
  /** Answered on the way, without arriving. */
  | { kind: "status"; status: number; retryAfterSeconds?: number }
  /** Carried out, but answered with this. */
  | { kind: "spoilt"; status: number }
  /** Arrives twice: at the same time, or the second time later. */
  | { kind: "twice"; afterMs: number };

export type FaultKind = Exclude<FaultOutcome["kind"], "pass">;

/** Whether the other side has acted although the caller sees a failure. */
export function isCarriedOut({ kind }: FaultOutcome): boolean {
  return kind === "cut" || kind === "mute" || kind === "spoilt";
}
