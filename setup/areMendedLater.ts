/** Whether all that the first `doctor` of the guide found wrong is put right by the steps that follow. */
import type { Finding } from "./report";

/** By `provision`, `write`, `install`, and what the guide tells people to do between them. */
const MENDED_LATER: ReadonlySet<string> = new Set([
  "source_default_category_missing",
  "source_default_category_agent",
  "webhook_missing",
  "webhook_inactive",
  "webhook_events_missing",
  "webhook_token_differs",
  "hub_without_transformer",
  "hub_not_filled",
  "hub_token_differs",
  "hub_secret_differs",
  "hub_key_differs",
  "hub_without_bridge",
  "relay_takes_unsigned_claims",
  "relay_not_filled",
  "switches_wrong",
]);

export function areMendedLater(failures: readonly Finding[]): boolean {
  return failures.length > 0 && failures.every(({ code }) => MENDED_LATER.has(code));
}
