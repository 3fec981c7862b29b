/** What a call's status means for the person who looks at it. */
import type { CallView } from "../../app/view";

export type CallColour = "running" | "good" | "refused" | "failed";

export const CALL_TONES = {
  running: "",
  good: "tone-agent",
  refused: "tone-warn",
  failed: "tone-bad",
} satisfies Record<CallColour, string>;

export function toCallColour({ status }: Pick<CallView, "status">): CallColour {
  if (status === undefined) {
    return "running";
  }
  if (status === 0 || status >= 500) {
    return "failed";
  }
  return status >= 400 ? "refused" : "good";
}

export function toStatusText({ status }: Pick<CallView, "status">): string {
  if (status === undefined) {
    return "…";
  }
  return status === 0 ? "no answer" : String(status);
}
