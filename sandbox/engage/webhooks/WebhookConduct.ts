/** How kind the platform is to webhook endpoints; may be changed at any time. */
import type { OutboundFault } from "../outbound/OutboundFault";

interface WebhookSending {
  webhookId: string;
  url: string;
  /** 1 for the first try. */
  attempt: number;
  requestId: string;
  isDuplicate: boolean;
  body: string;
}

export interface WebhookConduct {
  /** At most so many events in one POST, of whatever threads. */
  batchSize: number;
  /** Events are collected for so long before they are sent (and shuffled). */
  batchWindowMs: number;
  /** Shuffles what was collected. */
  reorder: boolean;
  /** Of the shuffle and of the duplicates. */
  seed: number;
  /** 0 to 1; 1: every delivery is made twice, with the same ids. */
  duplicateProbability: number;
  /** Both copies at the same time instead of one after the other. */
  duplicatesConcurrently: boolean;
  /** Before each POST. */
  delayMs: number;
  /** POSTs of one webhook that run at the same time; 1 keeps their order. */
  concurrency: number;
  /** True: another secret in the header; "missing": no header. */
  wrongSecret: boolean | "missing";
  /** Asked before each POST. */
  fault: ((sending: WebhookSending) => OutboundFault | undefined) | undefined;
}

export const KIND_WEBHOOK_CONDUCT: WebhookConduct = {
  batchSize: 1,
  batchWindowMs: 0,
  reorder: false,
  seed: 1,
  duplicateProbability: 0,
  duplicatesConcurrently: false,
  delayMs: 0,
  concurrency: 1,
  wrongSecret: false,
  fault: undefined,
};
