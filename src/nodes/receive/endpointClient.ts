/** Deliveries to Cognigy's Endpoints: notify speaks to the customer, inject runs the Flow. Each carries a seal. */
import { EngageError } from "../../core/errors";
import type { EngageClient } from "../../engage/engageClient";
import { USER_AGENT } from "../../engage/rest";
import { RETRY_POLICIES } from "../../engage/retryPolicy";
import { type Delivery, type DeliveryTarget, writeDelivery } from "../../protocol/delivery";
import type { NodeRun } from "../shared/defineNode";

export interface EndpointDelivery extends Delivery {
  /** The same for each try: a relay takes it once. */
  id: string;
  URLToken: string;
}

export interface EndpointClient {
  notify(delivery: EndpointDelivery): Promise<void>;
  inject(delivery: EndpointDelivery): Promise<void>;
}

type Situation = Pick<NodeRun<unknown>, "sealing"> & { engage: Pick<EngageClient, "request" | "clock"> };

const HINT =
  "Check the Cognigy Endpoint URL in the Connection, that the customer's Endpoint still exists, and that its transformer has Notify and Inject switched on.";
const HINTS = {
  network: HINT,
  not_found: HINT,
  forbidden: HINT,
  server_error: HINT,
  invalid_request: HINT,
  bad_response: HINT,
};

export function createEndpointClient(
  { sealing, engage }: Situation,
  endpointUrl: string,
  target: DeliveryTarget,
): EndpointClient {
  const deliver = async (action: "notify" | "inject", { id, URLToken, ...delivery }: EndpointDelivery) => {
    const receiver = { ...sealing, sessionId: delivery.sessionId, nowMs: engage.clock.now() };
    const body = writeDelivery(target, receiver, delivery, id.replace(/[^\w-]/g, "_"));
    if (!/^[\w-]{1,256}$/.test(URLToken)) {
      throw new EngageError("configuration", "The session names no usable Endpoint.", { hint: HINT });
    }
    // The URL token is a secret of sorts; the log gets the action alone.
    await engage.request({
      method: "POST",
      url: `${endpointUrl}/${action}/${URLToken}`,
      path: `/${action}/...`,
      headers: { "Content-Type": "application/json", "User-Agent": USER_AGENT },
      body: JSON.stringify(body),
      // Repeating it is safe: its seal is accepted once.
      policy: RETRY_POLICIES.realtime,
      hints: HINTS,
    });
  };
  return { notify: (delivery) => deliver("notify", delivery), inject: (delivery) => deliver("inject", delivery) };
}
