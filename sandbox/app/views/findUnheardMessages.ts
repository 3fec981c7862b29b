/** Messages of customers on Engage's own channel of which the hub took no webhook, so the bot never heard of them. */
import type { Delivery } from "../../engage/startEngage";

/** Content id -> why. */
export function findUnheardMessages(deliveries: readonly Delivery[]): ReadonlyMap<string, string> {
  const unheard = new Map<string, string>();
  const heard = new Set<string>();
  for (const { events, status, failure, ms } of deliveries) {
    if (ms === undefined) {
      continue;
    }
    for (const { type, resource } of events) {
      if (type !== "content.imported") {
        continue;
      }
      if (failure === undefined) {
        heard.add(resource.id);
      } else {
        unheard.set(resource.id, status === undefined ? "the hub didn't answer" : `the hub answered ${status}`);
      }
    }
  }
  for (const id of heard) {
    unheard.delete(id);
  }
  return unheard;
}
