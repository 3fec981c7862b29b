/** Whether a customer of the bridge has waited for an agent longer than the Flow's author wants to leave unsaid. */
import type { Forwarding } from "./forwarding/Forwarding";

export function isLongWaitDue(state: Forwarding, longestWaitMs: number, nowMs: number): boolean {
  const { waitingSinceMs } = state;
  const isLong = waitingSinceMs > 0 && longestWaitMs > 0 && nowMs - waitingSinceMs >= longestWaitMs;
  return isLong && isLongWaitNews(state);
}

/** Whether the Flow is to hear of a long wait that somebody else has noticed. */
export function isLongWaitNews({ isOn, answeredAtMs, isLongWaitTold }: Forwarding): boolean {
  return isOn && answeredAtMs === 0 && !isLongWaitTold;
}

/** What the relay can say of the times, at a moment of the handover or at its end. */
export function toWaitTimes(
  { waitingSinceMs, answeredAtMs }: Forwarding,
  nowMs: number,
  isOver: boolean,
): { waitedMs?: number; handledMs?: number } {
  const waitedMs = (answeredAtMs || nowMs) - waitingSinceMs;
  return {
    ...(waitingSinceMs > 0 && waitedMs > 0 && { waitedMs }),
    ...(isOver && answeredAtMs > 0 && nowMs > answeredAtMs && { handledMs: nowMs - answeredAtMs }),
  };
}
