/** One POST to a webhook endpoint, kept for tests and for the sandbox page. */
import type { WebhookEvent } from "./WebhookEvent";

export interface Delivery {
  webhookId: string;
  url: string;
  startedAt: number;
  headers: Record<string, string>;
  /** 1 for the first try. */
  attempt: number;
  requestId: string;
  /** A second copy that nobody asked for; its answer changes nothing. */
  isDuplicate: boolean;
  events: WebhookEvent[];
  /** Undefined while it runs and when no answer came. */
  status: number | undefined;
  /** Undefined while it runs and when no answer came. */
  responseText: string | undefined;
  /** Undefined while it runs and after exactly 200. */
  failure: string | undefined;
  /** Undefined while it runs. */
  ms: number | undefined;
}
