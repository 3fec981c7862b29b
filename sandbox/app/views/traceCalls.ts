/** Every HTTP call between the platforms that is still known, each once, oldest first. */
import type { OutgoingCall } from "../../cognigy/startCognigy";
import type { Exchange } from "../../engage/startEngage";
import { type ExchangeMatches, matchExchanges } from "./matchExchanges";
import type { TracedCall } from "./TracedCall";
import type { Traffic } from "./Traffic";
import { traceEndpointDelivery, traceHandshake, traceSdkCall, traceWebhook } from "./traceDelivery";
import { traceExchange, traceLostCall } from "./traceExchange";

interface Entry {
  at: number;
  trace(): TracedCall;
}

/** `latest`: how many of them. */
export function traceCalls(traffic: Traffic, matches: ExchangeMatches, latest: number): TracedCall[] {
  const ofTransformers = matchExchanges(traffic.calls, traffic.exchanges, matches);
  const entry = <Item extends { startedAt: number }>(item: Item, trace: (item: Item) => TracedCall): Entry => ({
    at: item.startedAt,
    trace: () => trace(item),
  });
  const entries = [
    ...traffic.exchanges
      .filter((exchange) => isShown(exchange) && !ofTransformers.has(exchange))
      .map((exchange) => entry(exchange, (one) => traceExchange(one, undefined))),
    ...traffic.calls.map((call) => entry(call, (one) => traceTransformerCall(one, matches.get(one)))),
    ...traffic.deliveries.map((delivery) => entry(delivery, traceWebhook)),
    ...traffic.handshakes.map((handshake) => entry(handshake, traceHandshake)),
    ...traffic.sdkCalls.map((call) => entry(call, traceSdkCall)),
    ...traffic.endpointDeliveries.map((delivery) => entry(delivery, traceEndpointDelivery)),
  ];
  // Sorting is stable: what began in the same millisecond stays in the order of its kind.
  return entries
    .sort((one, other) => one.at - other.at)
    .slice(-latest)
    .map(({ trace }) => trace());
}

function traceTransformerCall(call: OutgoingCall, exchange: Exchange | undefined): TracedCall {
  return exchange ? traceExchange(exchange, call) : traceLostCall(call);
}

/** Downloads of files are made by browsers, not between the platforms. */
function isShown({ path }: Exchange): boolean {
  return path.startsWith("/1.0/") || path.startsWith("/realtime/");
}
