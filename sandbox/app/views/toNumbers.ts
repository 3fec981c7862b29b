/** The numbers that matter to whoever pays: conversations, calls against the limit, executions. */

import { isWorkSession } from "../../../src/protocol/work";
import type { Endpoint } from "../../cognigy/startCognigy";
import type { Exchange } from "../../engage/startEngage";
import { isRestCall, type Totals } from "../RecordKeeper";
import type { Numbers } from "../view";

export interface NumberSources {
  totals: Totals;
  endpoints: readonly Pick<Endpoint, "countConversations">[];
  exchanges: readonly Exchange[];
  limitPerMinute: number;
  nowMs: number;
}

export function toNumbers({ totals, endpoints, exchanges, limitPerMinute, nowMs }: NumberSources): Numbers {
  const count = (fits: (sessionId: string) => boolean) =>
    endpoints.reduce((sum, endpoint) => sum + endpoint.countConversations(fits), 0);
  return {
    conversations: { customers: count((id) => !isWorkSession(id)), work: count(isWorkSession) },
    restCalls: {
      // The platform counts in fixed minutes, which nobody can see; the last sixty seconds say as much.
      lastMinute: exchanges.filter((exchange) => isRestCall(exchange) && exchange.startedAt > nowMs - 60_000).length,
      limitPerMinute,
      total: totals.restCalls,
      throttled: totals.throttled,
    },
    flowExecutions: totals.flowExecutions,
    webhookDeliveries: totals.webhookDeliveries,
    channelSdkCalls: totals.channelSdkCalls,
  };
}
