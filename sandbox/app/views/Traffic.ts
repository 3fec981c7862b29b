/** The stand-ins' records of HTTP between the platforms. */
import type { CognigyStandIn } from "../../cognigy/startCognigy";
import type { EngageStandIn, Handshake } from "../../engage/startEngage";

export interface Traffic {
  exchanges: EngageStandIn["exchanges"];
  deliveries: EngageStandIn["deliveries"];
  sdkCalls: EngageStandIn["sdkCalls"];
  handshakes: readonly Handshake[];
  /** Requests of transformers. */
  calls: CognigyStandIn["calls"];
  /** Notify and inject. */
  endpointDeliveries: CognigyStandIn["deliveries"];
}

export function trafficOf(engage: EngageStandIn, cognigy: CognigyStandIn): Traffic {
  return {
    exchanges: engage.exchanges,
    deliveries: engage.deliveries,
    sdkCalls: engage.sdkCalls,
    handshakes: engage.webhooks.handshakes,
    calls: cognigy.calls,
    endpointDeliveries: cognigy.deliveries,
  };
}
