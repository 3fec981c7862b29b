/** Delivers the account's events to the registered webhooks: at least once, retried, and given up in the end. */

import { createRandom, type Random } from "../../createRandom";
import type { DomainEvent } from "../domain/DomainEvent";
import type { EngageDomain } from "../domain/EngageDomain";
import type { Webhook } from "../domain/records";
import { announceWebhook, disableWebhook } from "../domain/webhooks";
import { Lane } from "../outbound/Lane";
import type { LoopbackHttp } from "../outbound/LoopbackHttp";
import type { RetryQueue } from "../outbound/RetryQueue";
import type { Delivery } from "./Delivery";
import { type Handshake, shakeHands } from "./handshake";
import { isWanted } from "./isWanted";
import { Postbox } from "./Postbox";
import { secretHeader } from "./secretHeader";
import { type Parcel, transmitParcel } from "./transmitParcel";
import { KIND_WEBHOOK_CONDUCT, type WebhookConduct } from "./WebhookConduct";
import { DOMAIN_ID, toWebhookEvent, type WebhookEvent } from "./WebhookEvent";

/** Each counted from the try before; then the events are lost for good. */
export const RETRY_SCHEDULE_SECONDS: readonly number[] = [32, 4 * 60, 17 * 60, 52 * 60, 2 * 3600];
const DAY_MS = 24 * 3600 * 1000;

export interface WebhookSenderOptions {
  timeoutMs: number;
  /** Failures within 24 hours after which a webhook is switched off. */
  failureLimit: number;
  /** Counted each from the try before. */
  retrySeconds: readonly number[];
  conduct: Partial<WebhookConduct>;
}

interface Endpoint {
  webhook: Webhook;
  postbox: Postbox;
  lane: Lane;
  failedAt: number[];
  wasDisabled: boolean;
  /** Of several handshakes the last one counts. */
  validation: number;
}

export class WebhookSender {
  readonly deliveries: Delivery[] = [];
  readonly handshakes: Handshake[] = [];
  readonly conduct: WebhookConduct;
  private readonly endpoints = new Map<string, Endpoint>();
  private random: { seed: number; next: Random } = { seed: 0, next: createRandom(0) };

  constructor(
    private readonly domain: EngageDomain,
    private readonly http: LoopbackHttp,
    private readonly retries: RetryQueue,
    private readonly options: WebhookSenderOptions,
  ) {
    this.conduct = { ...KIND_WEBHOOK_CONDUCT, ...options.conduct };
    domain.on((event) => this.take(event));
  }

  /** The endpoint must prove itself; what happens meanwhile waits, which no source says or denies. */
  async validate(webhook: Webhook): Promise<void> {
    const endpoint = this.endpointOf(webhook);
    endpoint.validation += 1;
    const { validation } = endpoint;
    const done = this.domain.work.begin();
    endpoint.postbox.hold();
    const isProved = await shakeHands(
      this.http,
      webhook,
      secretHeader(webhook),
      this.options.timeoutMs,
      this.handshakes,
    );
    if (this.isCurrent(webhook) && validation === endpoint.validation) {
      this.settleValidation(endpoint, isProved);
    }
    done();
  }

  stop(): void {
    for (const { postbox } of this.endpoints.values()) {
      postbox.discard();
    }
    this.endpoints.clear();
  }

  reset(): void {
    this.stop();
    this.deliveries.length = 0;
    this.handshakes.length = 0;
    Object.assign(this.conduct, KIND_WEBHOOK_CONDUCT, this.options.conduct);
    this.random = { seed: 0, next: createRandom(0) };
  }

  private settleValidation(endpoint: Endpoint, isProved: boolean): void {
    const { webhook, postbox } = endpoint;
    if (!isProved) {
      this.disable(endpoint);
      return;
    }
    webhook.webhook_status = "ok";
    if (endpoint.wasDisabled) {
      endpoint.wasDisabled = false;
      endpoint.failedAt = [];
      announceWebhook(this.domain, "restored", webhook);
    }
    postbox.release();
  }

