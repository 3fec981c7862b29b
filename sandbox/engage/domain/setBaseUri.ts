/** Sets where a Channel SDK source calls; saving it triggers `implementation.info`. */
import type { DomainState } from "./DomainState";
import { EngageRefusal } from "./EngageRefusal";
import type { Source } from "./records";
import { requireLoopback } from "./requireLoopback";

export function setBaseUri(state: DomainState, source: Source, url: string | null): void {
  if (source.sdk === null) {
    throw new EngageRefusal("invalid", "Validation failed: only Channel SDK sources have a base URI");
  }
  if (url !== null) {
    requireLoopback(url);
  }
  source.sdk.baseUri = url;
  source.updated_at = state.timestamp();
  state.outbound.sourceSaved(source);
}
