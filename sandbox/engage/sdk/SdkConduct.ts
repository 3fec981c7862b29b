/** How the platform calls Channel SDK endpoints; may be changed at any time. */
import type { OutboundFault } from "../outbound/OutboundFault";
import type { SdkEncoding } from "./encodeSdkBody";

interface SdkSending {
  sourceId: string;
  action: string;
  params: Record<string, unknown> | undefined;
  attempt: number;
  rawBody: string;
}

export interface SdkConduct {
  encoding: SdkEncoding;
  /** A missing or wrong signature of the answer is an error. */
  checkResponseSignature: boolean;
  /** Where the signature of the request is; "wrong" and "missing" are what an intruder sends. */
  signature: "header" | "query" | "wrong" | "missing";
  /** Every `messages.create` is sent again after it succeeded, as after an answer that was lost: with `retry: true`. */
  createsTwice: boolean;
  /** The sources do not say when `*.show` is called; here, if wanted, after each create. */
  showAfterCreate: boolean;
  /** Before each call. */
  delayMs: number;
  /** Calls to one source that run at the same time; 1 keeps their order. */
  concurrency: number;
  secondsPerPosition: number;
  /** Whether `messages.create` names the content of Engage. */
  sendsContentId: boolean;
  /** Tries of a create that isn't answered well; `untilFatal`: only an answer with `fatal` ends them. */
  createTries: "three" | "untilFatal";
  /** Whether customers in the queue are told their positions at all. */
  queueUpdates: boolean;
  /** Asked before each call. */
  fault: ((sending: SdkSending) => OutboundFault | undefined) | undefined;
}

export const KIND_SDK_CONDUCT: SdkConduct = {
  encoding: "rails",
  checkResponseSignature: true,
  signature: "header",
  createsTwice: false,
  showAfterCreate: false,
  delayMs: 0,
  concurrency: 1,
  secondsPerPosition: 30,
  sendsContentId: true,
  createTries: "three",
  queueUpdates: true,
  fault: undefined,
};
