/** What a test may do to one outgoing request. */

export type OutboundFault =
  /** Never sent; the sender sees a broken connection. */
  | { kind: "lost" }
  /** Sent and answered, but the answer is lost on the way back: the receiver has acted, the sender tries again. */
  | { kind: "cut" }
  | { kind: "delay"; ms: number }
  /** Other bytes under the same headers, so a signature no longer fits. */
  | { kind: "body"; body: string };
