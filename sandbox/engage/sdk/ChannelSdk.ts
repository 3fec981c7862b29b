/** Everything that Engage sends to Channel SDK endpoints. */
import type { Exporter } from "../domain/DomainState";
import type { EngageDomain } from "../domain/EngageDomain";
import { find } from "../domain/find";
import type { Source } from "../domain/records";
import type { LoopbackHttp } from "../outbound/LoopbackHttp";
import type { RetryQueue } from "../outbound/RetryQueue";
import type { SdkInbox } from "../realtime/SdkInbox";
import type { SdkCall } from "./SdkCall";
import { SdkCaller } from "./SdkCaller";
import { KIND_SDK_CONDUCT, type SdkConduct } from "./SdkConduct";
import { SdkOutbox } from "./SdkOutbox";
import { SdkQueueNews } from "./SdkQueueNews";
import { SdkSynchronizer } from "./SdkSynchronizer";

export interface ChannelSdkOptions {
  timeoutMs: number;
  retryMs: number;
  /** Where attachments are downloaded. */
  origin: string;
  conduct: Partial<SdkConduct>;
}

export class ChannelSdk {
  readonly conduct: SdkConduct;
  private readonly caller: SdkCaller;
  private readonly outbox: SdkOutbox;
  private readonly queueNews: SdkQueueNews;
  private readonly synchronizer: SdkSynchronizer;

  constructor(
    private readonly domain: EngageDomain,
    http: LoopbackHttp,
    retries: RetryQueue,
    inbox: SdkInbox,
    private readonly options: ChannelSdkOptions,
  ) {
    this.conduct = { ...KIND_SDK_CONDUCT, ...options.conduct };
    this.caller = new SdkCaller(domain, http, this.conduct, options.timeoutMs);
    this.outbox = new SdkOutbox(domain, this.caller, retries, this.conduct, options);
    this.queueNews = new SdkQueueNews(domain, this.caller, this.conduct);
    this.synchronizer = new SdkSynchronizer(domain, this.caller, this.outbox, inbox);
  }

  get calls(): SdkCall[] {
    return this.caller.calls;
  }

  get export(): Exporter {
    return this.outbox.export;
  }

  sourceSaved(source: Source): void {
    this.synchronizer.sourceSaved(source);
  }

  poll(sourceId: string): void {
    this.synchronizer.poll(find(this.domain.sources, sourceId));
  }

  announceQueue(): void {
    this.queueNews.announceAll();
  }

  /** Any call at all, signed, also one that the platform would not make now or at all. */
  send(sourceId: string, action: string, params?: Record<string, unknown>): Promise<SdkCall> {
    return this.caller.call(find(this.domain.sources, sourceId), action, params);
  }

  reset(): void {
    this.caller.reset();
    this.outbox.reset();
    this.queueNews.reset();
    Object.assign(this.conduct, KIND_SDK_CONDUCT, this.options.conduct);
  }
}
