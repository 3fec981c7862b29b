/** Starts a stand-in of RingCentral Engage Digital on loopback: REST API, realtime endpoint, webhooks, Channel SDK calls. */
import { USUAL_RULES } from "./AccountRules";
import { ScriptedAgents } from "./agents/ScriptedAgents";
import { EngageDomain } from "./domain/EngageDomain";
import { echoContent } from "./domain/echoContent";
import { type EngageSeed, seedDomain } from "./domain/seed";
import { type EngageConduct, KIND_CONDUCT } from "./EngageConduct";
import type { EngageOptions } from "./EngageOptions";
import { EngageServer } from "./http/EngageServer";
import type { Exchange } from "./http/Exchange";
import type { Faults } from "./http/Faults";
import { LoopbackHttp } from "./outbound/LoopbackHttp";
import { RetryQueue } from "./outbound/RetryQueue";
import { ChannelSdk } from "./sdk/ChannelSdk";
import type { SdkCall } from "./sdk/SdkCall";
import type { Delivery } from "./webhooks/Delivery";
import { RETRY_SCHEDULE_SECONDS, WebhookSender } from "./webhooks/WebhookSender";

export type { AgentScript } from "./agents/AgentScript";
export type { DomainEvent } from "./domain/DomainEvent";
export type { EngageDomain } from "./domain/EngageDomain";
export type { WebhookRegistration } from "./domain/webhooks";
export type { EngageOptions } from "./EngageOptions";
export type { Exchange } from "./http/Exchange";
export type { Fault } from "./http/Faults";
export type { OutboundFault } from "./outbound/OutboundFault";
export type { SdkCall } from "./sdk/SdkCall";
export type { Delivery } from "./webhooks/Delivery";
export type { Handshake } from "./webhooks/handshake";

export interface EngageStandIn {
  /** The console host and the API host are one here. */
  url: string;
  apiUrl: string;
  /** Realtime endpoint of the seeded Channel SDK source. */
  realtimeUrl: string;
  domain: EngageDomain;
  /** Live records: they change as the account changes, and are new after a reset, with the same ids. */
  readonly seed: EngageSeed;
  exchanges: Exchange[];
  faults: Faults;
  conduct: EngageConduct;
  webhooks: WebhookSender;
  /** Every POST to a webhook, in the order of sending. */
  deliveries: Delivery[];
  sdk: ChannelSdk;
  /** Every call to a Channel SDK endpoint, in the order of sending. */
  sdkCalls: SdkCall[];
  agents: ScriptedAgents;
  /** One synchronisation run of a Channel SDK source: info, lists, pending creates. */
  poll(sourceId: string): Promise<void>;
  /** Settles when nothing is queued, in flight or due at once; retries that are due later do not count. */
  idle(): Promise<void>;
  /** Runs now whatever waits to be tried again, and settles when that is done. */
  flushRetries(): Promise<void>;
  /** The option of that name, changed while it runs; survives a reset. */
  setRetryTimeScale(scale: number): void;
  /** The clock of the option `now` was moved: second tries come as much earlier. */
  skipTime(ms: number): void;
  /** The account has had all the requests of this minute. */
  useUpRequests(): void;
  /** What it gives brings the account's records back to how they are now, and forgets what a reset does. Settings stay. */
  keep(): () => void;
  /** Back to the seed and the given options; forgets exchanges, faults, deliveries and scripts, keeps listeners. */
  reset(): void;
  close(): Promise<void>;
}

export async function startEngage(options: EngageOptions = {}): Promise<EngageStandIn> {
  const domain = new EngageDomain({
    now: options.now ?? Date.now,
    importDelayMs: options.importDelayMs ?? 30,
    threadCloseDelayMs: options.threadCloseDelayMs ?? 20,
    exportDelayMs: options.exportDelayMs ?? 10,
    ...USUAL_RULES,
    ...options.rules,
  });
  let seed = seedDomain(domain);
  const server = new EngageServer(domain, options);
  const url = await server.listen(options.port ?? 0);

  const http = new LoopbackHttp();
  const retries = new RetryQueue(domain.work, options.retryTimeScale);
  const webhooks = new WebhookSender(domain, http, retries, {
    timeoutMs: options.webhookTimeoutMs ?? 5_000,
    failureLimit: options.webhookFailureLimit ?? 10,
    retrySeconds: options.webhookRetrySeconds ?? RETRY_SCHEDULE_SECONDS,
    conduct: options.webhookConduct ?? {},
  });
  const sdk = new ChannelSdk(domain, http, retries, server.inbox, {
    timeoutMs: options.sdkTimeoutMs ?? 5_000,
    retryMs: options.sdkRetryMs ?? 60_000,
    origin: url,
    conduct: {
      encoding: options.sdkEncoding ?? "rails",
      checkResponseSignature: options.checkResponseSignature ?? true,
      secondsPerPosition: options.secondsPerPosition ?? 30,
      ...options.sdkConduct,
    },
  });
  domain.exporter = sdk.export;
  domain.outbound = {
    webhookSaved: (webhook) => void webhooks.validate(webhook),
    sourceSaved: (source) => sdk.sourceSaved(source),
    queueAnnounced: () => sdk.announceQueue(),
  };
  const agents = new ScriptedAgents(domain);
  const conduct = { ...KIND_CONDUCT };
  domain.on((event) => {
    if (conduct.echo) {
      echoContent(domain, event);
    }
  });

  const forget = () => {
    http.abortAll();
    retries.cancel();
    webhooks.reset();
    sdk.reset();
    agents.reset();
    Object.assign(conduct, KIND_CONDUCT);
    server.reset();
  };

  return {
    url,
    apiUrl: `${url}/1.0`,
    realtimeUrl: `${url}/realtime/sdk/${seed.sources.sdk.id}`,
    domain,
    get seed() {
      return seed;
    },
    exchanges: server.exchanges,
    faults: server.faults,
    conduct,
    webhooks,
    deliveries: webhooks.deliveries,
    sdk,
    sdkCalls: sdk.calls,
    agents,
    async poll(sourceId) {
      sdk.poll(sourceId);
      await domain.work.idle();
    },
    idle: () => domain.work.idle(),
    async flushRetries() {
      retries.flush();
      await domain.work.idle();
    },
    useUpRequests: () => server.useUpRequests(),
    skipTime: (ms) => retries.skip(ms),
    setRetryTimeScale: (scale) => retries.setTimeScale(scale),
    keep() {
      const restore = domain.keep();
      return () => {
        restore();
        forget();
      };
    },
    reset() {
      domain.clear();
      forget();
      domain.exporter = sdk.export;
      seed = seedDomain(domain);
    },
    async close() {
      domain.stopTimers();
      retries.close();
      webhooks.stop();
      http.close();
      await server.close();
    },
  };
}
