/** Deliveries to Cognigy's Endpoints: notify speaks to the customer, inject runs the Flow. Each carries a seal. */
import { EngageError } from "../../core/errors";
import { type SealContext, seal } from "../../core/seal";
import type { EngageClient } from "../../engage/engageClient";
import { USER_AGENT } from "../../engage/rest";
import { RETRY_POLICIES } from "../../engage/retryPolicy";
import type { NodeRun } from "../shared/defineNode";

export interface Delivery {
  /** The same for each try: a relay takes it once. */
  id: string;
  URLToken: string;
  userId: string;
  sessionId: string;
  text: string;
  data: object;
  /** The thread id at Engage, for a relay that lost its state. */
  ref?: string;
  /** When it happened at Engage, where that is told: executions that run side by side can overtake each other. */
  atMs?: number;
}

export interface EndpointClient {
  notify(delivery: Delivery): Promise<void>;
  inject(delivery: Delivery): Promise<void>;
}

type Situation = Pick<NodeRun<unknown>, "hmac"> & { engage: Pick<EngageClient, "request" | "clock"> };

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
  { hmac, engage }: Situation,
  endpointUrl: string,
  context: Omit<SealContext, "sessionId">,
): EndpointClient {
  const deliver = async (action: "notify" | "inject", { id, URLToken, ...delivery }: Delivery) => {
    const sealContext = { ...context, sessionId: delivery.sessionId };
    const body = seal(hmac, sealContext, delivery, engage.clock.now(), id.replace(/[^\w-]/g, "_"));
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
