/** Keeps a sandbox that runs for days flat: old records go, what was counted stays counted. */
import type { CognigyStandIn } from "../cognigy/startCognigy";
import { forgetThreads } from "../engage/domain/forgetThreads";
import type { EngageStandIn, Exchange } from "../engage/startEngage";

/** How many ever were. */
export interface Totals {
  restCalls: number;
  throttled: number;
  flowExecutions: number;
  webhookDeliveries: number;
  channelSdkCalls: number;
}

const MAX_RECORDS = 500;
const MAX_JOURNAL = 2_000;
const MAX_THREADS = 300;
const MAX_SESSIONS = 5_000;
/** The REST calls of the last minute are counted from their records. */
const KEPT_MS = 60_000;

const NOTHING: Readonly<Totals> = {
  restCalls: 0,
  throttled: 0,
  flowExecutions: 0,
  webhookDeliveries: 0,
  channelSdkCalls: 0,
};

export function isRestCall({ path }: Exchange): boolean {
  return path.startsWith("/1.0/");
}

export class RecordKeeper {
  private forgotten: Totals = { ...NOTHING };

  constructor(
    private readonly engage: EngageStandIn,
    private readonly cognigy: CognigyStandIn,
    private readonly onForgottenThread: (threadId: string) => void,
  ) {}

  totals(): Totals {
    const { engage, cognigy, forgotten } = this;
    return {
      restCalls: forgotten.restCalls + engage.exchanges.filter(isRestCall).length,
      throttled: forgotten.throttled + engage.exchanges.filter(isThrottled).length,
      flowExecutions: forgotten.flowExecutions + cognigy.executions.length,
      webhookDeliveries: forgotten.webhookDeliveries + engage.deliveries.length,
      channelSdkCalls: forgotten.channelSdkCalls + engage.sdkCalls.length,
    };
  }

  reset(): void {
    this.forgotten = { ...NOTHING };
  }

  forgetOld(): void {
    const { engage, cognigy, forgotten } = this;
    const recently = engage.domain.settings.now() - KEPT_MS;
    const exchanges = takeOldest(engage.exchanges, ({ startedAt }) => startedAt < recently);
    forgotten.restCalls += exchanges.filter(isRestCall).length;
    forgotten.throttled += exchanges.filter(isThrottled).length;
    forgotten.webhookDeliveries += takeOldest(engage.deliveries).length;
    forgotten.channelSdkCalls += takeOldest(engage.sdkCalls).length;
    takeOldest(engage.webhooks.handshakes);
    forgotten.flowExecutions += cognigy.forgetOldest({ records: MAX_RECORDS, sessions: MAX_SESSIONS }).executions;
    const { events } = engage.domain;
    for (const eventId of [...events.keys()].slice(0, Math.max(0, events.size - MAX_JOURNAL))) {
      events.delete(eventId);
    }
    for (const threadId of forgetThreads(engage.domain, MAX_THREADS)) {
      this.onForgottenThread(threadId);
    }
  }
}

function isThrottled({ status }: Exchange): boolean {
  return status === 429;
}

/** What is beyond the bound, from the front. */
function takeOldest<Item>(records: Item[], mayGo: (item: Item) => boolean = () => true): Item[] {
  const surplus = Math.max(0, records.length - MAX_RECORDS);
  const kept = records.slice(0, surplus).findIndex((item) => !mayGo(item));
  return records.splice(0, kept === -1 ? surplus : kept);
}