  private take(event: DomainEvent): void {
    if (event.journalOnly) {
      return;
    }
    for (const webhook of this.domain.webhooks.values()) {
      if (isWanted(webhook, event)) {
        this.endpointOf(webhook).postbox.put(toWebhookEvent(event));
      }
    }
  }

  private endpointOf(webhook: Webhook): Endpoint {
    const known = this.endpoints.get(webhook.id);
    if (known !== undefined) {
      return known;
    }
    const postbox = new Postbox({
      conduct: this.conduct,
      random: () => this.nextRandom(),
      work: this.domain.work,
      send: (events) => this.post(webhook, events),
    });
    const lane = new Lane(() => this.conduct.concurrency);
    const endpoint: Endpoint = { webhook, postbox, lane, failedAt: [], wasDisabled: false, validation: 0 };
    this.endpoints.set(webhook.id, endpoint);
    return endpoint;
  }

  private post(webhook: Webhook, events: WebhookEvent[]): void {
    const envelope = { id: this.domain.newId("request"), domain_id: DOMAIN_ID, events };
    this.enqueue({ webhook, envelope, body: JSON.stringify(envelope), attempt: 0 });
  }

  private enqueue(parcel: Parcel): void {
    const done = this.domain.work.begin();
    this.endpointOf(parcel.webhook).lane.add(async () => {
      try {
        await this.attempt(parcel);
      } finally {
        done();
      }
    });
  }

  private async attempt(parcel: Parcel): Promise<void> {
    if (!this.isCurrent(parcel.webhook) || !parcel.webhook.active) {
      return;
    }
    parcel.attempt += 1;
    const { duplicateProbability, duplicatesConcurrently } = this.conduct;
    const isTwice = duplicateProbability > 0 && this.nextRandom() < duplicateProbability;
    const first = this.transmit(parcel, false);
    if (isTwice && duplicatesConcurrently) {
      await Promise.all([first, this.transmit(parcel, true)]);
    }
    const failure = await first;
    if (isTwice && !duplicatesConcurrently) {
      await this.transmit(parcel, true);
    }
    if (failure !== undefined && this.isCurrent(parcel.webhook)) {
      this.fail(parcel);
    }
  }

  private transmit(parcel: Parcel, isDuplicate: boolean): Promise<string | undefined> {
    const { http, conduct, deliveries } = this;
    const changed = () => this.domain.changed();
    return transmitParcel(parcel, isDuplicate, {
      http,
      conduct,
      deliveries,
      changed,
      isCurrent: () => this.isCurrent(parcel.webhook),
      timeoutMs: this.options.timeoutMs,
      now: () => this.domain.settings.now(),
    });
  }

  private fail(parcel: Parcel): void {
    const { webhook } = parcel;
    const endpoint = this.endpointOf(webhook);
    const now = this.domain.settings.now();
    endpoint.failedAt = [...endpoint.failedAt.filter((at) => now - at < DAY_MS), now];
    if (endpoint.failedAt.length >= this.options.failureLimit) {
      this.disable(endpoint);
      return;
    }
    const seconds = this.options.retrySeconds[parcel.attempt - 1];
    if (seconds !== undefined) {
      this.retries.add(webhook.id, seconds * 1000, () => this.enqueue(parcel));
    }
  }

  private disable(endpoint: Endpoint): void {
    endpoint.wasDisabled = true;
    if (endpoint.webhook.active) {
      disableWebhook(this.domain, endpoint.webhook);
    }
    endpoint.postbox.discard();
    this.retries.cancel(endpoint.webhook.id);
  }

  /** After a reset another webhook may have the same id. */
  private isCurrent(webhook: Webhook): boolean {
    return this.domain.webhooks.get(webhook.id) === webhook;
  }

  private nextRandom(): number {
    if (this.random.seed !== this.conduct.seed) {
      this.random = { seed: this.conduct.seed, next: createRandom(this.conduct.seed) };
    }
    return this.random.next();
  }
}
