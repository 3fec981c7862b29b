/** The faults of the page's bar: what the network between the platforms, and Engage itself, do until told otherwise. */
import type { EngageStandIn, Fault } from "../engage/startEngage";
import type { FaultSettings } from "./view";

const NO_FAULTS: Readonly<FaultSettings> = {
  engage: "none",
  webhooksDuplicated: false,
  webhooksReordered: false,
  webhooksDelayed: false,
  wrongSecret: false,
  retrySpeed: 1,
};

const SLOW_MS = 1_500;
const REORDER_WINDOW_MS = 400;
const WEBHOOK_DELAY_MS = 3_000;
/** What the product calls; the files of the page's chats are not among it. */
const PRODUCT_CALLS = /^\/(1\.0|realtime)\//;

const ENGAGE_FAULTS: Readonly<Record<Exclude<FaultSettings["engage"], "none">, Fault>> = {
  slow: { kind: "delay", ms: SLOW_MS },
  errors: {
    kind: "status",
    status: 500,
    body: { error: "internal_server_error", message: "Internal server error", status: 500 },
  },
  throttling: {
    kind: "status",
    status: 429,
    body: { error: "rate_limit_exceeded", message: "Rate limit exceeded", status: 429 },
  },
  resets: { kind: "reset" },
};

export class FaultSwitch {
  settings: FaultSettings = { ...NO_FAULTS };

  /** What webhooks do without any fault, as the account's readings may have it. */
  private readonly usual;

  constructor(private readonly engage: EngageStandIn) {
    const { duplicateProbability, reorder, batchWindowMs, delayMs } = engage.webhooks.conduct;
    this.usual = { duplicateProbability, reorder, batchWindowMs, delayMs };
  }

  set(change: Partial<FaultSettings>): void {
    this.settings = { ...this.settings, ...change };
    this.apply();
  }

  reset(): void {
    this.set(NO_FAULTS);
  }

  /** Also after a reset of the stand-in, which forgets its faults. */
  apply(): void {
    const { engage, settings } = this;
    engage.faults.clear();
    if (settings.engage !== "none") {
      engage.faults.inject(ENGAGE_FAULTS[settings.engage], {
        times: Number.POSITIVE_INFINITY,
        path: PRODUCT_CALLS,
      });
    }
    Object.assign(engage.webhooks.conduct, {
      ...this.usual,
      ...(settings.webhooksDuplicated && { duplicateProbability: 1 }),
      ...(settings.webhooksReordered && { reorder: true, batchWindowMs: REORDER_WINDOW_MS }),
      ...(settings.webhooksDelayed && { delayMs: WEBHOOK_DELAY_MS }),
      wrongSecret: settings.wrongSecret,
    });
    engage.setRetryTimeScale(1 / settings.retrySpeed);
    if (!settings.wrongSecret) {
      this.reactivateWebhooks();
    }
  }

  /** As an admin does once the cause is mended: Engage itself never tries again. */
  private reactivateWebhooks(): void {
    const { domain } = this.engage;
    for (const webhook of domain.webhooks.values()) {
      if (!webhook.active) {
        domain.updateWebhook(webhook.id, { active: true });
      }
    }
  }
}
