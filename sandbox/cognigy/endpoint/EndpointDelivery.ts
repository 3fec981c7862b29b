/** A notify or inject call to an Endpoint, and what became of it. */

export interface EndpointDelivery {
  kind: "notify" | "inject";
  /** The name of the Endpoint. */
  endpoint: string;
  path: string;
  headers: Record<string, string | string[]>;
  body: unknown;
  startedAt: number;
  /** Missing while it runs, as `ms`. */
  status?: number;
  responseText?: string;
  ms?: number;
}
