/** The time of the sandbox, whose clock may be ahead of this computer's. */
import { sandboxView } from "./viewStream";

export function sandboxNow(): number {
  return Date.now() + (sandboxView.peek()?.clock.shiftMs ?? 0);
}
