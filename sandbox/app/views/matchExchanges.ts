/** Finds the exchange at Engage that belongs to each request of a transformer: one HTTP call is shown once. */
import type { OutgoingCall } from "../../cognigy/startCognigy";
import type { Exchange } from "../../engage/startEngage";

export type ExchangeMatches = WeakMap<OutgoingCall, Exchange>;

/** Remembers in `known` what it found. Returns the exchanges that belong to some transformer. */
export function matchExchanges(
  calls: readonly OutgoingCall[],
  exchanges: readonly Exchange[],
  known: ExchangeMatches,
): Set<Exchange> {
  const taken = new Set(calls.flatMap((call) => known.get(call) ?? []));
  for (const call of calls) {
    if (known.has(call)) {
      continue;
    }
    const found = exchanges.find((exchange) => !taken.has(exchange) && isSame(call, exchange));
    if (found) {
      known.set(call, found);
      taken.add(found);
    }
  }
  return taken;
}

/** Neither carries an id, but no two callers send the same bytes at the same moment. */
function isSame(call: OutgoingCall, exchange: Exchange): boolean {
  return (
    call.method === exchange.method &&
    exchange.startedAt >= call.startedAt &&
    new URL(call.url).pathname === exchange.path &&
    JSON.stringify(call.body) === JSON.stringify(exchange.body)
  );
}
