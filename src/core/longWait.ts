/** Whether a customer of the bridge has waited for an agent longer than the Flow's author wants to leave unsaid. */
import type { Forwarding } from "./forwarding";

export function isLongWaitDue(
  { isOn, waitingSinceMs, answeredAtMs, isLongWaitTold }: Forwarding,
  longestWaitMs: number,
  nowMs: number,
): boolean {
  const isWaiting = isOn && waitingSinceMs > 0 && answeredAtMs === 0;
  return isWaiting && !isLongWaitTold && longestWaitMs > 0 && nowMs - waitingSinceMs >= longestWaitMs;
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
