/** One call to a Channel SDK endpoint, kept for tests and for the sandbox page. */

export interface SdkCall {
  sourceId: string;
  action: string;
  params: Record<string, unknown> | undefined;
  url: string;
  startedAt: number;
  /** 1 for the first try. */
  attempt: number;
  /** As sent; undefined when it was left out. */
  signature: string | undefined;
  /** The exact text whose UTF-8 bytes were signed. */
  rawBody: string;
  /** Undefined while it runs and when no answer came. */
  status: number | undefined;
  /** Parsed JSON, else the text. */
  responseBody: unknown;
  responseSignatureOk: boolean | undefined;
  /** Undefined while it runs and after a good answer. */
  failure: string | undefined;
  /** The endpoint said that trying again is useless. */
  isFatal: boolean;
  /** Undefined while it runs. */
  ms: number | undefined;
}
