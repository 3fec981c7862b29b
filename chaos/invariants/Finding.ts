/** Something that should not have happened. Whether a known limit explains it is decided elsewhere. */

export const INVARIANTS = {
  lost: "no message is lost: it arrives, or whoever wrote it is told",
  doubled: "no message arrives twice",
  reordered: "messages of one conversation arrive in their order",
  misrouted: "no message reaches another conversation",
  botOverPerson: "the bot does not answer while a person has the conversation",
  finalStatus: "each end of a handover is told to the Flow exactly once",
  secret: "no secret in logs, results, URLs or texts",
  rateLimit: "refused requests are repeated at most four times, not before Retry-After, and only where that is safe",
  rest: "everything comes to rest",
  outage: "what a platform makes impossible ends as documented",
  transcript: "each side reads the same under all readings",
} as const;

export type Invariant = keyof typeof INVARIANTS;

export interface Finding {
  invariant: Invariant;
  /** Which way it was broken, such as `agentMessage`. */
  kind: string;
  conversation: string | undefined;
  tokens: readonly string[];
  /** For finals: when. */
  atMs?: number;
  text: string;
}
