/** The record of one HTTP request of a transformer, or of a Webhook Endpoint to its URL. */

export interface OutgoingCall {
  /** The name of the Endpoint. */
  endpoint: string;
  /** The handler that made the call, or `webhook` for the Endpoint's own delivery. */
  handler: string;
  method: string;
  url: string;
  headers: Record<string, string>;
  /** What was sent; parsed when it is JSON. */
  body?: unknown;
  startedAt: number;
  /** Missing when there was no answer. */
  status?: number;
  responseText?: string;
  /** 0 while it runs. */
  ms: number;
  error?: string;
}
