/** How an Engage stand-in behaves where the platform leaves room or a test wants another case. */
import type { AccountRules } from "./AccountRules";
import type { SdkEncoding } from "./sdk/encodeSdkBody";
import type { SdkConduct } from "./sdk/SdkConduct";
import type { WebhookConduct } from "./webhooks/WebhookConduct";

export interface EngageOptions {
  /** Default: any free port. */
  port?: number;
  /** A realtime message becomes a thread and a content only after this delay. Default 30. */
  importDelayMs?: number;
  /** Closing and opening a thread are jobs that take this long. Default 20. */
  threadCloseDelayMs?: number;
  /** A reply is pushed to its network after this delay (`content.exported`). Default 10. */
  exportDelayMs?: number;
  /** The documented limit is 500, in a fixed window of one minute. */
  requestsPerMinute?: number;
  /** Value of `Retry-After` on throttling; the platform documents none, so by default there is none. */
  retryAfter?: string | undefined;
  now?: () => number;
  /** What an unknown token gets is undocumented; 403 then carries `invalid_access_token`. Default 401. */
  badTokenStatus?: 401 | 403;
  /** Default: the most likely. */
  rules?: Partial<AccountRules>;
  /** Stretches the waits before second tries, of webhooks and of Channel SDK calls. Default 1: the documented times. */
  retryTimeScale?: number;
  /** Waits before each further try of a webhook delivery, in seconds. Default: five within about three hours. */
  webhookRetrySeconds?: readonly number[];
  /** A slower answer is a failure; the platform's value is undocumented. Default 5000. */
  webhookTimeoutMs?: number;
  /** Failures within 24 hours that switch a webhook off. Default 10. */
  webhookFailureLimit?: number;
  /** How kind webhook deliveries are from the start and after each reset. */
  webhookConduct?: Partial<WebhookConduct>;
  /** How Channel SDK calls are made from the start and after each reset. */
  sdkConduct?: Partial<SdkConduct>;
  /** Short for `sdkConduct.encoding`. Default rails. */
  sdkEncoding?: SdkEncoding;
  /** Short for `sdkConduct.checkResponseSignature`. Default true. */
  checkResponseSignature?: boolean;
  /** Short for `sdkConduct.secondsPerPosition`. Default 30. */
  secondsPerPosition?: number;
  /** Before a create is tried again, times `retryTimeScale`; undocumented. Default 60000, one polling run. */
  sdkRetryMs?: number;
  /** Default 5000. */
  sdkTimeoutMs?: number;
}
